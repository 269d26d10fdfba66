"""
The edge: where a person's taps and words come in, and where a card is shown.

A channel knows nothing of dialogues, services or sessions. It is handed one callable.
"""
