"""The typologies of frames, one a file: adding a typology means adding a file here."""
