"""
Who has read a translation: written as a remark on the text itself, in its catalogue.

`# review: native speaker` is a translator's remark of gettext: Poedit and Weblate show it and keep
it. A text without one is a draft. When the English changes the text begins anew, and so does this.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, get_args

from bot.i18n.contexts import is_safety

if TYPE_CHECKING:
    from bot.i18n.catalogue_files import Message

Reader = Literal["draft", "native speaker", "practitioner"]
"""`practitioner`: somebody who speaks it and works with survivors."""

READERS: tuple[Reader, ...] = get_args(Reader)
DRAFT: Reader = "draft"

_REMARK = re.compile(r"review:\s*(.+)", re.IGNORECASE)


def reader_of(message: "Message") -> Reader:
    """Return who has read a translation; a remark that is none of ours is that of a draft."""
    for remark in message.user_comments:
        if found := _REMARK.fullmatch(remark.strip()):
            said = found[1].strip().casefold()
            return next((one for one in READERS if one == said), DRAFT)
    return DRAFT


def remarks_with(message: "Message", reader: Reader) -> list[str]:
    """Return the remarks on a text as they are when this reader has read it."""
    others = [one for one in message.user_comments if not _REMARK.fullmatch(one.strip())]
    return others if reader == DRAFT else [*others, f"review: {reader}"]


def unread_safety_texts(messages: "Iterable[Message]") -> int:
    """
    Return how many safety texts nobody has read (S80).

    A language counts as reviewed when there are none: then she is not told that it is a draft.
    """
    return sum(is_safety(one.context) and reader_of(one) == DRAFT for one in messages)
