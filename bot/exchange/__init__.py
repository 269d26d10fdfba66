"""Files in and out: one module for each format. Nothing is half read: all of a file or an error."""
