"""
The context under which each text stands in the catalogues.

The extractor and the renderer both ask here, so that what is extracted and what is looked up cannot
drift apart. A context that begins with `safety.` marks a text without which a language is not
offered (S80); one that begins with `cover.` can be read on a lock screen (S25).
"""

from typing import Literal

SAFETY = "safety."
COVER = "cover."
LANGUAGE = "language"
COUNTRY_NOTE = "country_note"
WORDS_TO_SAY = "words_to_say"
_SAFETY_SECTIONS = frozenset({"urgent_notes"})


def is_safety(context: str | None) -> bool:
    """Whether a language without this text is not offered."""
    return context is not None and context.startswith(SAFETY)


def question(flow: str, step: str, *, safety: bool = False, about_her: bool = False) -> str:
    """Return the context of what a step asks; `about_her` of someone who helps her."""
    return _dotted("question", flow, step, *_of_whom(about_her), safety=safety)


def option(
    flow: str, step: str, option_id: str, *, safety: bool = False, about_her: bool = False
) -> str:
    """Return the context of an option's label. `safety` is that of its step."""
    return _dotted("option", flow, step, option_id, *_of_whom(about_her), safety=safety)


def _of_whom(about_her: bool) -> tuple[str, ...]:
    return ("about_her",) if about_her else ()


def page(page_id: str, part: Literal["title", "text"], *, safety: bool = False) -> str:
    """Return the context of a page's title or text."""
    return _dotted("page", page_id, part, safety=safety)


def taxonomy(section: str) -> str:
    """Return the context of the names in one section of the taxonomy, such as `needs`."""
    return _dotted("taxonomy", section, safety=section in _SAFETY_SECTIONS)


def area(country: str) -> str:
    """Return the context of the names of areas: each country has its own North."""
    return _dotted("area", country)


def lesson(lesson_id: str, *part: str | int) -> str:
    """Return the context of a part of a lesson, such as its title or what is on its second card."""
    return _dotted("lesson", lesson_id, *map(str, part))


def handout(handout_id: str, *part: str | int) -> str:
    """Return the context of a part of a handout, such as the second of its rows."""
    return _dotted("handout", handout_id, *map(str, part))


def _dotted(*parts: str, safety: bool = False) -> str:
    return (SAFETY if safety else "") + ".".join(parts)
