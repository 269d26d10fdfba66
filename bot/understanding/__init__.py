"""What a typed message means: help now, a command, an answer, a place. Pure; keeps nothing."""
