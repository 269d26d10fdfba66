"""
Every lexicon as it was last read, in one file: the quick way to understand the first typed text.

To read the lists of all languages and find their anchors takes a second; to read this file, a few
hundredths. It is true while the lists, languages.yaml and the code that reads them are the same to
the byte. It may vanish or break at any time; then it is made again. It holds what stands in the
lists and nothing that anybody typed.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import anyascii
import msgspec

from bot.compact.texts import Texts
from bot.understanding.anchors import Anchors
from bot.understanding.command_texts import Command, CommandTexts
from bot.understanding.courtesy import FILE as POLITE
from bot.understanding.hearing import FILE as WEIGHTS
from bot.understanding.lexicon import Lexicon, Prepared
from bot.understanding.together import TABLE, Table, Together

NAME = "lexicons.kept"
"""The name of the file, in the folder of what the bot may lose."""

READERS = ("understanding", "compact")
"""The parts of the bot that read the lists and hold them."""


@dataclass(frozen=True, slots=True)
class _Language:
    language: str
    distress: Texts
    ordinary: Texts
    commands: Mapping[Command, Texts]
    names: tuple[str, ...]
    safe_word: str | None
    distress_anchors: Anchors
    ordinary_anchors: Anchors
    command_by_text: CommandTexts
    every_word: Texts
    ends: Mapping[str, int]
    word_anchors: Anchors
    polite: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Lists:
    """All that is kept; one table of ideas holds for every language."""

    table: Table
    languages: tuple[_Language, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    digest: bytes
    lists: msgspec.Raw
    check: bytes


def kept_lexicons(
    folder: Path, codes: Iterable[str], state: Path, read: Callable[[], tuple[Lexicon, ...]]
) -> tuple[Lexicon, ...]:
    """
    Return the lexicons of `folder` (`locales/`) as kept in `state`, or read them and keep them.

    `codes` are the languages that have a list there. Without a folder `state` nothing is kept.
    """
    digest, file = _digest(folder, codes), state / NAME
    if (known := _read(file, digest, folder)) is not None:
        return known
    found = read()
    with suppress(OSError):  # the lists serve without it, more slowly
        _write(file, digest, found)
    return found


def _digest(folder: Path, codes: Iterable[str]) -> bytes:
    """Return what tells the lists, and the code that reads them, from any other."""
    here = Path(__file__).parents[1]
    code = [path for name in READERS for path in sorted((here / name).glob("*.py"))]
    files = ("understanding.yaml", TABLE)
    lists = [folder / TABLE, folder / POLITE]
    lists += [folder / code / file for code in codes for file in files]
    made = hashlib.sha256()
    for path in (*code, Path(anyascii.__file__), folder / "languages.yaml", *lists):
        content = path.read_bytes() if path.is_file() else b""
        made.update(f"{path.parent.name}/{path.name} {len(content)}\n".encode())
        made.update(content)
    return made.digest()


def _read(file: Path, digest: bytes, folder: Path) -> tuple[Lexicon, ...] | None:
    try:
        kept = msgspec.msgpack.decode(file.read_bytes(), type=_Kept)
        if kept.digest != digest or kept.check != hashlib.sha256(kept.lists).digest():
            return None
        lists = msgspec.msgpack.decode(kept.lists, type=_Lists, dec_hook=_unpacked)
    except (OSError, msgspec.DecodeError):
        return None
    return tuple(_lexicon(one, folder, lists.table) for one in lists.languages)


def _lexicon(one: _Language, folder: Path, table: Table) -> Lexicon:
    ready = Prepared(one.distress_anchors, one.ordinary_anchors, one.command_by_text)
    together = Together(table, one.every_word, one.ends, one.word_anchors)
    return Lexicon(
        one.language, one.distress, one.ordinary, one.commands, one.names, one.safe_word,
        together, folder / one.language / WEIGHTS, one.polite, ready,
    )  # fmt: skip


def _write(file: Path, digest: bytes, lexicons: Iterable[Lexicon]) -> None:
    """Write the file whole or not at all. Raises OSError when the folder cannot be written."""
    every = tuple(lexicons)
    table = next((one.together.table for one in every), Table())
    held = _Lists(table, tuple(map(_language, every)))
    lists = msgspec.Raw(msgspec.msgpack.encode(held, enc_hook=_packed))
    kept = _Kept(digest, lists, hashlib.sha256(lists).digest())
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(msgspec.msgpack.encode(kept))
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _language(one: Lexicon) -> _Language:
    ready = one.prepared
    return _Language(
        one.language, Texts(one.distress), Texts(one.ordinary),
        {name: Texts(texts) for name, texts in one.commands.items()}, one.names, one.safe_word,
        ready.distress, ready.ordinary, ready.command_by_text,
        Texts(one.together.every_word), one.together.ends,
        one.together.prepared, one.polite,
    )  # fmt: skip


def _packed(texts: object) -> tuple[bytes, bytes]:
    if not isinstance(texts, Texts):
        raise NotImplementedError
    return texts.letters, texts.bounds


def _unpacked(_kind: type, packed: tuple[bytes, bytes]) -> Texts:
    return Texts.packed(*packed)
