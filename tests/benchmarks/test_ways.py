"""The benchmark itself is no test; that it still finds its way over the cards is one."""

import pytest

from tests.benchmarks.telegram.ways import (
    OVER_A_LISTING,
    OVER_QUESTIONS,
    THREE_ANSWERS,
    TO_A_LISTING,
    TO_A_QUESTION,
    WHOLE_VISIT,
    places,
)
from tests.conversation.visit import visit


@pytest.mark.parametrize(
    ("begin", "loop", "step"),
    [(TO_A_QUESTION, OVER_QUESTIONS, "country"), (TO_A_LISTING, OVER_A_LISTING, "results")],
)
def test_the_benchmark_goes_round_over_real_cards(
    begin: tuple[str, ...], loop: tuple[str, ...], step: str
) -> None:
    start = visit("en").tap(*begin)
    there = start.tap(loop[0])
    assert there.card.step == step
    assert there.card.text != start.card.text
    assert start.tap(*loop).card == start.card


@pytest.mark.parametrize("way", [THREE_ANSWERS, WHOLE_VISIT])
def test_every_button_of_the_benchmark_stands_on_its_card(way: tuple[str, ...]) -> None:
    assert len(places(*way)) == len(way) > 2
