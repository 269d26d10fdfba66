"""Whole conversations: every state walked, every journey replayed."""
