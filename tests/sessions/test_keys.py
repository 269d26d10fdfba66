"""S41: a session's key says nothing about the chat, and one is never taken for the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.errors import SettingError
from bot.sessions.keys import ChatAddress, new_secret, session_key
from bot.sessions.store import MemorySessions

SECRET = b"thirty-two bytes for this test .."


@given(address=some.integers(10**6, 10**13))
def test_s41_a_key_does_not_hold_the_address(address: int) -> None:
    key = session_key(SECRET, "telegram", address)
    assert len(key) == 32
    assert str(address) not in key
    assert f"{address:x}" not in key


def test_s41_the_same_chat_has_another_key_after_a_start_and_on_another_channel() -> None:
    here = session_key(SECRET, "telegram", 7)
    assert here == session_key(SECRET, "telegram", 7)
    others = {
        session_key(new_secret(), "telegram", 7),
        session_key(SECRET, "terminal", 7),
        session_key(SECRET, "telegram", 8),
        session_key(SECRET, "telegram1", "7"),
    }
    assert here not in others
    assert len(others) == 4


def test_a_number_and_its_digits_are_the_same_chat() -> None:
    assert session_key(SECRET, "rasa", 7) == session_key(SECRET, "rasa", "7")


@pytest.mark.parametrize("length", [0, 15, 65])
def test_a_secret_of_the_wrong_length_is_refused_in_words(length: int) -> None:
    with pytest.raises(SettingError, match=f"has {length} bytes; 16 to 64 are allowed"):
        session_key(bytes(length), "telegram", 7)


def test_s43_a_chat_written_into_a_text_by_mistake_names_nobody() -> None:
    chat = ChatAddress(987654321)
    texts = [repr(chat), str(chat), f"{chat}", f"{chat!r}", f"{[chat]}", "%s" % chat]  # noqa: UP031
    assert all("987654321" not in text for text in texts)


async def test_s41_a_chat_is_refused_where_a_key_is_wanted() -> None:
    # The type checker is the test: it complains when it has nothing to ignore here.
    store = MemorySessions()
    assert await store.get(ChatAddress(7)) is None  # type: ignore[arg-type]
    assert await store.get("7") is None  # type: ignore[arg-type]
