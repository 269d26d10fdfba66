"""What stands on the cards: lengths, first lines, words for every code."""
