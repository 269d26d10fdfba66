"""S21, S22, S24: whatever stands in a chat is on the list until it is gone."""

from datetime import datetime, timedelta

import pytest

from bot.errors import SettingError, StoreError
from bot.sessions.erasure import Ledger
from bot.sessions.owed import Cover, Due
from tests.sessions.conftest import CHAT, LATER, NOW, OTHER, SOON, Place


def due(ledger: Ledger, now: datetime) -> list[Due]:
    return list(ledger.to_erase(now))


def shown(ledger: Ledger, message_id: int) -> None:
    """A card is sent, in two records as always."""
    intent = ledger.intent(CHAT, message_id - 3, SOON, NOW)
    ledger.sent(CHAT, intent, message_id, SOON, NOW)


def test_s22_a_card_is_due_when_silence_is_over_and_not_before(ledger: Ledger) -> None:
    shown(ledger, 50)
    assert due(ledger, SOON - timedelta(microseconds=1)) == []
    assert due(ledger, SOON) == [Due(CHAT, (50,), (), None, NOW)]


def test_s22_a_tap_moves_the_time_and_keep_moves_it_by_an_hour(ledger: Ledger) -> None:
    shown(ledger, 50)
    ledger.keep_until(CHAT, LATER)
    assert due(ledger, SOON) == []
    assert [one.message_ids for one in due(ledger, LATER)] == [(50,)]


def test_s21_leaving_moves_the_time_to_now_so_that_a_crash_does_not_undo_it(place: Place) -> None:
    shown(place.start(), 50)
    place.start().keep_until(CHAT, NOW)
    assert [one.message_ids for one in due(place.start(), NOW)] == [(50,)]


def test_s22_what_she_typed_keeps_its_own_time_when_a_tap_moves_the_card(ledger: Ledger) -> None:
    shown(ledger, 50)
    ledger.typed(CHAT, 51, NOW + timedelta(seconds=10), NOW)
    ledger.keep_until(CHAT, LATER)
    assert [one.message_ids for one in due(ledger, SOON)] == [(51,)]


def test_s24_a_message_that_may_have_been_sent_is_looked_for_in_a_hundred_places(
    place: Place,
) -> None:
    place.start().intent(CHAT, 50, SOON, NOW)
    (one,) = due(place.start(), SOON)
    assert one.message_ids == ()
    assert one.guesses == tuple(range(51, 151))
    assert one.first_seen == NOW


def test_a_refused_message_is_not_looked_for(ledger: Ledger) -> None:
    ledger.not_sent(CHAT, ledger.intent(CHAT, 50, SOON, NOW))
    assert ledger.everything(CHAT) is None


def test_s22_her_next_tap_mends_a_message_beyond_the_hundred(place: Place) -> None:
    place.start().intent(CHAT, 50, SOON, NOW)
    ledger = place.start(now=NOW + timedelta(hours=1))
    ledger.tapped(CHAT, 400, LATER, NOW + timedelta(hours=1))
    assert ledger.everything(CHAT) == Due(CHAT, (400,), (), None, NOW)


def test_a_tap_on_a_card_that_no_ledger_knows_puts_it_on_the_list(ledger: Ledger) -> None:
    ledger.tapped(CHAT, 400, SOON, NOW)
    assert due(ledger, SOON) == [Due(CHAT, (400,), (), None, NOW)]


def test_a_tap_on_a_known_card_changes_nothing_and_writes_nothing(
    place: Place, ledger: Ledger
) -> None:
    shown(ledger, 50)
    ledger.intent(CHAT, 60, SOON, NOW)
    before, size = ledger.everything(CHAT), place.path.stat().st_size
    ledger.tapped(CHAT, 50, LATER, LATER)
    assert ledger.everything(CHAT) == before
    assert place.path.stat().st_size == size


def test_a_tap_never_takes_the_place_of_an_intent_that_came_later(ledger: Ledger) -> None:
    later = ledger.intent(CHAT, 500, SOON, NOW)
    earlier = ledger.intent(CHAT, 50, SOON, NOW)
    ledger.tapped(CHAT, 400, SOON, NOW)
    owed = ledger.everything(CHAT)
    assert owed is not None
    assert [one.id for one in owed.intents] == [later] != [earlier]


def test_the_age_of_a_message_counts_from_before_it_was_sent(ledger: Ledger) -> None:
    intent = ledger.intent(CHAT, 50, SOON, NOW)
    ledger.sent(CHAT, intent, 51, SOON, NOW + timedelta(minutes=5))
    assert due(ledger, SOON)[0].first_seen == NOW


def test_s21_the_newest_card_becomes_the_ordinary_message_and_the_rest_goes(place: Place) -> None:
    ledger = place.start()
    shown(ledger, 50)
    ledger.will_cover(CHAT, "sq:2")
    shown(ledger, 60)
    ledger.typed(CHAT, 61, SOON, NOW)
    ledger.intent(CHAT, 61, SOON, NOW)
    (one,) = due(place.start(), SOON)
    assert one.cover == Cover(60, "sq:2")
    assert one.message_ids == (50, 61)
    assert 60 not in one.guesses
    assert 61 not in one.guesses


def test_s21_an_ordinary_message_that_stays_is_owed_no_more(ledger: Ledger) -> None:
    shown(ledger, 50)
    shown(ledger, 60)
    ledger.will_cover(CHAT, "en")
    ledger.erased(CHAT, [50])
    ledger.covered(CHAT, 60)
    assert ledger.everything(CHAT) is None
    assert (ledger.counts().erased, ledger.counts().covered) == (1, 1)


def test_s23_the_choice_of_an_ordinary_message_ends_with_the_visit(ledger: Ledger) -> None:
    shown(ledger, 50)
    ledger.will_cover(CHAT, "en")
    ledger.erased(CHAT, [50])
    shown(ledger, 90)
    assert due(ledger, SOON)[0].cover is None


def test_s21_the_choice_can_be_taken_back(ledger: Ledger) -> None:
    shown(ledger, 50)
    ledger.will_cover(CHAT, "en")
    ledger.will_cover(CHAT, "")
    assert due(ledger, SOON) == [Due(CHAT, (50,), (), None, NOW)]


def test_the_longest_wording_fits_and_a_longer_one_changes_nothing(ledger: Ledger) -> None:
    shown(ledger, 50)
    ledger.will_cover(CHAT, "x" * 15)
    with pytest.raises(ValueError, match="at most 15"):
        ledger.will_cover(CHAT, "x" * 16)
    assert due(ledger, SOON)[0].cover == Cover(50, "x" * 15)


def test_what_could_not_be_erased_is_counted_and_tried_no_more(ledger: Ledger) -> None:
    shown(ledger, 50)
    intent = ledger.intent(CHAT, 60, SOON, NOW)
    ledger.erased(CHAT, [50, 777])
    ledger.could_not(CHAT, [], [intent])
    counts = ledger.counts()
    assert (counts.erased, counts.not_erased) == (1, 1)
    assert (counts.chats, counts.messages, counts.intents) == (0, 0, 0)


def test_chats_do_not_touch_each_other_and_the_oldest_comes_first(ledger: Ledger) -> None:
    shown(ledger, 50)
    ledger.typed(OTHER, 49, SOON, NOW - timedelta(hours=1))
    ledger.keep_until(CHAT, NOW)
    assert [one.chat for one in due(ledger, SOON)] == [OTHER, CHAT]
    ledger.erased(OTHER, [49, 50])
    assert [one.chat for one in due(ledger, SOON)] == [CHAT]


def test_moving_the_time_of_a_chat_without_messages_writes_nothing(
    place: Place, ledger: Ledger
) -> None:
    ledger.keep_until(CHAT, LATER)
    ledger.will_cover(CHAT, "en")
    assert place.path.stat().st_size == 0


async def test_s41_what_is_done_is_out_of_the_file_within_the_hour(place: Place) -> None:
    ledger = place.start()
    shown(ledger, 50)
    ledger.erased(CHAT, [50])
    assert place.path.stat().st_size > 0
    sizes = []
    for minute in range(1, 61):
        await ledger.tidy(NOW + timedelta(minutes=minute))
        sizes.append(place.path.stat().st_size)
    assert sizes[-1] == 0


async def test_s41_nothing_stands_in_the_file_for_48_hours(place: Place) -> None:
    ledger = place.start()
    shown(ledger, 50)
    ledger.typed(CHAT, 51, SOON, NOW)
    ledger.intent(OTHER, 52, SOON, NOW)
    before = NOW + timedelta(hours=47, minutes=58)
    assert await ledger.tidy(before) == 0
    assert len(due(ledger, before)) == 2
    assert await ledger.tidy(NOW + timedelta(hours=47, minutes=59)) == 3
    assert place.path.stat().st_size == 0
    assert ledger.counts().not_erased == 3
    assert ledger.counts().chats == 0


def test_s22_what_is_too_old_is_still_tried_once_after_a_start(place: Place) -> None:
    shown(place.start(), 50)
    late = NOW + timedelta(hours=60)
    assert [one.message_ids for one in due(place.start(now=late), late)] == [(50,)]


def test_a_graceful_stop_leaves_nothing_in_the_file_that_is_not_owed(place: Place) -> None:
    ledger = place.start()
    shown(ledger, 50)
    ledger.erased(CHAT, [50])
    ledger.close()
    assert place.path.stat().st_size == 0
    Ledger.open(place.path, place.key, NOW).close()


def test_a_second_bot_in_the_same_folder_is_refused_in_words(place: Place) -> None:
    place.start()
    with pytest.raises(SettingError, match="another bot is working in this state folder"):
        Ledger.open(place.path, place.key, NOW)


def test_a_folder_that_is_none_is_explained(place: Place) -> None:
    place.path.parent.write_text("not a folder", encoding="utf-8")
    with pytest.raises(StoreError, match="Give the bot a state folder that it may write to"):
        place.start()


def test_s41_only_the_user_that_runs_the_bot_may_read_the_files(
    place: Place, ledger: Ledger
) -> None:
    shown(ledger, 50)
    files = list(place.path.parent.iterdir())
    assert len(files) == 2
    assert [one.stat().st_mode & 0o777 for one in files] == [0o600, 0o600]
    assert place.path.parent.stat().st_mode & 0o077 == 0


def test_s43_nothing_of_the_ledger_names_a_chat_when_it_is_written_into_a_text(
    ledger: Ledger,
) -> None:
    shown(ledger, 424_242_424_242)
    ledger.intent(CHAT, 515_151_515_151, SOON, NOW)
    ledger.will_cover(CHAT, "tigrinya")
    owed = due(ledger, SOON)
    assert owed[0].cover is not None
    values = [owed, ledger, ledger.counts(), ledger.opening, owed[0].intents, ledger._owed._chats]
    texts = " ".join(f"{one!r} {one}" for one in values[:-1])
    texts += repr(list(ledger._owed._chats.values())) + repr(list(ledger._owed.records(CHAT.id)))
    for secret in ("987654321987", "424242424242", "515151515151", "tigrinya"):
        assert secret not in texts
