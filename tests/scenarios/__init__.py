"""Cases as a caseworker would tell them, with what must, may and must not appear, and why."""
