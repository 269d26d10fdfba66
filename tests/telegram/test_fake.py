"""
The fake Bot API is at least as strict as Telegram where the bot's promises depend on it.

One test for each rule of `tests/telegram/fake/__init__.py` about messages, buttons and taps.
"""

import asyncio
from typing import Any

import aiohttp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.telegram.fake.bot_messages import DELETABLE_SECONDS, MOST_DELETED
from tests.telegram.fake.callbacks import CALLBACK_SECONDS
from tests.telegram.fake.calls import answer
from tests.telegram.fake.client import FakeTelegram
from tests.telegram.fake.errors import ControlError
from tests.telegram.fake.methods import METHODS
from tests.telegram.fake.parameters import Parameters
from tests.telegram.fake.seen import Reply
from tests.telegram.fake.telegram import TOKEN, Telegram

HER = 501
OTHER = 502
QUIET: dict[str, Any] = {
    "disable_notification": True,
    "link_preview_options": {"is_disabled": True},
}
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def keyboard(*data: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": f"to {one}", "callback_data": one}] for one in data]}


async def send(telegram: FakeTelegram, chat: int = HER, **more: Any) -> Reply:
    return await telegram.call("sendMessage", **{"chat_id": chat, "text": "card"} | QUIET | more)


async def edit(telegram: FakeTelegram, message_id: int, **more: Any) -> Reply:
    given = {"chat_id": HER, "message_id": message_id, "text": "card"} | more
    return await telegram.call(
        "editMessageText", link_preview_options={"is_disabled": True}, **given
    )


async def delete(telegram: FakeTelegram, *ids: int) -> Reply:
    return await telegram.call("deleteMessages", chat_id=HER, message_ids=list(ids))


async def card(telegram: FakeTelegram, *data: str) -> int:
    """Let her write and the bot answer with a card that carries these buttons."""
    await telegram.text(HER, "/start")
    await telegram.call("getUpdates")
    reply = await send(telegram, reply_markup=keyboard(*data or ("a",)))
    return int(reply.result["message_id"])


async def codes(telegram: FakeTelegram) -> list[str]:
    return [violation["code"] for violation in await telegram.violations()]


async def test_a_wrong_token_and_an_unknown_method_are_refused(telegram: FakeTelegram) -> None:
    assert (await telegram.call("sendPhoto")).status == 404
    assert await codes(telegram) == ["unknown_method"]
    telegram.token = "1:wrong"  # noqa: S105  # wrong on purpose
    assert (await telegram.call("getMe")).status == 401


async def test_a_parameter_that_no_method_knows_is_refused(telegram: FakeTelegram) -> None:
    assert METHODS
    for method in METHODS:
        reply = await telegram.call(method, disable_notifications=True)
        assert reply.status == 400, method
        assert "disable_notifications" in reply.description


async def test_a_call_may_come_as_a_form_as_json_or_in_the_address(telegram: FakeTelegram) -> None:
    await telegram.text(HER, "hello")
    url = f"{telegram.api_url}{TOKEN}/getChat"
    async with aiohttp.ClientSession() as session:
        for how in ({"data": {"chat_id": "501"}}, {"json": {"chat_id": 501}}):
            async with session.post(url, **how) as response:
                assert (await response.json())["result"]["id"] == HER
        async with session.get(url, params={"chat_id": "501"}) as response:
            assert (await response.json())["result"]["id"] == HER
        async with session.post(url, data=b"{", headers={"Content-Type": "application/json"}) as no:
            assert no.status == 400


async def test_all_chats_share_one_counter_of_message_ids(telegram: FakeTelegram) -> None:
    first = await telegram.text(HER, "a")
    assert await telegram.text(OTHER, "b") == first + 1
    await telegram.group(-7)
    assert await telegram.text(-7, "c", user=HER) == first + 2
    await telegram.group(-8, "channel")
    assert await telegram.channel_post(-8, "d") == first + 3
    await telegram.traffic(100)
    assert (await send(telegram)).result["message_id"] == first + 104


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": 5}, "text must be a String"),
        ({"chat_id": None}, "chat_id is empty"),
        ({"chat_id": 999}, "chat not found"),
        ({"chat_id": "her"}, "chat_id must be a Number"),
        ({"parse_mode": "HTML"}, "parameter 'parse_mode' is not known here"),
        ({"reply_markup": keyboard("x" * 65)}, "BUTTON_DATA_INVALID"),
        ({"reply_markup": keyboard("أ" * 33)}, "BUTTON_DATA_INVALID"),
        ({"reply_markup": keyboard("")}, "Text buttons are unallowed"),
        ({"reply_markup": {"inline_keyboard": [[{"text": "a", "pay": True}]]}}, "can't parse"),
        ({"reply_markup": {"inline_keyboard": [[{"text": " "}]]}}, "inline keyboard button text"),
        ({"reply_markup": keyboard(*map(str, range(101)))}, "reply markup is too long"),
        ({"reply_markup": {"inline_keyboard": [[{"text": "a"}] * 9]}}, "reply markup is too long"),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "a", "url": "x"}]]}},
            "BUTTON_URL_INVALID",
        ),
        (
            {"reply_markup": {"inline_keyboard": ["a"]}},
            "inline keyboard must be an Array of Arrays",
        ),
        ({"reply_markup": {"remove_keyboard": True}}, "reply markup must be an inline keyboard"),
        ({"reply_markup": "{"}, "can't parse reply_markup"),
        ({"entities": [{"type": "bold", "offset": 0, "length": 9}]}, "can't parse entities"),
    ],
)
async def test_a_message_that_cannot_be_is_not_sent(
    telegram: FakeTelegram, given: dict[str, Any], reason: str
) -> None:
    await telegram.text(HER, "hello")
    reply = await send(telegram, **given)
    assert reply.status == 400
    assert reply.description.startswith(f"Bad Request: {reason}")
    assert [message.sender for message in await telegram.standing(HER)] == ["user"]


async def test_the_longest_message_and_button_are_taken(telegram: FakeTelegram) -> None:
    await telegram.text(HER, "hello")
    reply = await send(telegram, text="x" * 4096, reply_markup=keyboard("y" * 64))
    assert reply.status == 200
    shown = (await telegram.standing(HER))[-1]
    assert shown.text == "x" * 4096
    assert shown.data(f"to {'y' * 64}") == "y" * 64


async def test_an_edit_replaces_text_and_buttons_and_keeps_the_id(telegram: FakeTelegram) -> None:
    id_ = await card(telegram, "a")
    assert (await edit(telegram, id_, text="next")).result["message_id"] == id_
    shown = (await telegram.standing(HER))[-1]
    assert (shown.message_id, shown.text, shown.buttons, shown.edited) == (id_, "next", (), True)


async def test_an_edit_without_a_change_is_refused(telegram: FakeTelegram) -> None:
    id_ = await card(telegram, "a")
    reply = await edit(telegram, id_, reply_markup=keyboard("a"))
    assert reply.status == 400
    assert reply.description.startswith("Bad Request: message is not modified: ")
    assert (await edit(telegram, id_, reply_markup=keyboard("b"))).status == 200


async def test_only_a_standing_message_of_the_bot_can_be_edited(telegram: FakeTelegram) -> None:
    hers = await telegram.text(HER, "hello")
    assert (await edit(telegram, hers)).description == "Bad Request: message can't be edited"
    reply = await edit(telegram, hers + 1)
    assert reply.description == "Bad Request: message to edit not found"
    reply = await edit(telegram, 0)
    assert reply.description == "Bad Request: message identifier is not specified"


async def test_messages_of_both_sides_can_be_deleted_once(telegram: FakeTelegram) -> None:
    bots = await card(telegram)
    for message in await telegram.standing(HER):
        reply = await telegram.call("deleteMessage", chat_id=HER, message_id=message.message_id)
        assert reply.result is True
    assert await telegram.standing(HER) == []
    reply = await telegram.call("deleteMessage", chat_id=HER, message_id=bots)
    assert reply.description == "Bad Request: message to delete not found"


async def test_many_are_deleted_at_once_and_missing_ones_are_skipped(
    telegram: FakeTelegram,
) -> None:
    bots = await card(telegram)
    assert (await delete(telegram, bots, bots - 1, bots + 50)).result is True
    assert await telegram.standing(HER) == []
    assert (await delete(telegram, bots)).result is True


async def test_at_most_a_hundred_ids_are_taken(telegram: FakeTelegram) -> None:
    bots = await card(telegram)
    ids = range(bots, bots + MOST_DELETED + 1)
    reply = await delete(telegram, *ids)
    assert reply.description == "Bad Request: too many message identifiers specified"
    assert len(await telegram.standing(HER)) == 2
    assert (await delete(telegram, *ids[:-1])).status == 200
    for wrong in ([], ["x"], [0], None, "5"):
        reply = await telegram.call("deleteMessages", chat_id=HER, message_ids=wrong)
        assert reply.status == 400, wrong


async def test_one_message_that_is_too_old_keeps_all_of_them(telegram: FakeTelegram) -> None:
    await telegram.stand_still()
    old = await card(telegram)
    await telegram.advance(seconds=DELETABLE_SECONDS)
    fresh = await telegram.text(HER, "again")
    assert (await delete(telegram, old - 1)).status == 200
    await telegram.advance(seconds=1)
    reply = await delete(telegram, old, fresh)
    assert reply.description == "Bad Request: message can't be deleted for everyone"
    assert [one.message_id for one in await telegram.standing(HER)] == [old, fresh]
    reply = await telegram.call("deleteMessage", chat_id=HER, message_id=old)
    assert reply.description == "Bad Request: message can't be deleted for everyone"
    assert (await delete(telegram, fresh)).status == 200


async def test_what_others_write_in_a_group_stays(telegram: FakeTelegram) -> None:
    await telegram.group(-7)
    theirs = await telegram.text(-7, "hello", user=HER)
    reply = await telegram.call("deleteMessage", chat_id=-7, message_id=theirs)
    assert reply.description == "Bad Request: message can't be deleted"


async def test_a_tap_is_answered_once_and_soon(telegram: FakeTelegram) -> None:
    await telegram.stand_still()
    id_ = await card(telegram, "a")
    for late in (0, CALLBACK_SECONDS, CALLBACK_SECONDS + 1):
        query = await telegram.tap(HER, id_, "a")
        await telegram.advance(seconds=late)
        reply = await telegram.call("answerCallbackQuery", callback_query_id=query)
        assert (reply.status == 200) == (late <= CALLBACK_SECONDS), late
        again = await telegram.call("answerCallbackQuery", callback_query_id=query)
        assert again.description == TOO_OLD
    unknown = await telegram.call("answerCallbackQuery", callback_query_id="1")
    assert unknown.description == TOO_OLD


async def test_a_pop_up_holds_two_hundred_characters(telegram: FakeTelegram) -> None:
    id_ = await card(telegram, "a")
    query = await telegram.tap(HER, id_, "a")
    answered = {"callback_query_id": query, "show_alert": True}
    reply = await telegram.call("answerCallbackQuery", text="x" * 201, **answered)
    assert reply.description == "Bad Request: MESSAGE_TOO_LONG"
    assert (await telegram.call("answerCallbackQuery", text="x" * 200, **answered)).status == 200
    (shown,) = await telegram.pop_ups(HER)
    assert (shown["text"], shown["show_alert"]) == ("x" * 200, True)


async def test_only_a_button_that_stands_can_be_tapped_unless_forced(
    telegram: FakeTelegram,
) -> None:
    id_ = await card(telegram, "a")
    for message_id, data in ((id_, "b"), (id_ + 1, "a")):
        with pytest.raises(ControlError, match="no message"):
            await telegram.tap(HER, message_id, data)
    await telegram.tap(HER, id_, "b", force=True)
    await telegram.remove(HER, id_)
    await telegram.tap(HER, id_, "a", force=True)
    there, gone = [
        update["callback_query"]["message"]
        for update in (await telegram.call("getUpdates")).result
        if "callback_query" in update
    ]
    assert there["text"] == "card"
    assert gone == {"chat": there["chat"], "message_id": id_, "date": 0}


async def test_nothing_can_be_sent_to_someone_who_blocked_the_bot(telegram: FakeTelegram) -> None:
    id_ = await card(telegram)
    await telegram.block(HER)
    reply = await send(telegram)
    assert (reply.status, reply.description) == (403, "Forbidden: bot was blocked by the user")
    assert (await delete(telegram, id_)).status == 200
    with pytest.raises(ControlError, match="blocked"):
        await telegram.text(HER, "hello")
    await telegram.unblock(HER)
    assert (await send(telegram)).status == 200


async def test_a_group_that_was_left_hears_nothing(telegram: FakeTelegram) -> None:
    await telegram.group(-7)
    assert (await send(telegram, -7)).status == 200
    assert (await telegram.call("leaveChat", chat_id=-7)).result is True
    assert (await send(telegram, -7)).status == 403
    await telegram.text(HER, "hello")
    assert (await telegram.call("leaveChat", chat_id=HER)).status == 400


async def test_breaches_of_our_own_rules_are_written_down(telegram: FakeTelegram) -> None:
    id_ = await card(telegram)
    assert await codes(telegram) == []
    await send(telegram)
    assert await codes(telegram) == ["unprompted"]
    await telegram.tap(HER, id_, "a")
    await telegram.call("getUpdates")
    await telegram.call("sendMessage", chat_id=HER, text="loud")
    assert await codes(telegram) == ["unprompted", "link_preview", "notification"]
    await telegram.call("editMessageText", chat_id=HER, message_id=id_, text="other")
    await edit(telegram, id_, reply_markup={"keyboard": [["share"]]})
    assert (await codes(telegram))[3:] == ["link_preview", "reply_keyboard"]


async def test_an_update_is_no_reason_to_write_much_later(telegram: FakeTelegram) -> None:
    await telegram.text(HER, "hello")
    await telegram.call("getUpdates")
    await telegram.advance(hours=1)
    await send(telegram)
    assert await codes(telegram) == ["unprompted"]


async def test_every_call_is_written_down_with_its_end(telegram: FakeTelegram) -> None:
    id_ = await card(telegram)
    await edit(telegram, id_ + 1)
    calls = await telegram.calls(chat=HER)
    assert [(call["method"], call["status"]) for call in calls] == [
        ("sendMessage", 200),
        ("editMessageText", 400),
    ]
    (edited,) = await telegram.calls("editMessageText")
    assert edited["parameters"]["message_id"] == id_ + 1
    await telegram.settings(keep_calls=False)
    await send(telegram)
    assert len(await telegram.calls()) == 3
    assert (await telegram.state())["calls"] == 4


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["", "a", "1", "[1]", "{}"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["type", "inline_keyboard", "text"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_parameters_break_the_fake_itself(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(set(METHODS) - {"getUpdates", "setWebhook"})))
    known = METHODS[name].known
    given = data.draw(st.dictionaries(st.sampled_from(known), JUNK)) if known else {}
    telegram = Telegram(TOKEN)
    chat = telegram.chat(1)
    telegram.new_message(chat, telegram.bot, "card")
    outcome = asyncio.run(answer(telegram, name, Parameters(given), "http"))
    assert outcome.status in {200, 400}, outcome
    assert not [one for one in telegram.records.violations if one.code == "fake_broke"]
