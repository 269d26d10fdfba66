"""
The only wiring place: settings in, what a verb needs out. A module for each group of verbs.

Everything heavy is opened when it is first needed: a first card needs no database library, and
typed text is the first that needs an index of places. Nothing but `__main__` and `verbs` imports
this.
"""
