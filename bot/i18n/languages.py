"""
The languages of the bot, from locales/languages.yaml.

What a language is called, how she may type its name, its safe word, and whether a native speaker
has reviewed its texts. Whether it is offered is another matter: catalog.py decides that.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from bot.errors import CatalogueError, ContentError
from bot.yaml_file import Document, read_yaml

Review = Literal["source", "draft", "reviewed"]
"""
`source`: written first in it. `draft`: no native speaker has read it. `reviewed`: one has read
every safety text, as the remarks on them say (review.py).
"""

_KEYS = {"code", "name", "latin", "called", "safe_word", "review"}


@dataclass(frozen=True, slots=True)
class Language:
    """
    One language. `code` is ISO 639, `name` its own name in its own script.

    `latin` are ways to type its name in Latin letters, `called` its names in the other languages of
    the bot. `safe_word` is one ordinary word that a host
    can change; typed alone at any time it brings the urgent numbers (S12).
    """

    code: str
    name: str
    latin: tuple[str, ...]
    safe_word: str | None
    review: Review
    called: tuple[str, ...] = ()


def read_languages(path: Path) -> tuple[Language, ...]:
    """Read the file, in its order. Raises CatalogueError with file, line and remedy."""
    try:
        document = read_yaml(path)
    except ContentError as error:
        raise CatalogueError(str(error)) from None
    if not isinstance(document.value, list) or not document.value:
        raise CatalogueError(f'{path}:1: no languages here. Write a list of "- code: ..." entries')
    languages = tuple(_language(document, at, one) for at, one in enumerate(document.value))
    codes = [language.code for language in languages]
    for at, code in enumerate(codes):
        if code in codes[:at]:
            raise _error(document, at, f'language "{code}" stands here twice. Remove one')
    return languages


def _language(document: Document, at: int, raw: object) -> Language:
    if not isinstance(raw, dict) or not {"code", "name", "review"} <= set(raw) <= _KEYS:
        known = ", ".join(sorted(_KEYS))
        raise _error(document, at, f"a language has the keys {known}. Add or mend them")
    if raw["review"] not in get_args(Review):
        allowed = ", ".join(get_args(Review))
        raise _error(document, at, f'review "{raw["review"]}" is not one of {allowed}. Write one')
    latin, called = tuple(raw.get("latin", ())), tuple(raw.get("called", ()))
    return Language(raw["code"], raw["name"], latin, raw.get("safe_word"), raw["review"], called)


def _error(document: Document, at: int, text: str) -> CatalogueError:
    return CatalogueError(f"{document.place(at)}: {text}")
