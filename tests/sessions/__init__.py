"""What is remembered of her while she is here, and that it is gone when she is."""
