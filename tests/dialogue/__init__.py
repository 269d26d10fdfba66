"""What a dialogue file means, and what it refuses."""
