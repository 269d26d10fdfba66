"""
One thing that the doctor looked at: how it is, in a sentence, and what to do about it.
"""

from dataclasses import dataclass
from typing import Literal

State = Literal["well", "look", "fault"]
"""`well`; `look`: it works, and a person should know; `fault`: it does not work or is not safe."""


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One thing that was looked at.

    `subject` is one or two words, `sentence` says how it is and `remedy` what to do; it is empty
    when there is nothing to do. Neither holds anything of a secret, a chat or a person.
    """

    subject: str
    state: State
    sentence: str
    remedy: str = ""


def well(subject: str, sentence: str) -> Finding:
    """Return a finding for which nothing is to do."""
    return Finding(subject, "well", sentence)


def look(subject: str, sentence: str, remedy: str) -> Finding:
    """Return a finding that a person should know of."""
    return Finding(subject, "look", sentence, remedy)


def fault(subject: str, sentence: str, remedy: str) -> Finding:
    """Return a finding that has to be mended."""
    return Finding(subject, "fault", sentence, remedy)
