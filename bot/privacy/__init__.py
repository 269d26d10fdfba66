"""
What the bot says about itself to its host, and that this is never anything about a person.

`events.py` is the list of all that can be said, `log.py` writes it, `libraries.py` keeps what
others would say from being written, `faults.py` turns an error into a code and a place.
"""
