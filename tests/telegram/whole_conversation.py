"""A conversation from beginning to end, with a marker in everything that could name her or tell."""

from contextlib import suppress

from tests.telegram.fake.errors import ControlError
from tests.telegram.watching import Watched

SHE = 7_318_530_717_923
NAMES = {"first_name": "Zanzibarina", "last_name": "Quxíngtön & Co", "username": "zanziquxi"}
TYPED = ("plughmarker", "xyzzyمعلم", "frobnicate all of it")
NUMBER_SENT = "+447700900517"
MESSAGES = 1_734_592_000
"""
The fake begins to count messages here, so that an id is told from other numbers: with digits one
after the other, as 1, 2, 3, it would also stand in any list that counts.
"""


def contact(user: dict[str, object]) -> dict[str, object]:
    """A message with a contact, as the fake itself never writes it."""
    held = {"phone_number": NUMBER_SENT, "first_name": NAMES["first_name"], "user_id": SHE}
    private = {"id": SHE, "type": "private", **NAMES}
    about = {"message_id": MESSAGES + 900, "date": 1, "chat": private, "from": user}
    return {"message": about | {"contact": held, "caption": TYPED[2]}}


async def converse(bot: Watched) -> None:
    """Play a whole conversation; what cannot be done, because a step failed, is left out."""
    telegram = bot.telegram
    user: dict[str, object] = {"id": SHE, "is_bot": False, **NAMES}
    acts = (
        lambda: telegram.text(SHE, f"/start {TYPED[0]}"),
        lambda: telegram.tap_label(SHE, "English"),
        lambda: telegram.text(SHE, TYPED[1]),
        lambda: telegram.tap_label(SHE, "Find something near me"),
        lambda: telegram.inject(contact(user), SHE),
        lambda: telegram.tap_label(SHE, "For me"),
        lambda: telegram.text(SHE, "Newham"),
        lambda: telegram.forward(SHE, TYPED[2], origin=NAMES["last_name"]),
        lambda: telegram.tap_label(SHE, "Someone to talk to, in confidence"),
        lambda: telegram.tap_label(SHE, "I don’t feel safe at home"),
        lambda: telegram.tap_label(SHE, "1"),
        lambda: telegram.tap_label(SHE, "Back"),
        lambda: telegram.inject({TYPED[0]: {"text": TYPED[1], "from": user}}),
        lambda: telegram.tap_label(SHE, "Urgent numbers"),
        lambda: telegram.tap_label(SHE, "Keep for 1 hour"),
        lambda: telegram.media(SHE, "voice", caption=TYPED[0]),
        lambda: telegram.tap_label(SHE, "Leave"),
    )
    await telegram.person(SHE, **NAMES)
    for act in acts:
        with suppress(ControlError):
            await act()
        await bot.settled()
