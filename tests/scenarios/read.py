"""
Read files of scenarios, strictly: a misspelt id or key would make a promise that nothing holds.

README.md describes the form. Every message begins `file:line:` and says what to do.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import ContentError, NeedError
from bot.exchange.need_json import read_need
from bot.signposting.directory import Directory
from bot.signposting.need import Need
from bot.yaml_file import Document, read_yaml

ANY = "any"
"""In a pair: some service has to stand there, whichever."""

NEEDED = frozenset({"id", "told", "need"})
KEYS = NEEDED | {"must", "may", "must_not", "pair", "first"}
LISTS = ("must", "may", "must_not")
SIDES = frozenset({"community", "specialist"})

Where = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A service that a case names, and why."""

    id: str
    why: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """
    One case. `pair` holds only the sides that the case decides: an id, ANY, or None for nobody.

    `first` is the id of whom to call first, or None when the case leaves it open.
    """

    id: str
    told: str
    need: Need
    must: tuple[Named, ...]
    may: tuple[Named, ...]
    must_not: tuple[Named, ...]
    pair: Mapping[str, str | None]
    first: str | None

    @property
    def language(self) -> str:
        """The first language she named, or "-"."""
        return self.need.languages[0] if self.need.languages else "-"


def read_folder(folder: Path, directory: Directory) -> tuple[Scenario, ...]:
    """
    Read every scenario of the YAML files in a folder, not of the folders in it.

    Raises ContentError when there is none, or when two bear the same id.
    """
    found = [one for path in sorted(folder.glob("*.yaml")) for one in read_file(path, directory)]
    if not found:
        raise ContentError(f"{folder}:1: there are no scenarios here. Name a folder of YAML files")
    ids = [one.id for one in found]
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        raise ContentError(f"{folder}:1: {', '.join(twice)} stands twice. Give one another id")
    return tuple(found)


def read_file(path: Path, directory: Directory) -> Iterator[Scenario]:
    """Yield the scenarios of one file. Raises ContentError at the first that is wrong."""
    document = read_yaml(path)
    if not isinstance(document.value, list):
        raise _wrong(document, (), "this is no list", "begin each scenario with `- id:`")
    for number in range(len(document.value)):
        yield _scenario(document, number, directory)


def _scenario(document: Document, number: int, directory: Directory) -> Scenario:
    given, here = document.value[number], (number,)
    _check_keys(document, here, given, KEYS, NEEDED)
    need = _need(document, (*here, "need"), given["need"], directory)
    known = {one.id for one in directory.services if one.country == need.country}
    lists = {key: _named(document, (*here, key), given.get(key, []), known) for key in LISTS}
    _check_apart(document, here, lists)
    return Scenario(
        id=_text(document, (*here, "id"), given["id"]),
        told=_text(document, (*here, "told"), given["told"]),
        need=need,
        pair=_pair(document, (*here, "pair"), given.get("pair", {}), known),
        first=_first(document, (*here, "first"), given.get("first"), known),
        **lists,
    )


def _need(document: Document, where: Where, given: object, directory: Directory) -> Need:
    try:
        need = read_need(json.dumps(given), directory)
    except NeedError as error:
        raise _wrong(document, where, str(error), "mend the need") from None
    if need.at is None:
        raise _wrong(document, where, "the need has no `at`", "say when she asks: hours depend")
    return need


def _named(document: Document, where: Where, given: object, known: set[str]) -> tuple[Named, ...]:
    if not isinstance(given, list):
        raise _wrong(document, where, "this is no list", "write {id: ..., why: ...} for each")
    return tuple(_one(document, (*where, at), one, known) for at, one in enumerate(given))


def _one(document: Document, where: Where, given: Any, known: set[str]) -> Named:
    _check_keys(document, where, given, frozenset({"id", "why"}), frozenset({"id", "why"}))
    return Named(
        _known(document, (*where, "id"), given["id"], known),
        _text(document, (*where, "why"), given["why"]),
    )


def _pair(
    document: Document, where: Where, given: Any, known: set[str]
) -> Mapping[str, str | None]:
    _check_keys(document, where, given, SIDES, frozenset())
    return {
        side: one if one is None or one == ANY else _known(document, (*where, side), one, known)
        for side, one in given.items()
    }


def _first(document: Document, where: Where, given: object, known: set[str]) -> str | None:
    return None if given is None else _known(document, where, given, known)


def _known(document: Document, where: Where, given: object, known: set[str]) -> str:
    if not isinstance(given, str) or given not in known:
        raise _wrong(document, where, f"{given!r} is no service of this country", "mend the id")
    return given


def _text(document: Document, where: Where, given: object) -> str:
    if not isinstance(given, str) or not given.strip():
        raise _wrong(document, where, "a text is missing", "write it")
    return given.strip()


def _check_keys(
    document: Document, where: Where, given: object, allowed: frozenset[str], needed: frozenset[str]
) -> None:
    if not isinstance(given, dict):
        raise _wrong(document, where, "this is no mapping", "write " + ", ".join(sorted(allowed)))
    for key in given:
        if key not in allowed:
            remedy = "allowed are " + ", ".join(sorted(allowed))
            raise _wrong(document, (*where, key), f"{key!r} is no key", remedy)
    if missing := sorted(needed - given.keys()):
        raise _wrong(document, where, f"{', '.join(missing)} is missing", "write it")


def _check_apart(document: Document, where: Where, lists: Mapping[str, tuple[Named, ...]]) -> None:
    ids = [one.id for named in lists.values() for one in named]
    for one in ids:
        if ids.count(one) > 1:
            raise _wrong(document, where, f"{one} is named twice", "decide: must, may or must_not")


def _wrong(document: Document, where: Where, wrong: str, remedy: str) -> ContentError:
    return ContentError(f"{document.place(*where)}: {wrong}. To mend it: {remedy}")
