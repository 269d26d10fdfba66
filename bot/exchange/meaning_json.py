"""
What the `understand` verb reads and prints: a typed text, and what the bot takes it to mean.

A line is `language<TAB>text`; the language (ISO 639) may be empty: not known yet. Outside a
conversation no card stands, so every option of every question counts as offered.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from bot.errors import NeedError

SHOWN_AS: Mapping[str, str] = {
    "safe_word": "urgent",
    "place_candidates": "place",
    "skip": "option",
    "more": "option",
    "privacy": "option",
}
"""The word of the contract for each kind that it has no word of its own for."""


def read_line(line: str, languages: Collection[str]) -> tuple[str | None, str]:
    """
    Return the language and the text of a line.

    Raises NeedError when the tab is missing or the language is none of ours.
    """
    code, tab, text = line.rstrip("\r\n").partition("\t")
    if not tab:
        raise NeedError("a line is a language, a tab and a text. Write the tab, also before a text")
    if code and code not in languages:
        raise NeedError(f"{code!r} is no language here: use one of {', '.join(languages)}")
    return code or None, text


def meaning_to_json(
    text: str, kind: str, detail: str | None, places: Iterable[tuple[str, str]]
) -> dict[str, Any]:
    """
    Return the plain values of one line's answer, ready for `json.dumps`.

    `kind`, `detail` and `places` are those of the meaning (bot/understanding/meaning.py).
    """
    shown = SHOWN_AS.get(kind, kind)
    if shown == "place":
        return {"text": text, "meaning": shown, "detail": [":".join(key) for key in places]}
    is_a_button = shown == "option" and kind != "option"
    return {"text": text, "meaning": shown, "detail": kind if is_a_button else detail}


def print_meaning(answer: dict[str, Any], *, as_json: bool) -> None:
    """Print an answer: as one JSON object, or in words for a person."""
    if as_json:
        print(json.dumps(answer, ensure_ascii=False), flush=True)
        return
    detail = answer["detail"]
    known = ", ".join(detail) if isinstance(detail, list) else detail
    print(f"{answer['text']}: {answer['meaning']}{f' ({known})' if known else ''}", flush=True)
