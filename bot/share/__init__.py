"""
What peer supporters hand on: a link, its code to scan, printed cards.

Everything here is the same for everyone in a language (S90): it cannot show who shared it with
whom. The outside is that of an ordinary directory (S25).
"""
