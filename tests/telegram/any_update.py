"""
Any update at all: of every kind that there is, sound or spoiled, harmless or meant to harm.

Made from dice: bytes that Hypothesis chooses, so that it searches and shortens what these parts
make, or a seed, which makes a hundred thousand of them in little time.
"""

import random
import struct
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from telegram import Message
from telegram.constants import UpdateType

from tests.telegram.fake.acts import MEDIA

Json = dict[str, Any]

MARKER = "Zanziquxi"
"""Stands in every name and nearly every text, so that a log can be searched for it."""

KINDS = tuple(kind.value for kind in UpdateType)
"""Every kind of update that the library knows."""

CONTENTS = tuple(sorted({*Message.__slots__} - {"_effective_attachment", "text", "from_user"}))
"""Everything that a message can hold besides a text."""

WORDS = (
    "leave", "back", "Coventry", "London", "umbrella", "help he is hitting me", "restart",
    "/start", "/start en", "/start ar", f"/start {MARKER}", "/start@other en", "/stop", "/", "1",
    "skip", "🙂" * 30, "\u202egnitirw\u202c", "a\u0301" * 50, "\0", "\ud800",
    "\udfff\ud83d", "\u2066" * 9, "١٢٣", "' OR 1=1 --", "{0.__class__}",
    "%s%n", "<b>", "[x](tg://user?id=1)", " ", "\n" * 40,
)  # fmt: skip

PRIVATE = range(11, 17)
GROUPS = range(-17, -11)


def deep(depth: int) -> Any:
    """Return lists in lists."""
    value: Any = MARKER
    for _ in range(depth):
        value = [value]
    return value


WILD: tuple[Callable[[], Any], ...] = (
    lambda: None, lambda: True, lambda: -1, lambda: 0, lambda: 2**31, lambda: 2**53 + 1,
    lambda: 2**63, lambda: -(2**63) - 1, lambda: 2**70, lambda: 10**300, lambda: 0.5,
    lambda: 1e308, lambda: float("nan"), lambda: float("inf"), lambda: "", lambda: MARKER,
    lambda: f"{MARKER}\0", lambda: f"{MARKER}\ud800", lambda: "11", lambda: MARKER * 500,
    list, dict, lambda: [MARKER], lambda: {MARKER: MARKER}, lambda: [[]], lambda: {"id": MARKER},
    lambda: deep(60), lambda: deep(900), lambda: {"": {"": {"": MARKER}}},
    lambda: [{"type": MARKER}] * 30,
)  # fmt: skip
"""What may stand in any place, made anew each time: an update is spoiled further afterwards."""


class FromBytes(random.Random):
    """Dice that roll what stands in bytes, two for each roll, and the highest when they end."""

    def __init__(self, data: bytes) -> None:
        super().__init__(0)
        self._rolls = iter(struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2]))

    def random(self) -> float:
        return next(self._rolls, 0xFFFF) / 0x10000


class Dice(NamedTuple):
    """What an update is made from. `payloads` are those of cards that stand."""

    roll: random.Random
    payloads: Sequence[str] = ()

    def below(self, top: int) -> int:
        # Not randrange, which rolls again where dice from bytes always roll the same.
        return int(self.roll.random() * top)

    def one_of(self, things: Sequence[Any]) -> Any:
        return things[self.below(len(things))]

    def often(self, chance: float) -> bool:
        return self.roll.random() < chance

    def number(self, top: int = 5_000) -> int:
        return 1 + self.below(top - 1)


def any_update(dice: Dice) -> Json:
    """Return an update of any kind, spoiled now and then."""
    kind = dice.one_of(KINDS) if dice.often(0.4) else dice.one_of(USUAL)
    update: Json = {"update_id": dice.number(10**9), kind: body(kind, dice)}
    if dice.often(0.03):
        other = dice.one_of(KINDS)
        update[other] = body(other, dice)
    if dice.often(0.02):
        update[MARKER] = update.pop(kind)
    while dice.often(0.35):
        spoil(update, dice)
    return update


USUAL = (
    "message",
    "message",
    "edited_message",
    "callback_query",
    "callback_query",
    "my_chat_member",
)


def body(kind: str, dice: Dice) -> Json:
    """Return what an update of this kind holds, as Telegram writes it."""
    if "message" in kind and "reaction" not in kind and "deleted" not in kind:
        return message(dice)
    if kind.endswith("channel_post"):
        return message(dice) | {"chat": {"id": -900, "type": "channel", "title": MARKER}}
    return OTHER_KINDS.get(kind, anything)(dice)


def person(dice: Dice) -> Json:
    code = {"language_code": dice.one_of(("en", "sq-AL", "ar", "zz", MARKER, ""))}
    names = {"first_name": MARKER, "last_name": MARKER, "username": MARKER}
    return {"id": dice.one_of(PRIVATE), "is_bot": dice.often(0.1), **names} | (
        code if dice.often(0.7) else {}
    )


def chat(dice: Dice) -> Json:
    if dice.often(0.7):
        return {"id": dice.one_of(PRIVATE), "type": "private", "first_name": MARKER}
    kind = dice.one_of(("group", "supergroup", "channel", "sender", MARKER))
    return {"id": dice.one_of(GROUPS), "type": kind, "title": MARKER}


def text(dice: Dice) -> str:
    words = [dice.one_of(WORDS) for _ in range(1 + dice.below(3))]
    if dice.often(0.02):
        words.append("x y " * 1_000)
    return " ".join([*words, MARKER] if dice.often(0.5) else words)


def message(dice: Dice, depth: int = 0) -> Json:
    made: Json = {
        "message_id": dice.number(), "date": dice.number(2 * 10**9), "chat": chat(dice),
        "from": person(dice),
    }  # fmt: skip
    if dice.often(0.6):
        made["text"] = text(dice)
        kinds = ("bot_command", "mention", "url", "text_mention", MARKER)
        ends = {"offset": dice.below(3), "length": dice.number(9)}
        made["entities"] = [{"type": dice.one_of(kinds), **ends}] if dice.often(0.5) else []
    else:
        held = dice.one_of(tuple(MEDIA)) if dice.often(0.5) else dice.one_of(CONTENTS)
        made[held] = deepcopy(MEDIA[held]) if held in MEDIA else anything(dice)
        made["caption"] = text(dice)
    if dice.often(0.1):
        made["forward_origin"] = {
            "type": dice.one_of(("hidden_user", "user", "chat", "channel", MARKER)), "date": 1,
            "sender_user_name": MARKER, "sender_user": person(dice),
        }  # fmt: skip
    if depth < 3 and dice.often(0.1):
        made[dice.one_of(("reply_to_message", "pinned_message"))] = message(dice, depth + 1)
    if dice.often(0.1):
        made["reply_markup"] = keyboard(dice)
    return made


def keyboard(dice: Dice) -> Json:
    return {"inline_keyboard": [[{"text": MARKER, "callback_data": payload(dice)}]]}


def payload(dice: Dice) -> str:
    if dice.payloads and dice.often(0.7):
        return str(dice.one_of(dice.payloads))
    visit = dice.one_of(("abcdefgh", "AAAAAAAA", "--------"))
    made = f"{visit}.{dice.number(10**9)}.{dice.number(99)}"
    return str(dice.one_of((made, MARKER, "", "\0", "\ud800", "abcdefgh.١.٢", "x" * 64, "a.0.0")))


def tap(dice: Dice) -> Json:
    tapped = message(dice) | ({"reply_markup": keyboard(dice)} if dice.often(0.5) else {})
    gone = {"chat": chat(dice), "message_id": dice.number(), "date": 0}
    made: Json = {
        "id": str(dice.number(10**12)), "from": person(dice), "chat_instance": MARKER,
        "message": gone if dice.often(0.2) else tapped, "data": payload(dice),
    }  # fmt: skip
    if dice.often(0.1):
        made["inline_message_id"] = MARKER
        del made["message"]
    if dice.often(0.1):
        made["game_short_name"] = MARKER
        del made["data"]
    return made


def membership(dice: Dice) -> Json:
    states = ("member", "kicked", "left", "administrator", "creator", "restricted", MARKER)
    before, after = (
        {"user": person(dice), "status": dice.one_of(states), "until_date": 0} for _ in range(2)
    )
    who: Json = {"chat": chat(dice), "from": person(dice), "date": 1}
    return who | {"old_chat_member": before, "new_chat_member": after}


def anything(dice: Dice) -> Json:
    """Return parts that many kinds have, whether this kind has them or not."""
    parts: dict[str, Callable[[Dice], Any]] = {
        "id": lambda _: MARKER, "user": person, "from": person, "chat": chat, "date": Dice.number,
        "query": text, "offset": lambda _: "", "currency": lambda _: "XTR", "options": lambda _: [],
        "total_amount": Dice.number, "invoice_payload": text, "question": text, "poll_id": text,
        "option_ids": lambda _: [0], "actor_chat": chat, "message_id": Dice.number,
        "message_ids": lambda _: [1, 2], "business_connection_id": text,
        "user_chat_id": Dice.number,
        "old_reaction": lambda _: [], "new_reaction": lambda _: [], "reactions": lambda _: [],
        "shipping_address": lambda _: {}, "is_enabled": lambda _: True, "can_reply": lambda _: True,
        "result_id": text, "total_voter_count": lambda _: 0, "is_closed": lambda _: False,
        "bio": text, "invite_link": lambda _: {}, "boost": lambda _: {"boost_id": MARKER},
        "is_anonymous": lambda _: True, "type": lambda _: "regular", "message": message,
    }  # fmt: skip
    return {name: make(dice) for name, make in parts.items() if dice.often(0.8)}


OTHER_KINDS: dict[str, Callable[[Dice], Json]] = {
    "callback_query": tap, "my_chat_member": membership, "chat_member": membership,
}  # fmt: skip


def spoil(thing: Any, dice: Dice) -> None:
    """Take something out of an update, or put something wild in its place, however deep."""
    while isinstance(thing, dict | list) and thing:
        at = dice.one_of(tuple(thing)) if isinstance(thing, dict) else dice.below(len(thing))
        if isinstance(thing[at], dict | list) and thing[at] and dice.often(0.8):
            thing = thing[at]
        elif dice.often(0.3):
            del thing[at]
            return
        else:
            thing[at] = dice.one_of(WILD)()
            return


def chats_in(update: Json) -> set[int]:
    """Return the chats that an answer to this update may go to."""
    found = set()
    for part in update.values():
        for holder in (part, part.get("message")) if isinstance(part, dict) else ():
            there = holder.get("chat") if isinstance(holder, dict) else None
            if isinstance(there, dict) and type(there.get("id")) is int:
                found.add(there["id"])
    return found
