"""S8: no part of the bot composes text: what is shown was written and reviewed beforehand."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

BOT = Path(__file__).parents[1] / "bot"

REVIEWED = {
    "aiohttp", "alembic", "anyascii", "argon2", "babel", "cryptography", "fontTools", "fpdf",
    "holidays", "jinja2", "jsonschema", "msgspec", "opening_hours", "openpyxl", "phonenumbers",
    "pyotp", "rapidfuzz", "rasa", "rasa_sdk", "rich", "sanic", "segno", "sqlalchemy", "starlette",
    "telegram", "typer", "uharfbuzz", "uvicorn", "yaml",
}  # fmt: skip
"""
Every package that the bot imports. Whoever adds one has read what it does, and says here by adding
it that it composes no text: no language model, no translation service, no text made at random.
"""

DICE = {"random", "secrets"}
"""What chance comes from, and where it may be used: for ids and keys, never for a word."""

DICE_IN = {
    "admin/secrets.py",
    "admin/sign_ins.py",
    "channels/telegram/keyboard.py",
    "rasa/desk.py",
    "sessions/erasure.py",
    "sessions/keys.py",
    "sessions/ledger_key.py",
    "storage/database.py",
}

CARRIERS = {"importlib", "subprocess", "ctypes", "urllib.request", "http.client", "socket"}
"""What could bring in a package, a program or a service that this test does not see."""

CARRIERS_IN = {
    "channels/telegram/listening.py",  # a socket to listen at, for the webhook
    "listening.py",  # a socket to listen at, for every server of ours
    "hosting/memory.py",  # the allocator's own setting, by ctypes
}


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def called(tree: ast.Module) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def modules(root: Path) -> Iterator[tuple[str, ast.Module]]:
    paths = sorted(root.rglob("*.py"))
    assert paths, f"no modules under {root}: this test would pass on nothing"
    for path in paths:
        yield str(path.relative_to(root)), ast.parse(path.read_text(encoding="utf-8"))


def breaches(root: Path) -> list[str]:
    """Return everything under a folder that stands for bot/ by which text could be composed."""
    found = []
    for path, tree in modules(root):
        names = set(imported(tree))
        foreign = {name.split(".")[0] for name in names} - {"bot"} - sys.stdlib_module_names
        found += [f"{path}: {name} is not reviewed" for name in sorted(foreign - REVIEWED)]
        if names & DICE and path not in DICE_IN:
            found.append(f"{path}: something is left to chance")
        if names & CARRIERS and path not in CARRIERS_IN:
            found.append(f"{path}: something could be brought in from elsewhere")
        if called(tree) & {"eval", "exec", "__import__"}:
            found.append(f"{path}: code is made while it runs")
    return found


def test_s8_no_part_of_the_bot_can_compose_text() -> None:
    assert len(list(modules(BOT))) > 100
    assert breaches(BOT) == []


def test_s8_every_package_on_the_reviewed_list_is_used() -> None:
    used = {name.split(".")[0] for _, tree in modules(BOT) for name in imported(tree)}
    assert used >= REVIEWED, "take from the list what the bot has no use for any more"


PLANTED = {
    "a language model": "from openai import OpenAI",
    "a model in the machine": "import transformers.pipelines",
    "a translation service": "def f():\n    import deepl",
    "a sentence by chance": "import random\nx = lambda these: random.choice(these)",
    "a program of another kind": "import subprocess",
    "a package by its name": "import importlib\nimportlib.import_module('openai')",
    "another way to do it": "__import__('openai')",
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_composer_is_found(name: str, tmp_path: Path) -> None:
    (tmp_path / "presentation.py").write_text(PLANTED[name], encoding="utf-8")
    assert breaches(tmp_path)


def test_an_empty_tree_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="pass on nothing"):
        breaches(tmp_path)
