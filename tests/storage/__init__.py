"""What the database and its snapshot promise."""
