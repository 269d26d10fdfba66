"""The page about the order cannot lie: it is made from the code, and its example by the program."""

import ast
import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

from bot.checks import order_words
from bot.checks.order import (
    AT,
    BEGIN,
    CHOSEN_BY,
    COMMAND,
    END,
    EXAMPLE,
    PAGE,
    deciding,
    first_sentence,
    page_of,
    sentences,
)
from bot.errors import ContentError
from bot.exchange.need_json import read_need
from bot.signposting import plan_b, rank
from bot.signposting.entry import entry
from bot.signposting.listing import PlanBWhen, Why
from bot.signposting.match import make_listing
from bot.signposting.rules import HARD_RULES
from bot.signposting.search import search
from tests.scenarios.judge import shipped_directory

ROOT = Path(__file__).parents[2]
WRITTEN = (ROOT / PAGE).read_text(encoding="utf-8")
MADE = WRITTEN.partition(BEGIN)[2]
FUNCTIONS = {"rank": (rank, order_words.RANK), "_order": (plan_b, order_words.PLAN_B)}


def test_the_page_is_current() -> None:
    assert page_of(WRITTEN, ROOT) == WRITTEN, f"run: {COMMAND}"


def test_it_names_every_rule_in_the_order_in_which_they_are_applied() -> None:
    assert len(HARD_RULES) == 9
    at = [MADE.index(f"- `{rule.__name__}`: ") for rule in HARD_RULES]
    assert at == sorted(at)


def test_it_has_a_sentence_for_every_number_of_the_rank() -> None:
    asked = rank_of_a_service()
    numbered = re.findall(r"^(\d+)\. ", MADE.partition("## Then: the pair")[0], re.MULTILINE)
    assert len(numbered) == len(asked) > 15
    assert numbered == [str(number) for number in range(1, len(asked) + 1)]


def rank_of_a_service() -> rank.Rank:
    directory = shipped_directory()
    asked = search(EXAMPLE, directory.areas, AT)
    return rank.rank(entry(directory.by_id["shpresa-programme"], asked), asked)


def test_the_introduction_asks_for_the_example_that_the_program_works_out() -> None:
    asked = re.findall(r"echo '(\{.*\})' \| python -m bot match$", WRITTEN, re.MULTILINE)
    assert len(asked) == 1
    directory = shipped_directory()
    need = read_need(asked[0], directory)
    assert need == replace(EXAMPLE, at=AT)
    found = make_listing(need, directory, (), AT)
    example = MADE.partition("## An example")[2]
    names = [one.service.name for one in found.entries]
    names += [plan.entry.service.name for plan in found.plan_b]
    rows = [line for line in example.splitlines() if line.startswith("| ")]
    shown = [row for row in rows if any(f" {name} |" in row for name in names)]
    assert len(shown) == len(names) > 8
    assert f"called first | {found.entries[0].service.name} |" in example


@pytest.mark.parametrize("function", FUNCTIONS)
def test_something_new_that_decides_needs_a_sentence_and_something_gone_loses_it(
    function: str,
) -> None:
    module, words = FUNCTIONS[function]
    found = list(deciding(module, function))
    assert len(found) > 8
    for one in found:
        fewer = {key: said for key, said in words.items() if key != one}
        with pytest.raises(ContentError, match="no sentence explains"):
            sentences(module, function, fewer)
    with pytest.raises(ContentError, match="no longer"):
        sentences(module, function, {**words, "is_first_in_the_alphabet(one)": "Never."})


def test_a_page_without_the_marks_is_refused() -> None:
    for page in ("", BEGIN, END):
        with pytest.raises(ContentError, match="Put them back"):
            page_of(page, ROOT)


def test_a_first_sentence_ends_where_it_ends() -> None:
    def one() -> None:
        """Say this: the
        first. Not this."""

    assert first_sentence(one) == "Say this: the first."


def test_every_reason_and_trouble_has_words() -> None:
    assert set(order_words.WHY) == set(get_args(Why))
    assert set(order_words.WHEN) == set(get_args(PlanBWhen))


def test_every_module_the_page_speaks_of_is_one_the_match_imports() -> None:
    source = (ROOT / "bot" / "signposting").glob("*.py")
    imported = {
        node.module
        for path in source
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
    }
    assert all(isinstance(one, ModuleType) and one.__name__ in imported for one in CHOSEN_BY)
