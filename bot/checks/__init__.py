"""What `python -m bot check` looks at: each check returns problems with file, line and remedy."""
