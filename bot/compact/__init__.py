"""Many small things held in little memory: texts in one piece, numbers found by a checksum."""
