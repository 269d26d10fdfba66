"""
The staff pages: closed until a keeper is made on the command line, and unable to see a visit.

Own pages on Starlette and Jinja2 (bot/decisions/ says why no admin framework). Nothing here may
import sessions, dialogue or channels: whoever keeps the directory cannot look at who uses it. How
a woman sees a service is a port that bot/app/staff.py hands in. README.md is for whoever keeps it.
"""
