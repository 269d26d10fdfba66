"""
The verbs of the command line, a module for each group of them.

Each verb is a few lines that hand over to the part that does the work. What is heavy is imported by
the verb that needs it, so that `chat` reaches its first card quickly.
"""
