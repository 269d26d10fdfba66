"""
Who may import whom (ARCHITECTURE.md), held against the code itself.

The rules are checked on the syntax tree of every module; each is also tried on a planted violation,
because a rule that cannot fail holds nothing.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BOT = ROOT / "bot"

INWARD = {
    "errors": set[str](),
    "messages": set[str](),
    "answers": set[str](),
    "yaml_file": {"errors"},
    "given": {"errors"},
    "settings": {"errors", "given"},
    "findings": set[str](),
    "listening": {"errors"},
    "whole_file": set[str](),
    "compact": set[str](),
    "dialogue": {"errors", "messages", "answers", "yaml_file"},
    "signposting": {"errors", "messages", "answers", "yaml_file"},
    "sessions": {"errors", "messages", "answers"},
    "privacy": {"errors"},
    "understanding": {"errors", "messages", "answers", "yaml_file", "compact"},
    "i18n": {"errors", "messages", "answers", "yaml_file", "compact", "whole_file"},
    "presentation": {
        "errors", "messages", "answers", "i18n", "dialogue", "signposting", "sessions",
    },
    "looking_for": {"errors", "messages", "answers", "dialogue", "signposting"},
    "listings": {"dialogue", "looking_for", "sessions", "signposting"},
    "move": {"understanding"},
    "rounds": {"answers"},
    "wishes": {"answers", "dialogue", "rounds", "sessions"},
    "answering": {
        "answers", "dialogue", "move", "rounds", "sessions", "signposting", "wishes",
    },
    "service_report": {"move", "sessions"},
    "moves": {
        "errors", "messages", "answers", "dialogue", "signposting", "sessions", "presentation",
        "answering", "move", "service_report", "wishes",
    },
    "world": {"dialogue", "signposting", "understanding", "i18n", "presentation"},
    "scenes": {
        "messages", "dialogue", "signposting", "sessions", "i18n", "presentation", "listings",
        "looking_for", "world",
    },
    "turn": {
        "errors", "messages", "answers", "dialogue", "signposting", "sessions", "understanding",
        "i18n", "presentation", "move", "moves", "world", "scenes",
        "service_report", "wishes",
    },
    "typed_text": {"answers", "errors", "i18n", "signposting", "understanding"},
    "field_reports": {"service_report", "turn"},
    "counting": {"looking_for", "sessions", "signposting", "turn", "world", "scenes"},
    "conversation": {
        "errors", "messages", "presentation", "sessions", "signposting", "world", "turn",
        "field_reports",
    },
    "visits": {
        "errors", "messages", "i18n", "presentation", "sessions", "signposting", "world", "turn",
        "field_reports", "counting",
    },
    # Keys and the ledger only; tests/telegram/test_paths_to_the_bot.py keeps visits out of sight.
    "channels": {
        "errors", "messages", "yaml_file", "sessions", "privacy", "findings", "listening",
    },
    "share": {"errors", "messages", "i18n", "presentation", "dialogue", "signposting"},
    # What the host runs beside the bot: it looks at files and never at a visit.
    "hosting": {
        "errors", "findings", "settings", "sessions", "privacy", "storage", "checks", "i18n",
    },
    # The second wiring place: for the command line's work on the directory, never for a talk.
    "directory_work": {
        "errors", "settings", "exchange", "checks", "storage", "signposting", "yaml_file",
    },
    # A channel that takes turns itself: what Rasa calls is an action, not a callable of ours.
    "rasa": {
        "errors", "messages", "answers", "yaml_file", "sessions", "privacy", "signposting",
        "understanding", "i18n", "presentation", "answering", "world", "scenes", "turn",
        "field_reports", "counting", "exchange", "listening",
    },
    "exchange": {"errors", "yaml_file", "signposting"},
    # Draws a card as hers is drawn, for the staff pages, which are handed it as a port.
    "preview": {
        "messages", "dialogue", "presentation", "sessions", "signposting", "world", "turn",
    },
    # Never sessions, dialogue or channels: staff tools cannot see a conversation.
    "admin": {
        "errors", "messages", "signposting", "exchange", "storage", "i18n", "checks", "listening",
    },
    # A language's texts as a spreadsheet: catalogues, their check, and the cells of exchange.
    "sheets": {"errors", "i18n", "checks", "exchange"},
    "storage": {"errors", "signposting", "exchange", "understanding", "compact", "whole_file"},
    "checks": {
        "errors", "yaml_file", "settings", "dialogue", "signposting", "i18n", "exchange",
        "understanding", "presentation",
    },
}  # fmt: skip
"""What each part of bot/ may import from bot/ besides itself. `app` and the verbs see more."""

VERBS = {"__main__", "verbs"}
"""The command line: nothing else imports `app`."""

ONE_PLACE = {
    "sqlalchemy": {"storage"},
    "alembic": {"storage"},
    "aiosqlite": {"storage"},
    "babel": {"i18n"},
    "yaml": {"yaml_file"},
    "telegram": {"channels"},
    "aiohttp": {"channels"},
    "starlette": {"channels", "admin"},
    "uvicorn": {"channels", "admin"},
    "jinja2": {"admin", "i18n"},
    "argon2": {"admin"},
    "pyotp": {"admin"},
    "cryptography": {"sessions", "admin"},
    "rasa_sdk": {"rasa"},
    "rasa": {"rasa"},
    "sanic": {"rasa"},
    "redis": {"sessions"},
    "fpdf": {"share"},
    "segno": {"share", "admin"},
    "uharfbuzz": {"share"},
    "fontTools": {"share"},
    "rich": {"share", "channels", "exchange", "storage", "checks", "hosting"},
    "typer": {"__main__", "verbs"},
}
"""The parts that a library may be imported in."""

PURE = ("dialogue", "signposting", "presentation", "understanding")
NEVER_IN_PURE = {"time", "random", "secrets", "os", "socket", "sqlite3", "asyncio", "subprocess"}
CLOCKS = {"now", "utcnow", "today"}

Violation = str


def part_of(path: Path, root: Path) -> str:
    return path.relative_to(root).parts[0].removesuffix(".py")


def imports(tree: ast.Module) -> Iterator[tuple[str, int, int]]:
    """Yield each imported module, its line, and how relative the import is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno, 0) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", node.lineno, node.level


def violations(root: Path) -> list[Violation]:
    """Return every broken rule under a folder that stands for bot/."""
    paths = sorted(path for path in root.rglob("*.py") if "migrations" not in path.parts)
    assert paths, f"no modules under {root}: this test would pass on nothing"
    found: list[Violation] = []
    for path in paths:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [f"{path}:{line}: {what}" for line, what in broken(part_of(path, root), tree)]
    return found


def broken(part: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    for module, line, level in imports(tree):
        if level:
            yield line, "a relative import"
        top, *rest = module.split(".")
        if top == "bot" and rest and not may_see(part, rest[0]):
            yield line, f"{part} imports bot.{rest[0]}"
        if top in ONE_PLACE and part not in ONE_PLACE[top]:
            yield line, f"{part} imports {top}"
        if part in PURE and top in NEVER_IN_PURE:
            yield line, f"{part}, which is pure, imports {top}"
    yield from clocks(part, tree)
    yield from environment(part, tree)
    yield from work_at_import(tree)


def may_see(part: str, other: str) -> bool:
    if part == other or part == "__init__":
        return True
    if other == "app":
        return part in VERBS
    if part in {"app", *VERBS}:
        return True
    return other in INWARD.get(part, set())


def clocks(part: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if part in PURE and isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            asked = ast.unparse(node.func).split(".")
            if asked[-1] in CLOCKS and {"datetime", "date"} & set(asked):
                yield node.lineno, f"{part}, which is pure, asks the clock"


def environment(part: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Only settings.py reads the environment; the verbs hand it over."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or part in {"settings", *VERBS}:
            continue
        if node.attr in {"environ", "getenv"}:
            yield node.lineno, f"{part} reads the environment"


def work_at_import(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """No `global`, and nothing that is opened, read or started while a module is imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield node.lineno, "a global that changes"
    for statement in tree.body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            name = ast.unparse(statement.value.func)
            if not name.endswith(("add_typer", "add_implicit_resolver", "add_representer", "main")):
                yield statement.lineno, f"{name} is called at import"


def test_every_import_points_inward() -> None:
    assert violations(BOT) == []


def test_every_part_is_in_the_table() -> None:
    parts = {part_of(path, BOT) for path in BOT.rglob("*.py")} - {"__init__", "app", *VERBS}
    assert parts <= set(INWARD), f"not in the table: {parts - set(INWARD)}"


PLANTED = {
    "the dialogue looks at services": ("dialogue/a.py", "from bot.signposting.need import Need"),
    "a channel takes a turn": ("channels/a.py", "import bot.turn"),
    "matching reads the database": ("signposting/a.py", "from sqlalchemy import select"),
    "a card asks the clock": (
        "presentation/a.py",
        "from datetime import datetime\ndef f() -> object:\n    return datetime.now()",
    ),
    "matching rolls dice": ("signposting/a.py", "import random"),
    "someone else imports app": ("channels/a.py", "from bot.app.world import open_world"),
    "an import inside a function": ("exchange/a.py", "def f():\n    from bot.turn import World"),
    "a relative import": ("turn.py", "from .answers import Answers"),
    "a second reader of the environment": ("app/a.py", "import os\nx = os.environ['A']"),
    "YAML outside its reader": ("dialogue/a.py", "import yaml"),
    "a global that changes": ("moves.py", "x = 1\ndef f():\n    global x\n    x = 2"),
    "work at import": ("turn.py", "open('x')"),
    "an action outside bot/rasa": ("turn.py", "from rasa_sdk import Action"),
    "an action that looks at staff pages": ("rasa/a.py", "import bot.admin"),
    "Babel outside i18n": ("presentation/a.py", "from babel import Locale"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_violation_is_found(name: str, tmp_path: Path) -> None:
    file, text = PLANTED[name]
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    assert violations(tmp_path)


def test_an_empty_tree_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="pass on nothing"):
        violations(tmp_path)


def test_every_module_says_what_it_is_for() -> None:
    paths = sorted(BOT.rglob("*.py"))
    assert len(paths) > 50
    silent = [path for path in paths if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert silent == []


def test_the_top_level_is_what_a_stranger_expects() -> None:
    allowed = {
        "README.md", "pyproject.toml", "requirements.lock", "Makefile", "LICENSE", "bot",
        "dialogues", "locales", "services_data", "tests",
    }  # fmt: skip
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found == allowed


def test_the_pure_parts_load_without_network_database_or_framework() -> None:
    import subprocess

    code = (
        "import sys, bot.turn; "
        "print([m for m in ('sqlalchemy','telegram','rasa_sdk','starlette','aiohttp','babel')"
        " if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
