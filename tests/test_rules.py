"""S45 and the list of safety rules: nothing is said to be held that is not."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.checks.rules import COMMAND, LIST, PAGE, check_rules, ids_of, page_of, rules
from bot.errors import ContentError

ROOT = Path(__file__).parents[1]
MODEL = (ROOT / "bot" / "privacy" / "THREAT_MODEL.md").read_text(encoding="utf-8")
RANGES = ((1, 13), (20, 29), (40, 46), (60, 67), (80, 84), (90, 94))
IDS = [f"S{number}" for first, last in RANGES for number in range(first, last + 1)]


def test_every_rule_is_listed_once_and_in_order() -> None:
    assert len(IDS) == 48
    assert [rule.id for rule in rules(ROOT)] == IDS


def test_the_search_for_tests_and_checks_finds_some() -> None:
    found = rules(ROOT)
    assert sum(bool(rule.tests) for rule in found) > 30
    assert sum(bool(rule.checks) for rule in found) > 5
    assert len({place for rule in found for place in rule.tests}) > 150


def test_every_rule_is_held_or_says_what_is_missing_and_the_page_is_current() -> None:
    assert [str(problem) for problem in check_rules(ROOT)] == []


def test_a_test_is_named_after_each_number_it_begins_with() -> None:
    assert ids_of("test_s22_silence_is_leaving") == ("S22",)
    assert ids_of("test_s40_s41_nothing_is_written") == ("S40", "S41")
    assert ids_of("test_some_words_and_s22") == ids_of("test_s22") == ()


SMALL = """\
- id: S1
  name: one
- id: S2
  name: two
  also: [test_other]
  page: Read `bot/privacy/rules.yaml`.
- id: S3
  name: three
  later:
    - missing: The rest.
      until: test_s3_*rest*
"""
TESTS = "async def test_s1_a(): ...\nclass TestX:\n    def test_other(self): ...\n"


def write(root: Path, file: Path | str, text: str) -> None:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project of three rules in which all is well."""
    write(tmp_path, LIST, SMALL)
    write(tmp_path, "tests/inside/test_some.py", TESTS)
    write(tmp_path, "bot/checks/some.py", '"""A check (S2)."""\n')
    write(tmp_path, PAGE, page_of(rules(tmp_path)))
    assert check_rules(tmp_path) == []
    return tmp_path


def with_list(old: str, new: str) -> Callable[[Path], None]:
    assert old in SMALL
    return lambda root: write(root, LIST, SMALL.replace(old, new))


def with_test(name: str) -> Callable[[Path], None]:
    return lambda root: write(root, "tests/test_more.py", f"def {name}(): ...\n")


PLANTED: dict[str, tuple[Callable[[Path], None], str]] = {
    "a rule that nothing holds": (with_list("id: S1", "id: S4"), "S4 has neither a test"),
    "a test of no rule": (with_test("test_s99_a"), "tests/test_more.py:1: test_s99_a is named"),
    "a check of no rule": (
        lambda root: write(root, "bot/checks/more.py", '"""S98."""\n'),
        "bot/checks/more.py:1: more is named after S98",
    ),
    "a test that is gone": (with_list("test_other", "test_gone"), "test_gone is no test"),
    "a file that is gone": (with_list("rules.yaml", "gone.yaml"), "there is no bot/privacy/gone"),
    "what was missing has come": (with_test("test_s3_all_the_rest"), "S3 says that it is not"),
    "a folder has come": (
        with_list('until: test_s3_*rest*', "until: bot/privacy"),
        "bot/privacy is there, and S3 says",
    ),
    "an old page": (with_test("test_s2_new"), f"{PAGE}:1: not current"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_not_so_is_found_with_place_and_remedy(name: str, small: Path) -> None:
    plant, said = PLANTED[name]
    plant(small)
    found = [str(problem) for problem in check_rules(small)]
    assert [one for one in found if said in one and re.search(r":\d+: .+\. [A-Z]", one)], found


def test_the_remedy_for_an_old_page_is_the_command_that_writes_it(small: Path) -> None:
    write(small, PAGE, "old")
    assert [problem.remedy for problem in check_rules(small)] == [f"Run: {COMMAND}"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SMALL, "a text\n"),
        ("name: one", "nam: one"),
        ("id: S2", "id: S1"),
        ("[test_other]", "test_other"),
        ("      until: test_s3_*rest*\n", ""),
    ],
)
def test_a_list_of_another_shape_is_refused_with_its_line(old: str, new: str, small: Path) -> None:
    with_list(old, new)(small)
    with pytest.raises(ContentError, match=r"rules\.yaml:\d+: .+\. [A-Z]"):
        rules(small)


# The threat model


def named_in(text: str) -> set[str]:
    return set(re.findall(r"`(test_\w+)`", text))


def table(heading: str) -> list[list[str]]:
    """Return the rows of the table under a heading, without its head."""
    section = MODEL.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    assert len(rows) > 4, f"no table under {heading!r}"
    return [[cell.strip() for cell in row] for row in rows[2:]]


def test_s45_every_test_that_the_threat_model_names_is_there() -> None:
    named = named_in(MODEL)
    assert len(named) > 30
    text = "\n".join(path.read_text("utf-8") for path in ROOT.glob("tests/**/test_*.py"))
    assert named - set(re.findall(r"^\s*(?:async )?def (test_\w+)", text, re.MULTILINE)) == set()


TABLES = (
    "Who may want to know",
    "What a compromise surrenders",
    "What stays in memory after leaving",
    "What is not covered",
)


@pytest.mark.parametrize("heading", TABLES)
def test_s45_every_claim_names_its_test_or_says_that_there_is_none(heading: str) -> None:
    for row in table(heading):
        assert len(row) >= 3, row
        assert named_in(row[-1]) or row[-1].startswith("none:"), row


def test_s45_every_actor_and_every_part_has_its_row() -> None:
    actors = " ".join(row[0] for row in table(TABLES[0]))
    for one in ("her phone", "the house", "posing", "platform", "administrator", "thief", "court"):
        assert one in actors
    parts = " ".join(row[0] for row in table(TABLES[1]))
    for one in (
        "process", "database", "without its key", "with its key", "backup", "token", "Telegram",
        "laptop",
    ):  # fmt: skip
        assert one in parts
