"""S24: who can reach the Bot, and with which methods: every path, from the code itself."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import telegram

from bot.channels.telegram import account, erase, reply
from bot.channels.telegram.request import AiohttpRequest

CHANNELS = Path(__file__).parents[2] / "bot" / "channels"
MODULES = sorted((CHANNELS / "telegram").glob("*.py"))

CALLS = {
    name
    for name, method in inspect.getmembers(telegram.Bot, inspect.iscoroutinefunction)
    if not name.startswith("_") and name not in {"initialize", "shutdown", "close"}
}
"""Every method of the Bot that calls Telegram, but one: `close` is also how a connection ends."""

SHORTCUTS = {
    name
    for kind in (telegram.Message, telegram.CallbackQuery, telegram.Chat, telegram.User)
    for name, _ in inspect.getmembers(kind, inspect.iscoroutinefunction)
    if not name.startswith("_") and name not in {"answer", "delete"}
}
"""Methods by which a message, a tap, a chat or a person would call the Bot behind our back.

Two of them have names that our own parts have, too; none works on what was read without a Bot.
"""

THE_PATHS = {
    ("connect", "get_me"),
    ("erase", "delete_message"),
    ("erase", "delete_messages"),
    ("erase", "edit_message_text"),
    ("reply", "answer_callback_query"),
    ("reply", "edit_message_text"),
    ("reply", "send_message"),
}


def trees() -> Iterator[tuple[str, ast.Module]]:
    assert len(MODULES) > 10, "no modules found: these tests would pass on nothing"
    for path in MODULES:
        yield path.stem, ast.parse(path.read_text(encoding="utf-8"))


def attributes(tree: ast.AST) -> set[str]:
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def names(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def imported(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def test_s24_these_are_all_the_paths_to_the_bot() -> None:
    assert len(CALLS) > 100
    found = {(module, name) for module, tree in trees() for name in attributes(tree) & CALLS}
    assert found == THE_PATHS


def test_s24_what_telegram_hands_over_is_never_asked_to_send() -> None:
    assert "reply_text" in SHORTCUTS
    used = {(module, name) for module, tree in trees() for name in attributes(tree) & SHORTCUTS}
    assert used <= THE_PATHS


def test_s24_only_reply_and_erase_hold_the_bot_and_one_place_makes_it() -> None:
    holding = {module for module, tree in trees() if "telegram.Bot" in imported(tree)}
    assert holding == {"connect", "erase", "reply"}
    building = {
        (module, name)
        for module, tree in trees()
        for name in names(tree) & {"Bot", "Reply", "Erase"}
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and name in {ast.unparse(one) for one in (call.func, *call.args)}
    }
    assert building == {("connect", "Bot"), ("connect", "Reply"), ("connect", "Erase")}


def test_s24_neither_of_the_two_shows_the_bot_to_anybody() -> None:
    for kind in (reply.Reply, erase.Erase):
        open_to_all = [name for name in kind.__slots__ if not name.startswith("_")]
        assert open_to_all == []
        assert [name for name in dir(kind) if name.endswith("__bot")] == [f"_{kind.__name__}__bot"]


def test_s24_updates_are_read_without_a_bot() -> None:
    calls = [
        ast.unparse(node)
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("de_json")
    ]
    assert calls == ["Update.de_json(raw, None)"]


def test_s24_a_timer_reaches_erase_and_nothing_that_sends() -> None:
    looked_at = 0
    for module, tree in trees():
        if module in {"silence", "owing", "erase", "patience"}:
            looked_at += 1
            ours = {name.split(".")[3] for name in imported(tree) if "channels.telegram" in name}
            assert ours <= {"erase", "owing", "patience", "request"}, module
    assert looked_at == 4


def reached_from(*modules: str) -> set[str]:
    """Return every module of the channel that these import, directly or not."""
    found, waiting = set[str](), list(modules)
    known = dict(trees())
    while waiting:
        if (module := waiting.pop()) not in found:
            found.add(module)
            parts = (name.split(".") for name in imported(known[module]))
            waiting += [
                one
                for name in parts
                if name[:3] == ["bot", "channels", "telegram"]
                for one in name[3:4]
                if one in known
            ]
    return found


ACCOUNT = {"account", "doctor", "profile", "setup", "setup_table", "webhook_setup"}
"""What only a person runs, beside the bot."""


def test_s24_the_running_bot_reaches_nothing_that_sets_up_its_account() -> None:
    running = reached_from("host", "run")
    assert {"reply", "erase", "polling", "visit"} <= running
    assert not running & ACCOUNT
    assert "account" in reached_from("setup")


def test_s24_what_sets_up_the_account_has_no_method_that_reaches_a_chat() -> None:
    assert "getMe" in account.METHODS
    allowed = re.compile(
        "getMe|(get|set)My(Name|Description|ShortDescription)|(get|set|delete)MyCommands"
        "|getWebhookInfo|(set|delete)Webhook"
    )
    assert [one for one in account.METHODS if not allowed.fullmatch(one)] == []


def test_s24_nobody_else_calls_telegram_by_an_address() -> None:
    """A call needs the Bot, or a request and an address: two modules use the second."""
    calling = {
        module
        for module, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith(("request.ask", "_request.post", "request.do_request"))
    }
    assert calling == {"account", "polling"}


async def test_s24_a_method_that_is_not_listed_is_never_called() -> None:
    with pytest.raises(ValueError, match="sendMessage"):
        await account.ask(AiohttpRequest(), "http://127.0.0.1:1/bot", "1:x", "sendMessage")


def test_s41_no_channel_can_look_into_a_visit() -> None:
    hidden = ("bot.sessions.session", "bot.sessions.store", "bot.answers")
    paths = sorted(CHANNELS.rglob("*.py"))
    assert len(paths) > 20
    for path in paths:
        seen = imported(ast.parse(path.read_text(encoding="utf-8")))
        assert not any(name.startswith(hidden) for name in seen), path
