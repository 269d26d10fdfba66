"""
Every lexicon as it was last read, in one file: the quick way to understand the first typed text.

To read the lists of all languages and find their anchors takes a second; to read this file, a few
hundredths. It is true while the lists, languages.yaml and the code that reads them are the same to
the byte. It may vanish or break at any time; then it is made again. It holds what stands in the
lists and nothing that anybody typed. The phrases stay there (bulk.py): one is read from it when a
text comes that may hold it.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import anyascii
import msgspec

from bot.compact.numbered import Numbered
from bot.compact.texts import texts
from bot.storage.bulk import Bulk, NumberedAt, OpenFile, TextsAt
from bot.understanding.anchors import Anchors
from bot.understanding.command_texts import Command, CommandTexts
from bot.understanding.courtesy import FILE as POLITE
from bot.understanding.lexicon import Lexicon, Prepared
from bot.understanding.patterns import FILE as PATTERNS
from bot.understanding.patterns import PatternsFile
from bot.understanding.together import TABLE, Table, Together
from bot.whole_file import write_whole

NAME = "lexicons.kept"
"""The name of the file, in the folder of what the bot may lose."""

READERS = ("understanding", "compact")
"""The parts of the bot that read the lists and hold them."""


HEAD = 64
"""Bytes before all else: what the file was made from, and a digest of what follows."""


@dataclass(frozen=True, slots=True)
class _Language:
    """
    One language. What every typed text is held against stands here; the rest lies in the bulk.
    """

    language: str
    names: tuple[str, ...]
    safe_word: str | None
    polite: tuple[str, ...]
    distress_anchors: Anchors
    ordinary_anchors: Anchors
    command_names: memoryview
    command_lengths: memoryview
    command_index: Numbered
    command_texts: TextsAt
    distress: TextsAt
    ordinary: TextsAt
    commands: Mapping[Command, TextsAt]
    every_word: TextsAt
    ends: Mapping[str, int]
    word_anchors: NumberedAt


@dataclass(frozen=True, slots=True)
class _Lists:
    """All that is kept but the bulk; one table of ideas holds for every language."""

    table: Table
    languages: tuple[_Language, ...]


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
        return _read(file, digest, folder) or found
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
        with file.open("rb") as opened:
            head = opened.read(HEAD)
            if head != digest + hashlib.file_digest(opened, "sha256").digest():
                return None
            opened.seek(HEAD)
            size = int.from_bytes(opened.read(8))
            lists = msgspec.msgpack.decode(opened.read(size), type=_Lists)
            bulk = OpenFile(file, opened.tell())
    except (OSError, ValueError):
        return None
    patterns = PatternsFile(folder / PATTERNS)
    return tuple(
        _lexicon(one, folder / one.language, lists.table, bulk, patterns) for one in lists.languages
    )


def _lexicon(
    one: _Language, folder: Path, table: Table, bulk: OpenFile, patterns: PatternsFile
) -> Lexicon:
    known = CommandTexts(
        bulk.texts(one.command_texts), one.command_names, one.command_lengths, one.command_index
    )
    ready = Prepared(one.distress_anchors, one.ordinary_anchors, known)
    words = bulk.texts(one.every_word)
    return Lexicon(
        language=one.language,
        distress=bulk.texts(one.distress),
        ordinary=bulk.texts(one.ordinary),
        commands={name: bulk.texts(said) for name, said in one.commands.items()},
        names=one.names,
        safe_word=one.safe_word,
        together=Together(table, words, one.ends, partial(_anchors, one.word_anchors, bulk)),
        folder=folder,
        patterns=patterns,
        polite=one.polite,
        ready=ready,
    )


def _anchors(at: NumberedAt, bulk: OpenFile) -> Anchors:
    return Anchors(bulk.numbered(at))


def _write(file: Path, digest: bytes, lexicons: Iterable[Lexicon]) -> None:
    """Write the file whole or not at all. Raises OSError when the folder cannot be written."""
    lists, bulk = _packed(tuple(lexicons))
    front = msgspec.msgpack.encode(lists)
    rest = b"".join((len(front).to_bytes(8), front, *bulk))
    write_whole(file, digest + hashlib.sha256(rest).digest() + rest)


def _packed(every: tuple[Lexicon, ...]) -> tuple[_Lists, Bulk]:
    bulk = Bulk()
    folded = [bulk.put_texts(one.command_by_text.texts) for one in every]
    distress = [bulk.put_texts(texts(one.distress)) for one in every]
    ordinary = [bulk.put_texts(texts(one.ordinary)) for one in every]
    words = [bulk.put_texts(texts(one.together.every_word)) for one in every]
    anchors = [bulk.put_numbered(one.together.prepared.held) for one in every]
    commands = [
        {name: bulk.put_texts(texts(said)) for name, said in one.commands.items()} for one in every
    ]
    languages = tuple(
        _Language(
            one.language, one.names, one.safe_word, one.polite,
            one.prepared.distress, one.prepared.ordinary,
            one.command_by_text.names, one.command_by_text.lengths, one.command_by_text.index,
            folded[at], distress[at], ordinary[at], commands[at], words[at],
            one.together.ends, anchors[at],
        )
        for at, one in enumerate(every)
    )  # fmt: skip
    return _Lists(next((one.together.table for one in every), Table()), languages), bulk
