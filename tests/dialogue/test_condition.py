"""The grammar of conditions, and what it refuses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.condition import ConditionSyntaxError, parse_condition

SLOTS = {"need": "housing", "needs": ("a", "b"), "empty": None}


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        ('slots.need = "housing"', True),
        ('slots.need != "housing"', False),
        ('slots.needs contains "b"', True),
        ('slots.needs contains "c"', False),
        ('slots.need contains "housing"', True),
        ("slots.empty is null", True),
        ("slots.never_set is null", True),
        ("slots.need is not null", True),
        ('not slots.need = "housing"', False),
        ('slots.empty is null and slots.need = "housing"', True),
        ('slots.need = "x" or slots.needs contains "a"', True),
        ('slots.need = "x" or slots.need = "y" and slots.empty is null', False),
        ('(slots.need = "x" or slots.needs contains "a") and not slots.empty is not null', True),
    ],
)
def test_a_condition_says_what_it_reads_like(source: str, *, holds: bool) -> None:
    assert parse_condition(source).holds(SLOTS) is holds


@pytest.mark.parametrize(
    "source",
    [
        "",
        "need = 'housing'",
        'slots.need == "housing"',
        "slots.need is housing",
        'slots.need = "x" and',
        '(slots.need = "x"',
        'slots.need = "x" slots.need = "y"',
        "__import__('os').system('true')",
    ],
)
def test_what_is_no_condition_is_refused(source: str) -> None:
    with pytest.raises(ConditionSyntaxError):
        parse_condition(source)


def test_a_condition_names_every_slot_it_reads() -> None:
    condition = parse_condition('slots.a = "1" and (slots.b is null or not slots.c contains "2")')
    assert condition.reads == {"a", "b", "c"}


@given(st.text(max_size=60))
def test_any_text_is_either_a_condition_or_refused(source: str) -> None:
    try:
        condition = parse_condition(source)
    except ConditionSyntaxError:
        return
    assert condition.holds({}) in {True, False}
