"""The commands of the command line, one a file; what each imports waits until it runs."""
