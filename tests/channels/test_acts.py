"""Scripts: one line is one act, and one act is one card."""

import string
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.channels.acts import Act, acts_from, card_to_json, play, written
from bot.errors import ActError
from bot.messages import RESERVED, Card, Choice, Start, Text, left
from tests.channels.little import AHLAN, CARDS, LISTING, PLACES, URGENT, WELCOME, LittleBot

IDS = some.text(string.ascii_letters + string.digits + " /:_-é", min_size=1).map(str.strip)


def act(words: str) -> Act:
    return Act(words, "script.txt", 1)


async def played(bot: LittleBot, lines: Iterable[str], start: Start = Start()) -> list[Card]:  # noqa: B008
    return [card async for card in play(bot, acts_from(lines, "script.txt"), start)]


def test_every_reserved_word_taps_its_button() -> None:
    assert RESERVED
    assert [act(f"/{id_}").incoming for id_ in RESERVED] == [Choice(id_) for id_ in RESERVED]


def test_an_id_may_hold_spaces_slashes_and_colons() -> None:
    ids = [button.id for card in CARDS for button in card.buttons]
    assert any(set(" /:") & set(id_) for id_ in ids)
    assert [act(f"#{id_}").incoming for id_ in ids] == [Choice(id_) for id_ in ids]


@given(IDS.filter(bool))
def test_what_is_written_for_a_tap_means_that_tap(id_: str) -> None:
    assert act(written(Choice(id_))).incoming == Choice(id_)


@pytest.mark.parametrize("words", ["hello", "/help", "/leave now", "2", "الطريق"])
def test_everything_else_is_typed(words: str) -> None:
    assert act(words).incoming == Text(words)


def test_comments_and_empty_lines_are_passed_over_and_lines_keep_their_number() -> None:
    acts = list(acts_from(["## a visit", "", "#find", "   ", "## more", " /back "], "a.txt"))
    assert [(one.written, one.line) for one in acts] == [("#find", 3), ("/back", 6)]


async def test_a_script_gives_the_opening_card_and_one_card_for_each_act() -> None:
    cards = await played(LittleBot(), ["#find", "#London/Barking and Dagenham", "/back", "hello"])
    assert cards == [WELCOME, PLACES, LISTING, WELCOME, WELCOME]


async def test_an_act_that_is_not_offered_is_named_with_its_line_and_all_that_is_offered() -> None:
    with pytest.raises(ActError) as caught:
        await played(LittleBot(), ["#find", "#nowhere"])
    message = str(caught.value)
    assert message.startswith('script.txt:2: "#nowhere"')
    assert PLACES.buttons
    for button in PLACES.buttons:
        assert f"{written(Choice(button.id))} ({button.label})" in message


async def test_an_act_that_is_not_offered_never_reaches_the_bot() -> None:
    bot = LittleBot()
    with pytest.raises(ActError):
        await played(bot, ["/skip"])
    assert bot.came_in == [Start()]


async def test_an_act_after_leaving_begins_a_new_visit_and_gives_one_card() -> None:
    cards = await played(LittleBot(), ["/leave", "#find"])
    assert [card.step for card in cards] == ["welcome", "left", "places"]


@pytest.mark.parametrize("words", ["/start", "#amal", "/back"])
async def test_after_leaving_what_the_opening_card_lacks_gives_the_opening_card(words: str) -> None:
    bot = LittleBot()
    cards = await played(bot, ["#find", "/leave", words], Start("ar" if words == "/back" else None))
    assert cards[-1] == cards[0]
    assert isinstance(bot.came_in[-1], Start)


async def test_a_safe_word_after_leaving_is_read_by_the_bot() -> None:
    assert (await played(LittleBot(), ["/leave", "blue door"]))[-1] == URGENT


async def test_a_new_visit_begins_in_the_language_of_the_first() -> None:
    cards = await played(LittleBot(), ["/leave", "/start"], Start("ar"))
    assert (cards[0], cards[-1]) == (AHLAN, AHLAN)


def test_a_card_for_scripts_holds_what_the_contract_says_and_no_more() -> None:
    for card in CARDS:
        shown = card_to_json(card)
        assert list(shown) == ["step", "language", "direction", "text", "buttons", "services"]
        assert shown["buttons"] == [{"id": one.id, "label": one.label} for one in card.buttons]
        assert shown["services"] == list(card.services)


def test_the_card_after_leaving_holds_nothing_of_the_visit() -> None:
    empty = {"step": "left", "text": "", "buttons": [], "services": []}
    assert card_to_json(left("sq", "ltr")) == empty
