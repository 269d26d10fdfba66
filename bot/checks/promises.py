"""
No text promises what the code does not do (S6).

Every English text with a verb of promise stands in locales/en/promises.yaml, with the code that
does it, or with the word that says why it is no promise: `denied` (the text says that it does not
happen) or `hers` (she does it, or somebody else who is named).
"""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.checks.problem import Problem
from bot.i18n.catalogue_files import PACKAGE, extract, texts
from bot.i18n.words import PLACEHOLDER
from bot.yaml_file import read_yaml

VERBS = re.compile(
    r"\b(alert|call|clear|come|contact|delet|eras|forget|keep|kept|noted|notif|promis|protect"
    r"|record|register|remember|report|send|stay|stor|tell|told)\w*",
    re.IGNORECASE,
)
"""The beginnings of words with which a text can say that something will be done."""

NO_PROMISE = frozenset({"denied", "hers"})


def check_promises(root: Path) -> list[Problem]:
    """
    Return every text of promise that nothing keeps.

    `root` holds dialogues/, locales/ and services_data/: the content of a host, who may have no
    code beside it. What keeps a promise is looked up in the program that runs.
    """
    path = root / "locales" / "en" / "promises.yaml"
    document = read_yaml(path)
    entries = document.value if isinstance(document.value, list) else []
    for at, one in enumerate(entries):
        if not isinstance(one, dict) or not {"text", "kept_by"} <= set(one):
            return [Problem(document.place(at), "an entry has text and kept_by", "Write both")]
    known: dict[str, Any] = {one["text"]: one for one in entries}
    lines = {one["text"]: document.place(at) for at, one in enumerate(entries)}
    promising = set(_promising(root))
    return [
        *_unlisted(path, promising - set(known)),
        *_gone(lines, set(known) - promising),
        *_unkept(known, lines),
    ]


def _promising(root: Path) -> Iterator[str]:
    for message in texts(extract(root)):
        told = message.id if isinstance(message.id, str) else message.id[0]
        words = PLACEHOLDER.sub("", told)
        if not str(message.context).startswith("area.") and VERBS.search(words):
            yield told


def _unlisted(path: Path, missing: Iterable[str]) -> Iterator[Problem]:
    for text in sorted(missing):
        what = f"nothing is said of the promise in {text[:60]!r}"
        remedy = "Add it with `kept_by: module:function`, `denied` or `hers`, or change the text"
        yield Problem(f"{path}:1", what, remedy)


def _gone(lines: dict[str, str], gone: Iterable[str]) -> Iterator[Problem]:
    for text in sorted(gone):
        yield Problem(lines[text], f"no text reads {text[:60]!r} any more", "Remove this entry")


def _unkept(known: dict[str, Any], lines: dict[str, str]) -> Iterator[Problem]:
    for text, entry in known.items():
        keeper = str(entry.get("kept_by", ""))
        if keeper not in NO_PROMISE and not _exists(keeper):
            yield Problem(
                lines[text],
                f"{keeper or 'nothing'!r} is no code that keeps this promise",
                "Name it as `bot/module.py:function`, or write denied or hers",
            )


def _exists(keeper: str) -> bool:
    file, _, name = keeper.partition(":")
    path = PACKAGE.parent / file
    # Installed, the package has strangers beside it: a promise is kept by nothing but the bot.
    if not name or not path.is_file() or PACKAGE not in path.parents:
        return False
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return any(isinstance(node, kinds) and node.name == name for node in ast.walk(tree))
