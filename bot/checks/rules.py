"""
Which safety rule is held by what: `python -m bot.checks.rules` writes bot/privacy/RULES.md anew.

A test that holds a rule begins with the rule's number, a check names it in its docstring. What no
program can judge, and what is not there yet, a person writes into bot/privacy/rules.yaml.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.checks.problem import Problem
from bot.errors import ContentError
from bot.yaml_file import Document, read_yaml

LIST = Path("bot", "privacy", "rules.yaml")
PAGE = Path("bot", "privacy", "RULES.md")
COMMAND = "python -m bot.checks.rules"

_TEST = re.compile(r"test((?:_s\d+)+)_")
_NAMED = re.compile(r"\bS(\d+)\b")
_IN_CODE = re.compile(r"`([^`]+)`")
_KEYS = {"id", "name", "also", "page", "later"}
_FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
_DOCUMENTED = _FUNCTION | ast.ClassDef | ast.Module


@dataclass(frozen=True, slots=True)
class Place:
    """A test or a check: its file (from the root of the project), its name, its line."""

    file: str
    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Later:
    """
    A part of a rule that nothing holds yet.

    `until` is a path or the name of a test, both with `*` for anything: once such a one is there,
    `missing` has to be looked at again.
    """

    missing: str
    until: str


@dataclass(frozen=True, slots=True)
class Rule:
    """
    A safety rule and what holds it.

    `tests` are those named after it and those that hold a part of it under another name. `page`
    says how a person reviews it, or is empty.
    """

    id: str
    name: str
    tests: tuple[Place, ...] = ()
    checks: tuple[Place, ...] = ()
    page: str = ""
    later: tuple[Later, ...] = ()

    @property
    def is_held(self) -> bool:
        """Whether anything holds it, or at least says that nothing does."""
        return bool(self.tests or self.checks or self.page or self.later)


class _Project:
    """What is found under `root`, each part looked for once."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def listed(self) -> Document:
        """What people wrote about the rules, with its lines."""
        return _read_list(self.root / LIST)

    @cached_property
    def tests(self) -> tuple[Place, ...]:
        """Every test there is, whether named after a rule or not."""
        return tuple(_tests(self.root))

    @cached_property
    def checks(self) -> tuple[tuple[str, Place], ...]:
        """Every check, once for each rule that it names; the rule's id stands first."""
        return tuple(_checks(self.root))

    @cached_property
    def rules(self) -> list[Rule]:
        """Every rule with what holds it, in the order of the list."""
        return [self._rule(entry) for entry in self.listed.value]

    def _rule(self, entry: Mapping[str, Any]) -> Rule:
        id_, also = entry["id"], entry.get("also", ())
        return Rule(
            id=id_,
            name=entry["name"],
            tests=tuple(one for one in self.tests if id_ in ids_of(one.name) or one.name in also),
            checks=tuple(place for named, place in self.checks if named == id_),
            page=entry.get("page", ""),
            later=tuple(Later(**one) for one in entry.get("later", ())),
        )


def rules(root: Path) -> list[Rule]:
    """
    Return every rule, in the order of the list, with what holds it.

    `root` holds bot/ and tests/. Raises ContentError when the list is not one.
    """
    return _Project(root).rules


def ids_of(test: str) -> tuple[str, ...]:
    """Return the rules that a test is named after."""
    found = _TEST.match(test)
    return tuple(f"S{number}" for number in re.findall(r"\d+", found[1])) if found else ()


def check_rules(root: Path) -> list[Problem]:
    """
    Return whatever the list of rules says that is not so, and what it does not say.

    Raises ContentError when the list is not one.
    """
    project = _Project(root)
    return [
        *_not_held(project),
        *_unknown(project),
        *_not_there(project),
        *_arrived(project),
        *_old_page(project),
    ]


def page_of(found: list[Rule]) -> str:
    """Return RULES.md."""
    missing = sum(bool(rule.later) for rule in found)
    by_people = sum(not (rule.tests or rule.checks or rule.later) for rule in found)
    opening = (
        "# What holds each safety rule\n\n"
        f"Written by `{COMMAND}` from the tests, the checks and [rules.yaml](rules.yaml): change "
        "those, not this page.\n\n"
        f"Of {len(found)} rules, {missing} have a part that is missing, and each says which; "
        f"{by_people} rest on a person's review alone. The others are held by what is named.\n"
    )
    return "\n".join([opening, *map(_section, found)])


def _section(rule: Rule) -> str:
    lines = [f"## {rule.id} {rule.name}\n"]
    lines += [f"- **missing**: {later.missing}" for later in rule.later]
    lines += [f"- **reviewed by a person**: {rule.page}"] if rule.page else []
    lines += _by_file("check", rule.checks)
    lines += _by_file("test", rule.tests)
    return "\n".join(lines) + "\n"


def _by_file(kind: str, places: tuple[Place, ...]) -> Iterator[str]:
    for file in dict.fromkeys(place.file for place in places):
        names = ", ".join(f"`{place.name}`" for place in places if place.file == file)
        yield f"- {kind}s in [{file}](../../{file}): {names}"


def _read_list(path: Path) -> Document:
    document = read_yaml(path)
    if not isinstance(document.value, list) or not document.value:
        raise ContentError(f"{document.place()}: a list of rules is needed. Write one")
    seen: set[str] = set()
    for at, entry in enumerate(document.value):
        if (what := _wrong(entry)) is not None:
            raise ContentError(f"{document.place(at)}: {what}")
        if entry["id"] in seen:
            raise ContentError(f"{document.place(at)}: {entry['id']} stands twice. Remove one")
        seen.add(entry["id"])
    return document


def _wrong(entry: Any) -> str | None:
    """Return what is wrong with the shape of an entry, and what to do."""
    if not isinstance(entry, dict) or not {"id", "name"} <= set(entry) <= _KEYS:
        return f"a rule has id and name, perhaps also, page and later ({sorted(_KEYS)}). Mend it"
    if not all(isinstance(entry.get(key, []), list) for key in ("also", "later")):
        return "also and later are lists. Write each part on a line that begins with a dash"
    for one in entry.get("later", ()):
        if not isinstance(one, dict) or set(one) != {"missing", "until"}:
            return "what comes later has missing and until. Write both"
    return None


def _tests(root: Path) -> Iterator[Place]:
    for path in sorted((root / "tests").rglob("test_*.py")):
        file = path.relative_to(root).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, _FUNCTION) and node.name.startswith("test_"):
                yield Place(file, node.name, node.lineno)


def _checks(root: Path) -> Iterator[tuple[str, Place]]:
    """Yield each check with each rule that its docstring names."""
    for path in sorted((root / "bot" / "checks").rglob("*.py")):
        file = path.relative_to(root).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, _DOCUMENTED):
                name, line = getattr(node, "name", path.stem), getattr(node, "lineno", 1)
                for number in dict.fromkeys(_NAMED.findall(ast.get_docstring(node) or "")):
                    yield f"S{number}", Place(file, name, line)


def _not_held(project: _Project) -> Iterator[Problem]:
    for at, rule in enumerate(project.rules):
        if not rule.is_held:
            what = f"{rule.id} has neither a test, nor a check, nor a page, nor a later"
            remedy = f"Name a test test_{rule.id.lower()}_..., or write page or later"
            yield Problem(project.listed.place(at), what, remedy)


def _unknown(project: _Project) -> Iterator[Problem]:
    known = {rule.id for rule in project.rules}
    named = [(id_, place) for place in project.tests for id_ in ids_of(place.name)]
    for id_, place in (*named, *project.checks):
        if id_ not in known:
            what = f"{place.name} is named after {id_}, which is no rule"
            yield Problem(f"{place.file}:{place.line}", what, f"Name a rule that stands in {LIST}")


def _not_there(project: _Project) -> Iterator[Problem]:
    """Tests that the list names, and files that its sentences name, which do not exist."""
    known = {place.name for place in project.tests}
    for at, entry in enumerate(project.listed.value):
        for name in entry.get("also", ()):
            if name not in known or entry["id"] in ids_of(name):
                what = f"{name} is no test, or is named after {entry['id']} anyway"
                yield Problem(project.listed.place(at, "also"), what, "Mend or remove the name")
        for named in _IN_CODE.findall(entry.get("page", "")):
            if "/" in named and not (project.root / named).exists():
                what = f"there is no {named}"
                yield Problem(project.listed.place(at, "page"), what, "Mend the sentence")


def _arrived(project: _Project) -> Iterator[Problem]:
    """What was missing and is there now."""
    names = {place.name for place in project.tests}
    for at, rule in enumerate(project.rules):
        for nth, later in enumerate(rule.later):
            there = any(fnmatchcase(name, later.until) for name in names)
            if there or any(project.root.glob(later.until)):
                what = f"{later.until} is there, and {rule.id} says that it is not"
                remedy = "Remove what is not missing any more, or say what still is"
                yield Problem(project.listed.place(at, "later", nth), what, remedy)


def _old_page(project: _Project) -> Iterator[Problem]:
    path = project.root / PAGE
    if not path.is_file() or path.read_text(encoding="utf-8") != page_of(project.rules):
        yield Problem(f"{PAGE}:1", "not current with the tests and the list", f"Run: {COMMAND}")


def main() -> None:
    """Write RULES.md anew."""
    root = Path(__file__).parents[2]
    (root / PAGE).write_text(page_of(rules(root)), encoding="utf-8")


if __name__ == "__main__":
    main()
