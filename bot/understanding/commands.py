"""Whether a text is one of the words that can be typed instead of a tap."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.understanding.command_texts import Command
from bot.understanding.courtesy import bare
from bot.understanding.lexicon import Lexicon
from bot.understanding.skeleton import plain

_SHORTEST_MISSPELT = 5
_SHORTEST_CLAUSE = 5
_BETWEEN_CLAUSES = re.compile(r"[-.,;:!?…–—،؛؟۔।。፡፣፤።]+(?:\s+|$)|\n")


class FoundCommand(NamedTuple):
    """
    A command, and the language in whose words it was given; for `language`, the one named.

    A name that more than one language goes by, such as Kurdish, gives all of them as `named`.
    """

    name: Command
    language: str | None
    named: tuple[str, ...] = ()


def exact_command(text: str, lexicons: Sequence[Lexicon]) -> FoundCommand | None:
    """Return the command that the whole text is, in any language."""
    # "polis" is the police in ten languages, and in Latin letters Bengali's name for Polish too.
    return (
        _language_as_written(text, lexicons)
        or _said_as_listed(plain(text), lexicons)
        or _language_named(plain(text), lexicons)
        or _said_politely(plain(text), lexicons)
    )


def leaving_in_a_clause(text: str, own: Lexicon | None) -> FoundCommand | None:
    """
    Return the wish to leave that a clause of the text is: "delete this, the children are coming".

    In her own language alone, and no clause of a few letters. Of 12,087 ordinary sentences with
    more than one clause (tests/hearing/sentences) 80 have one, most of them a goodbye.
    """
    if own is None:
        return None
    clauses = (plain(clause) for clause in _BETWEEN_CLAUSES.split(text))
    found = (
        _said_as_listed(clause, [own]) for clause in clauses if len(clause) >= _SHORTEST_CLAUSE
    )
    return next((one for one in found if one is not None and one.name == "leave"), None)


def _said_politely(folded: str, lexicons: Sequence[Lexicon]) -> FoundCommand | None:
    """Return the command that the text is once what is polite in a language is left away."""
    for lexicon in lexicons:
        if (command := bare(folded, lexicon.polite)) not in {folded, ""}:
            found = _said_as_listed(command, [lexicon]) or _language_named(command, lexicons)
            if found is not None:
                return found
    return None


def _language_as_written(text: str, lexicons: Sequence[Lexicon]) -> FoundCommand | None:
    written = text.strip().casefold()
    if not any(written in map(str.casefold, one.names) for one in lexicons):
        return None
    return _language_named(plain(text), lexicons)


def _said_as_listed(folded: str, lexicons: Sequence[Lexicon]) -> FoundCommand | None:
    for lexicon in lexicons:
        if (name := lexicon.command_by_text.get(folded)) is not None:
            return _found(name, lexicon)
    return None


def _language_named(folded: str, lexicons: Sequence[Lexicon]) -> FoundCommand | None:
    named = tuple(one.language for one in lexicons if folded in one.plain_names)
    if not named:
        return None
    return FoundCommand("language", named[0] if len(named) == 1 else None, named)


def misspelt_command(text: str, lexicons: Sequence[Lexicon]) -> FoundCommand | None:
    """Return the one command that the whole text is but for one slip; None when two come near."""
    folded = plain(text)
    if len(folded) < _SHORTEST_MISSPELT:
        return None
    near = [
        _found(name, lexicon)
        for lexicon in lexicons
        for typed in {folded, bare(folded, lexicon.polite)}
        for name in lexicon.command_by_text.near(typed, _SHORTEST_MISSPELT)
    ]
    # "Emergency" is nearly the same word in many languages: it means the same in all of them.
    return near[0] if len({one.name for one in near}) == 1 else None


def _found(name: Command, lexicon: Lexicon) -> FoundCommand:
    return FoundCommand(name, None if name == "language" else lexicon.language)
