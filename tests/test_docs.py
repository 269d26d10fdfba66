"""
Pages cannot lie: what they name exists, and what exists is named.

Each test first asserts that it looked at something.
"""

import ast
import importlib.util
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from bot import errors
from bot.__main__ import application
from bot.settings import read_settings
from bot.yaml_file import read_yaml

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
DECISIONS = ROOT / "bot" / "decisions"
FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"

DOTTED = {".github", ".ci", ".gitignore"}
"""What belongs to the project although its name begins with a dot."""


def belongs(folder: str, name: str) -> bool:
    """Whether it is part of the project, not something that somebody's machine made there."""
    made = name == "__pycache__" or os.path.exists(os.path.join(folder, name, "pyvenv.cfg"))
    return name in DOTTED or not (made or name.startswith("."))


def files() -> list[Path]:
    """Return every file of the project."""
    found = []
    for folder, inside, names in os.walk(ROOT):
        inside[:] = [name for name in inside if belongs(folder, name)]
        found += [Path(folder) / name for name in names if belongs(folder, name)]
    assert len(found) > 100, "the project has more files than this: these tests would see nothing"
    return found


def pages() -> list[Path]:
    found = sorted(path for path in files() if path.suffix == ".md")
    assert len(found) > 8
    return found


def called(path: Path) -> str:
    return str(path.relative_to(ROOT))


# The command line


def verbs(command: Any, *above: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield each verb that does something, with the words that lead to it."""
    for name, verb in getattr(command, "commands", {}).items():
        yield from verbs(verb, *above, name)
        if not hasattr(verb, "commands") or verb.invoke_without_command:
            yield (*above, name), verb


def options(verb: Any) -> set[str]:
    return {name for one in verb.params for name in one.opts if name.startswith("--")}


VERBS = dict(verbs(get_command(application)))


def verb_rows() -> list[tuple[set[str], str]]:
    """Return the rows of the README's table of verbs: the words of the verb, and the whole row."""
    table = README.read_text(encoding="utf-8").partition("| verb |")[2].partition("\n\n")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    assert rows, "the README has no table of verbs"
    return [(set(re.findall(r"[a-z-]+", row.split("|")[1])), row) for row in rows]


@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_every_verb_and_each_of_its_options_is_in_the_readme(words: tuple[str, ...]) -> None:
    rows = [row for named, row in verb_rows() if set(words) <= named]
    assert rows, f"no row for {' '.join(words)}"
    missing = {one for one in options(VERBS[words]) if not re.search(rf"`{one}\b", rows[0])}
    assert not missing


def test_the_readme_names_no_verb_that_is_not_there() -> None:
    known = {word for words in VERBS for word in words}
    assert set().union(*(named for named, _ in verb_rows())) == known


COMMAND = re.compile(r"(?:python -m bot|\bfingerpost)\b((?: +[^\s`|>#]+)*)")


def code(page: str) -> Iterator[str]:
    """Yield every line of code on a page, and every piece of code in a sentence."""
    fences = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    for block in fences.findall(page):
        yield from block.splitlines()
    yield from (line for line in page.splitlines() if line.startswith("    "))
    yield from re.findall(r"`([^`\n]+)`", fences.sub("", page))


def wrong_command(written: str) -> str | None:
    """Return what is wrong with the words behind `python -m bot`, or None."""
    words = [word for word in shlex.split(written) if word not in {"--help", "VERB"}]
    if not words:
        return None
    paths = [words[:length] for length in (2, 1) if tuple(words[:length]) in VERBS]
    if not paths:
        return f"there is no verb {written!r}"
    unknown = {word for word in words if word.startswith("--")} - options(VERBS[tuple(paths[0])])
    return f"{written!r}: no such option: {', '.join(sorted(unknown))}" if unknown else None


def test_every_command_line_on_every_page_is_one_that_the_program_knows() -> None:
    seen, wrong = 0, []
    for page in pages():
        for line in code(page.read_text(encoding="utf-8")):
            for written in COMMAND.findall(line):
                seen += 1
                if (what := wrong_command(written)) is not None:
                    wrong.append(f"{called(page)}: {what}")
    assert seen > 15
    assert wrong == []


@pytest.mark.parametrize(
    "planted", [" cat", " chat --loud", " services", " locales uppdate", " check --languge sq"]
)
def test_a_command_line_that_is_wrong_would_be_noticed(planted: str) -> None:
    assert wrong_command(planted) is not None


# Make


def targets() -> set[str]:
    found = set(re.findall(r"^([a-z-]+):(?!=)", MAKEFILE, re.MULTILINE))
    assert {"test", "help"} <= found
    return found


def test_make_help_lists_every_target() -> None:
    explained = set(re.findall(r"^([a-z-]+):.*## .", MAKEFILE, re.MULTILINE))
    phony = set(re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[0].split())
    assert targets() == explained == phony


def test_every_target_that_a_page_names_is_in_the_makefile() -> None:
    named = {
        (called(page), target)
        for page in pages()
        for line in code(page.read_text(encoding="utf-8"))
        for target in re.findall(r"^(?:\$ )?make ([a-z-]+)", line)
    }
    assert len(named) > 4
    assert {(page, target) for page, target in named if target not in targets()} == set()


def test_every_module_that_make_starts_is_there() -> None:
    modules = set(re.findall(r"python -m ([\w.]+)", MAKEFILE))
    assert {"bot", "pytest"} <= modules
    assert [one for one in sorted(modules) if importlib.util.find_spec(one) is None] == []


# Settings and errors


def described_settings(page: str) -> set[str]:
    return set(re.findall(r"^\| `?(FINGERPOST_\w+|BOT_TOKEN)", page, re.MULTILINE))


def read_by_the_code() -> set[str]:
    """Return the variables that the code asks its environment for."""

    class Asked(dict[str, str]):
        def get(self, name: str, default: Any = None) -> Any:
            names.add(name)
            return default

    names: set[str] = set()
    read_settings(Asked())
    return names


def test_every_setting_is_described_and_every_described_setting_is_read() -> None:
    asked = read_by_the_code()
    assert asked
    source = (ROOT / "bot" / "settings.py").read_text(encoding="utf-8")
    assert described_settings(source) == asked
    assert described_settings(README.read_text(encoding="utf-8")) == asked


def test_no_page_and_no_code_names_a_setting_that_is_not_there() -> None:
    asked, named = read_by_the_code(), set()
    for path in files():
        if path.suffix in {".md", ".py", ".yml", ".yaml"}:
            text = path.read_text(encoding="utf-8")
            named |= set(re.findall(r"FINGERPOST_[A-Z_]*[A-Z]|BOT_TOKEN", text))
    assert named == asked


def drawn_errors() -> dict[str, str]:
    """Return each error of the drawing in bot/errors.py, with the one that it hangs from."""
    found: dict[str, str] = {}
    way: list[str] = []
    for line in str(errors.__doc__).splitlines():
        if match := re.match(r"([│├└─ ]*)(\w+Error)\b", line):
            depth = len(match[1]) // 4
            way[depth:] = [match[2]]
            found[match[2]] = way[depth - 1] if depth else "Exception"
    return found


def test_every_error_hangs_in_the_drawing_where_it_hangs_in_the_code() -> None:
    tree = ast.parse((ROOT / "bot" / "errors.py").read_text(encoding="utf-8"))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    assert len(classes) > 4
    assert drawn_errors() == {one.name: ast.unparse(one.bases[0]) for one in classes}


# Links, records, forms


def links(page: str) -> list[str]:
    found = re.findall(r"\]\(([^)\s]+)\)", page)
    return [link.partition("#")[0] for link in found if not re.match(r"\w+:|#", link)]


def test_every_link_from_page_to_page_leads_somewhere() -> None:
    all_links = [(page, link) for page in pages() for link in links(page.read_text("utf-8"))]
    assert len(all_links) > 10
    broken = [
        f"{called(page)}: {link}" for page, link in all_links if not (page.parent / link).exists()
    ]
    assert broken == []


PARTS = {
    "the question": r"^## (?:The question|What we need|Context)$",
    "the decision": r"^## (?:The decision|What is decided|What we do|Decision)$",
    "what was rejected": r"^## (?:What was rejected|Rejected|Options)$",
    "what follows": r"^## (?:What follows|What it costs|Consequences)$",
}


def records() -> list[Path]:
    found = sorted(DECISIONS.glob("[0-9]*.md"))
    assert len(found) > 3
    return found


@pytest.mark.parametrize("part", PARTS)
def test_every_decision_record_has_all_its_parts(part: str) -> None:
    without = [
        record.name
        for record in records()
        if not re.search(PARTS[part], record.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert without == []


def test_decision_records_are_numbered_without_a_gap_and_listed() -> None:
    numbers = [record.name[:4] for record in records()]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    index = links((DECISIONS / "README.md").read_text(encoding="utf-8"))
    assert index == [record.name for record in records()]


def forms() -> list[Path]:
    found = [path for path in sorted(FORMS.glob("*.yml")) if path.name != "config.yml"]
    assert found
    return found


def test_every_issue_form_is_whole() -> None:
    for path in forms():
        form = read_yaml(path).value
        assert {"name", "description", "body"} <= set(form), path.name
        ids = [part["id"] for part in form["body"] if part["type"] != "markdown"]
        assert len(ids) == len(set(ids)) > 0, path.name
        assert all(part["attributes"] for part in form["body"]), path.name


def test_whoever_wishes_for_something_is_asked_what_it_risks() -> None:
    question = "What new risk does this bring to the person holding the phone?"
    asking = [path.name for path in forms() if question in path.read_text(encoding="utf-8")]
    assert asking == ["4-feature.yml"]
    for page in ("CONTRIBUTING.md", "PULL_REQUEST_TEMPLATE.md"):
        assert question in (ROOT / ".github" / page).read_text(encoding="utf-8")


# Nothing of one machine in what everyone gets

# Letters in brackets keep this file from finding itself.
FOREIGN = re.compile(
    r"(?<![\w.])/(?:work|root|tmp|home|Users)/|[A-Z]:\\Users"
    r"|\b(?:pypi|pythonhosted|npmjs)\.(?:org|com)\b|/simpl[e]/"
    r"|--(?:extra-)?index-url[ =]|\b(?:artifactor[y]|devp[i])\b"
    r"|(?i:co-authore[d]-by|generated (?:by|with) (?:an? )?(?:ai|llm)\b)"
)
"""A machine's path, a place that packages come from, the signature of a tool."""


@pytest.mark.whole
def test_no_file_names_a_machine_path_or_a_package_registry() -> None:
    found = []
    for path in files():
        text = path.read_bytes().decode("utf-8", "replace")
        for match in FOREIGN.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"{called(path)}:{line}: {match[0]}")
    assert found == []


@pytest.mark.parametrize(
    "parts",
    [("see ", "/tm", "p/x"), ("=", "/ro", "ot/x"), ("https://py", "pi.org"), ("--index", "-url=x")],
)
def test_a_foreign_name_would_be_noticed(parts: tuple[str, ...]) -> None:
    assert FOREIGN.search("".join(parts))
