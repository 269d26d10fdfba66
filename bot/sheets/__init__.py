"""
A language's texts as a spreadsheet, for a volunteer who has no tool for catalogues.

`sheet` writes it, `take` reads it back. Both see catalogues and the check, and nothing of a talk.
"""
