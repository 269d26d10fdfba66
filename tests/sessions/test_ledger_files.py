"""S40, S41: the file names nobody without its key, and damage costs no more than it must."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.sessions.erasure import Ledger
from bot.sessions.keys import ChatAddress
from bot.sessions.ledger_key import new_ledger_key, read_ledger_key
from bot.sessions.records import SIZE, WORDING_BYTES, Kind, Record, Seal
from tests.sessions.conftest import CHAT, NOW, SOON, Place

OTHER_KEY = read_ledger_key(new_ledger_key())
MESSAGES = range(9_900_001, 9_900_011)


def filled(place: Place) -> bytes:
    """Ten messages of hers, one record each; then the process dies. Returns the file."""
    ledger = place.start()
    for message_id in MESSAGES:
        ledger.typed(CHAT, message_id, SOON, NOW)
    place.die()
    data = place.path.read_bytes()
    assert len(data) == SIZE * len(MESSAGES)
    return data


def known(ledger: Ledger) -> set[int]:
    owed = ledger.everything(CHAT)
    return set() if owed is None else set(owed.message_ids)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_record_comes_back_as_it_was_and_has_the_same_size(kind: Kind) -> None:
    record = Record(kind, -(2**62), 2**62, 2**62, 1.5e9, NOW.timestamp(), "w" * WORDING_BYTES)
    seal = Seal(OTHER_KEY)
    sealed = seal.close(record)
    assert seal.open(sealed) == record
    assert len(sealed) == len(seal.close(Record(kind, 0))) == SIZE
    assert Seal(read_ledger_key(new_ledger_key())).open(sealed) is None


def test_the_same_record_never_looks_the_same() -> None:
    seal = Seal(OTHER_KEY)
    assert len({seal.close(Record(Kind.OURS, 7, 8)) for _ in range(50)}) == 50


def test_s40_no_chat_and_no_message_stands_readable_in_any_file(place: Place) -> None:
    filled(place)
    ledger = place.start()
    ledger.will_cover(CHAT, "tigrinya")
    place.start(OTHER_KEY)
    everything = place.every_byte()
    for number in (CHAT.id, *MESSAGES):
        assert str(number).encode() not in everything
        assert f"{number:x}".encode() not in everything
        for order in ("little", "big"):
            assert number.to_bytes(5, order) not in everything
    assert b"tigrinya" not in everything


def test_s41_the_key_is_in_no_file(place: Place) -> None:
    filled(place)
    assert place.key.secret not in place.every_byte()


@pytest.mark.parametrize("left", range(1, SIZE))
def test_s22_a_torn_last_record_is_cut_off_and_nothing_else_is_lost(
    place: Place, left: int
) -> None:
    data = filled(place)
    place.path.write_bytes(data[: len(data) - SIZE + left])
    ledger = place.start()
    assert known(ledger) == set(MESSAGES[:-1])
    assert (ledger.opening.damaged, ledger.opening.set_aside) == (1, 0)
    ledger.typed(CHAT, 5, SOON, NOW)
    assert known(place.start()) == {*MESSAGES[:-1], 5}


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(at=some.integers(0, SIZE * len(MESSAGES) - 1), change=some.integers(1, 255))
def test_s22_a_damaged_byte_costs_one_record(place: Place, at: int, change: int) -> None:
    data = bytearray(filled(place))
    data[at] ^= change
    place.path.write_bytes(data)
    ledger = place.start()
    assert known(ledger) == {*MESSAGES} - {MESSAGES[at // SIZE]}
    assert (ledger.opening.records, ledger.opening.damaged) == (len(MESSAGES) - 1, 1)
    place.die()
    place.path.unlink()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=some.binary(max_size=4 * SIZE))
def test_a_file_of_anything_at_all_stops_nobody(place: Place, data: bytes) -> None:
    place.path.parent.mkdir(exist_ok=True)
    place.path.write_bytes(data)
    ledger = place.start()
    assert ledger.counts().chats == 0
    assert ledger.opening.set_aside == (len(data) >= SIZE)
    ledger.typed(CHAT, 5, SOON, NOW)
    assert known(place.start()) == {5}


def test_a_page_of_zeros_left_by_a_power_cut_is_skipped(place: Place) -> None:
    data = filled(place)
    place.path.write_bytes(data[: 3 * SIZE] + bytes(2 * SIZE) + data[5 * SIZE :])
    ledger = place.start()
    assert known(ledger) == {*MESSAGES} - {MESSAGES[3], MESSAGES[4]}
    assert ledger.opening.damaged == 2


def test_s41_with_another_key_it_says_so_and_goes_on_with_a_new_file(place: Place) -> None:
    data = filled(place)
    ledger = place.start(OTHER_KEY)
    assert (ledger.opening.set_aside, ledger.opening.records) == (1, 0)
    assert [one.read_bytes() for one in place.asides] == [data]
    ledger.typed(CHAT, 5, SOON, NOW)
    assert known(place.start(OTHER_KEY)) == {5}


def test_a_key_that_comes_back_brings_back_what_was_owed(place: Place) -> None:
    filled(place)
    place.start(OTHER_KEY)
    ledger = place.start()
    assert known(ledger) == set(MESSAGES)
    assert ledger.opening.taken_back == 1
    assert place.asides == []
    assert known(place.start()) == set(MESSAGES)


def test_what_each_of_two_keys_wrote_comes_back_in_turn(place: Place) -> None:
    filled(place)
    place.start(OTHER_KEY).typed(CHAT, 5, SOON, NOW)
    ledger = place.start()
    assert (ledger.opening.set_aside, ledger.opening.taken_back) == (1, 1)
    assert known(ledger) == set(MESSAGES)
    assert len(place.asides) == 1
    assert known(place.start(OTHER_KEY)) == {5}


async def test_s41_a_file_that_was_set_aside_is_gone_after_48_hours(place: Place) -> None:
    filled(place)
    ledger = place.start(OTHER_KEY)
    await ledger.tidy(NOW + timedelta(hours=47, minutes=59))
    assert len(place.asides) == 1
    await ledger.tidy(NOW + timedelta(hours=48))
    assert place.asides == []


def test_s41_a_file_that_was_set_aside_is_gone_at_a_start_after_48_hours(place: Place) -> None:
    filled(place)
    place.start(OTHER_KEY)
    place.start(OTHER_KEY, NOW + timedelta(hours=48))
    assert place.asides == []


def test_files_with_names_of_another_kind_are_left_alone(place: Place) -> None:
    filled(place)
    mine = place.path.with_name("ledger.aside-mine")
    mine.write_bytes(b"a note of the host")
    place.start(OTHER_KEY, NOW + timedelta(days=9))
    assert mine.exists()


def test_a_death_between_reading_and_rewriting_loses_nothing(place: Place) -> None:
    data = filled(place)
    half: Path = place.path.with_name("ledger.new")
    half.write_bytes(data[: SIZE + 7])
    assert known(place.start()) == set(MESSAGES)
    assert not half.exists()


def test_ten_chats_take_as_much_room_as_they_must(place: Place) -> None:
    ledger = place.start()
    for number in range(10):
        ledger.typed(ChatAddress(number), 5, SOON, NOW)
    assert place.path.stat().st_size == 10 * SIZE
