"""What is said of an article in plain words, each sentence led back to the article's own."""
