"""How fast and how small it is: run by `make bench`, never a test."""
