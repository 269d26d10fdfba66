"""Promises about what is shown, to whom, in which order."""
