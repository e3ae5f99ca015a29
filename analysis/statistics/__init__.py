"""How sure a number is: resampling, and measures of agreement with human labels."""
