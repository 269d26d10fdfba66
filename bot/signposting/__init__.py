"""What could help: records of services and places, the need, and the match between them. Pure."""
