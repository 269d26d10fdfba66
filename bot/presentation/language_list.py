"""
Lists of languages: in which order, and what stands on the button that turns to the next sheet.
"""

from collections.abc import Sequence

from bot.messages import Button
from bot.presentation.question_card import sheet_of

LONGEST = 36
"""The most characters of the button to more languages, without what says that there are more."""


def hers_first(codes: Sequence[str], hers: str, named: Sequence[str] = ()) -> tuple[str, ...]:
    """Return languages in their order, but those she named before all others, and then hers."""
    return tuple(sorted(codes, key=lambda code: (code not in named, code != hers)))


def more_languages(names: Sequence[Button], number: int) -> tuple[Button, ...]:
    """
    Return the button to the sheet after this one (counted from 1), if there is one.

    It names languages of that sheet, in their own scripts: she need not read the word "more" in a
    language that is not hers.
    """
    _, more = sheet_of(tuple(names), number)
    if not more:
        return ()
    following, _ = sheet_of(tuple(names), number + 1)
    label = following[0].label
    for name in following[1:]:
        if len(longer := f"{label} · {name.label}") > LONGEST:
            break
        label = longer
    return (Button("more", f"{label} …"),)
