"""Whatever happens in whatever order: the file and the memory never tell two stories."""

import asyncio
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.sessions.erasure import Ledger
from bot.sessions.keys import ChatAddress
from tests.sessions.conftest import NOW, Place

CHATS = [ChatAddress(number) for number in (11, 22, 33)]
NAMES = ("intent", "sent", "not_sent", "typed", "tapped", "keep_until", "will_cover", "erased",
         "covered", "could_not", "everything_erased", "tidy", "start")  # fmt: skip
ACTS = some.tuples(
    some.sampled_from(NAMES),
    some.sampled_from(CHATS),
    some.integers(1, 12),
    some.integers(0, 90).map(lambda minutes: NOW + timedelta(minutes=minutes)),
)
FAR = NOW + timedelta(days=30)


def act(ledger: Ledger, name: str, chat: ChatAddress, number: int, moment: Any) -> None:
    """One thing that a channel notes down."""
    owed = ledger.everything(chat)
    intents = [one.id for one in owed.intents] if owed else []
    if name == "intent":
        ledger.intent(chat, number, moment, NOW)
    elif name in {"typed", "tapped"}:
        getattr(ledger, name)(chat, number, moment, NOW)
    elif name == "sent" and intents:
        ledger.sent(chat, intents[0], number, moment, NOW)
    elif name == "not_sent" and intents:
        ledger.not_sent(chat, intents[-1])
    elif name == "keep_until":
        ledger.keep_until(chat, moment)
    elif name == "will_cover":
        ledger.will_cover(chat, "en" if number % 3 else "")
    elif name == "covered":
        ledger.covered(chat, number)
    elif name in {"erased", "could_not"}:
        getattr(ledger, name)(chat, range(number, number + 3), intents[:1])
    elif name == "everything_erased" and owed:
        ledger.erased(
            chat, (*owed.message_ids, owed.cover.message_id if owed.cover else 0), intents
        )


def story(ledger: Ledger) -> list[Any]:
    """All that a ledger would ever answer about these chats."""
    times = [NOW + timedelta(minutes=minutes) for minutes in range(0, 91, 15)]
    due = [{one.chat: one for one in ledger.to_erase(moment)} for moment in times]
    for earlier, later in pairwise(due):
        assert earlier.keys() <= later.keys(), "what is due stays due"
    return [due, [ledger.everything(chat) for chat in CHATS]]


@pytest.mark.whole
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=some.lists(ACTS, max_size=25))
def test_s22_a_process_that_dies_at_any_point_goes_on_from_where_it_was(
    place: Place, acts: list[Any]
) -> None:
    ledger, minutes = place.start(), 0
    for name, chat, number, moment in acts:
        before = story(ledger)
        if name == "start":
            ledger = place.start()
        elif name == "tidy":
            minutes += 31
            asyncio.run(ledger.tidy(NOW + timedelta(minutes=minutes)))
        else:
            act(ledger, name, chat, number, moment)
            continue
        assert story(ledger) == before
    before = story(ledger)
    assert story(place.start()) == before
    place.die()
    place.path.unlink()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=some.lists(ACTS, max_size=25))
def test_every_message_is_counted_once_whatever_becomes_of_it(
    place: Place, acts: list[Any]
) -> None:
    ledger = place.start()
    added = 0
    for name, chat, number, moment in acts:
        if name in {"start", "tidy"}:
            continue
        counts = ledger.counts()
        settled = counts.erased + counts.covered + counts.not_erased
        before = counts.messages + counts.intents
        act(ledger, name, chat, number, moment)
        counts = ledger.counts()
        became = counts.erased + counts.covered + counts.not_erased - settled
        after = counts.messages + counts.intents
        added += max(0, after - before)
        assert became == (before - after if name in SETTLING else 0)
    assert (added == 0) <= (ledger.counts().erased == 0)
    place.die()
    place.path.unlink()


SETTLING = {"erased", "covered", "could_not", "everything_erased"}
