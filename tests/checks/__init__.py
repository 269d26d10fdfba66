"""What the content checks promise."""
