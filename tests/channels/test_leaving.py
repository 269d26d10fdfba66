"""S21 where there is no chat: what was promised to stay is what stays, and otherwise nothing."""

from collections.abc import Iterator

from bot.channels.recording import RecordingChannel
from bot.channels.terminal import converse
from bot.conversation import Conversation
from bot.messages import Start
from tests.conversation.visit import NOW, directory, world
from tests.telegram.bot import Files


async def left_behind(*lines: str) -> tuple[str, RecordingChannel]:
    """Type these lines, leave, and return what stands and the channel."""
    assert directory().services
    channel = RecordingChannel()
    typed: Iterator[str] = iter(lines)

    async def next_line() -> str | None:
        return next(typed, None)

    conversation = Conversation(world(), Files(), lambda: NOW)
    await converse(conversation, channel, next_line, Start("en"))
    return (channel.standing.text if channel.standing is not None else ""), channel


async def test_nothing_stays_unless_she_chose_it() -> None:
    assert (await left_behind("#traces", "#ordinary_message", "#ordinary_message"))[0] == ""
    assert (await left_behind("#traces"))[0] == ""


async def test_an_ordinary_message_stays_by_leaving_and_by_silence() -> None:
    for last in ((), ("/leave",), ("leave",)):
        text, channel = await left_behind("#traces", "#ordinary_message", "/back", *last)
        assert text
        assert channel.standing is not None
        assert channel.standing.buttons == ()
        assert any(card.text.endswith(text) for card in channel.shown[:-1]), "not what she was told"
