"""How a card looks on a terminal, and which key taps what."""

import asyncio
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some
from rich.cells import cell_len
from rich.console import Console

from bot.channels.screen import FSI, LRI, PDI, RESERVED_KEYS, RLI, WIDEST, Screen, keys_of
from bot.channels.terminal import incoming_of
from bot.messages import RESERVED, Button, Card, Choice, Text
from tests.channels.little import AHLAN, CARDS, LISTING, PLACES, WELCOME

BORDERS = set("│╭╮╰╯|")


def drawn(card: Card, width: int = 80) -> list[str]:
    """Return the lines of a card, without colours."""
    out = io.StringIO()
    asyncio.run(Screen(Console(file=out, width=width)).show(card))
    return [line for line in out.getvalue().split("\n") if line.strip()]


labels = some.one_of(some.integers(1, 9).map(str), some.text(min_size=1, max_size=12))
buttons = some.builds(
    Button, some.one_of(some.sampled_from(RESERVED), some.text(min_size=1)), labels
)
cards = some.lists(buttons, max_size=40, unique_by=lambda button: button.id).map(
    lambda found: Card("step", "en", "ltr", "", tuple(found))
)


@given(cards)
def test_every_button_has_one_key_and_no_key_taps_two(card: Card) -> None:
    assert tuple(keys_of(card).values()) == card.buttons
    for key, button in keys_of(card).items():
        assert incoming_of(key, card) == Choice(button.id)


def test_a_button_labelled_with_a_number_has_that_number_as_its_key() -> None:
    numbered = {key: button.id for key, button in keys_of(LISTING).items() if button.label == key}
    assert numbered == {"1": "amal", "2": "solace"}
    assert keys_of(LISTING)["a"].id == "language"


def test_where_no_label_is_a_number_choices_are_numbered_as_shown() -> None:
    keys = [key for key, button in keys_of(PLACES).items() if button.id not in RESERVED]
    assert keys == ["1", "2", "3"]


def test_what_is_on_every_card_has_the_same_key_on_every_card() -> None:
    assert set(RESERVED_KEYS) == set(RESERVED)
    for card in CARDS:
        fixed = {button.id: key for key, button in keys_of(card).items() if button.id in RESERVED}
        assert fixed
        assert fixed == {id_: RESERVED_KEYS[id_] for id_ in fixed}


@pytest.mark.parametrize("digit", ["2", "٢", "۲", "২"])
def test_a_digit_of_her_own_keyboard_taps(digit: str) -> None:
    assert incoming_of(digit, WELCOME) == Choice("ar")


def test_what_is_no_key_is_typed() -> None:
    assert incoming_of("18", WELCOME) == Text("18")
    assert incoming_of("find", WELCOME) == Text("find")


@pytest.mark.parametrize("width", [30, 80, 200])
@pytest.mark.parametrize("card", CARDS, ids=lambda card: f"{card.step}-{card.language}")
def test_no_line_is_wider_than_the_window_and_every_button_stands_with_its_key(
    card: Card, width: int
) -> None:
    lines = drawn(card, width)
    assert lines
    assert max(cell_len(line) for line in lines) <= min(width, WIDEST)
    words = "".join("".join(lines).split()).translate(
        dict.fromkeys(map(ord, LRI + RLI + FSI + PDI))
    )
    for key, button in keys_of(card).items():
        # A number is its own key and stands once.
        label = "" if button.label == key else button.label
        assert "".join((key + label).split()) in words


@pytest.mark.parametrize("width", [30, 80])
def test_s82_arabic_is_right_aligned_in_isolates_and_has_no_border(width: int) -> None:
    lines = drawn(AHLAN, width)
    assert len(lines) >= 4
    for line in lines:
        assert not BORDERS & set(line)
        assert cell_len(line) == min(width, WIDEST)
        assert line.lstrip(" ").startswith(RLI)
        assert line.endswith(PDI)


def test_english_stands_in_a_border() -> None:
    assert BORDERS & set("".join(drawn(WELCOME)))


@pytest.mark.parametrize("width", [25, 30, 40, 80])
@pytest.mark.parametrize("card", CARDS, ids=lambda card: f"{card.step}-{card.language}")
def test_s82_every_isolate_that_opens_on_a_line_closes_on_it(card: Card, width: int) -> None:
    """Otherwise a name that is broken over two lines would turn what follows it round."""
    for line in drawn(card, width):
        opened = 0
        for character in line:
            opened += (character in LRI + RLI + FSI) - (character == PDI)
            assert opened >= 0
        assert opened == 0


def test_pick_lists_stand_in_two_columns_where_they_fit() -> None:
    assert any("Barking and Dagenham" in line and "West" in line for line in drawn(PLACES))
    assert not any("Barking and Dagenham" in line and "West" in line for line in drawn(PLACES, 40))


def test_paragraphs_stay_apart_in_both_directions() -> None:
    for direction in ("ltr", "rtl"):
        out = io.StringIO()
        card = Card("step", "ar", direction, "أ\n\nب", (Button("leave", "خروج"),))
        asyncio.run(Screen(Console(file=out, width=40)).show(card))
        assert out.getvalue().count("\n") >= 5, direction


def test_label_and_text_are_never_read_as_markup() -> None:
    card = Card("step", "en", "ltr", "[bold]a[/bold]", (Button("x", "[red]b :smile:"),))
    shown = "\n".join(drawn(card))
    assert "[bold]a[/bold]" in shown
    assert "[red]b :smile:" in shown


@pytest.mark.parametrize("card", [WELCOME, AHLAN])
def test_s27_what_a_pop_up_holds_stands_above_the_card_until_the_next_act(card: Card) -> None:
    plain, over = drawn(card), drawn(replace(card, pop_up="1: 0808 2000 247"))
    assert any("0808 2000 247" in line for line in over)
    assert "0808 2000 247" in "".join(over[:2])
    assert not any("0808" in line for line in plain)
    assert [line for line in over if line in plain] == plain
