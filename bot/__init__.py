"""
Fingerpost: a messaging bot that shows where help is, and then disappears.

Start reading at turn.py: the whole way of one message through the bot is there.
"""
