"""
What a host needs around the bot: a page to follow, a unit, a container file, and the doctor.

Everything here looks at files, never at a visit; README.md is where to begin.
"""
