"""What channels promise: scripts, journeys, the terminal, and that nothing stays behind."""
