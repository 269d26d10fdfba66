"""What the fake lets the bot say about itself, per language: names, descriptions, commands."""

from typing import Any

import pytest

from tests.telegram.fake.client import FakeTelegram


@pytest.mark.parametrize("what", ["Name", "Description", "ShortDescription"])
async def test_what_the_bot_says_about_itself_is_kept_per_language(
    telegram: FakeTelegram, what: str
) -> None:
    name = {"ShortDescription": "short_description"}.get(what, what.lower())
    longest = {"Name": 64, "Description": 512, "ShortDescription": 120}[what]
    assert (await telegram.call(f"setMy{what}", language_code="ar", **{name: "x"})).status == 200
    long = {name: "x" * (longest + 1)}
    assert (await telegram.call(f"setMy{what}", **long)).status == 400
    assert (await telegram.call(f"setMy{what}", language_code="ara")).status == 400
    said = await telegram.call(f"getMy{what}", language_code="ar")
    assert said.result == {name: "x"}
    assert (await telegram.call(f"getMy{what}", language_code="sq")).result == {name: ""}


async def test_commands_are_kept_per_language_and_scope(telegram: FakeTelegram) -> None:
    commands = [{"command": "start", "description": "Begin"}]
    private = {"scope": {"type": "all_private_chats"}, "language_code": "de"}
    assert (await telegram.call("setMyCommands", commands=commands, **private)).status == 200
    assert (await telegram.call("getMyCommands", **private)).result == commands
    assert (await telegram.call("getMyCommands", language_code="de")).result == []
    assert (await telegram.call("deleteMyCommands", **private)).status == 200
    assert (await telegram.call("getMyCommands", **private)).result == []


@pytest.mark.parametrize(
    "commands",
    [
        None,
        [{"command": "Start", "description": "Begin"}],
        [{"command": "s" * 33, "description": "Begin"}],
        [{"command": "start", "description": ""}],
        [{"command": "start", "description": "x" * 257}],
        [{"command": f"c{number}", "description": "x"} for number in range(101)],
        ["start"],
    ],
)
async def test_commands_that_cannot_be_are_refused(
    telegram: FakeTelegram, commands: list[Any] | None
) -> None:
    assert (await telegram.call("setMyCommands", commands=commands)).status == 400
    scope = {"type": "everywhere"}
    assert (await telegram.call("setMyCommands", commands=[], scope=scope)).status == 400


async def test_a_long_name_is_measured_as_the_strictest_would(telegram: FakeTelegram) -> None:
    assert (await telegram.call("setMyName", name="\U0001f333" * 32)).status == 200
    assert (await telegram.call("setMyName", name="\U0001f333" * 33)).status == 400


@pytest.mark.parametrize("language", ["xx", "ckb", "prs", "EN", "en-GB"])
async def test_only_two_letter_codes_that_exist_are_taken(
    telegram: FakeTelegram, language: str
) -> None:
    answer = await telegram.call("setMyDescription", description="x", language_code=language)
    assert answer.status == 400


async def test_it_can_answer_with_everyones_text_as_the_real_one_may(
    telegram: FakeTelegram,
) -> None:
    await telegram.call("setMyDescription", description="for everyone")
    await telegram.settings(falls_back=True)
    said = await telegram.call("getMyDescription", language_code="ar")
    assert said.result == {"description": "for everyone"}


async def test_a_webhook_stands_at_one_of_four_ports(telegram: FakeTelegram) -> None:
    for port, status in ((443, 200), (88, 200), (444, 400)):
        url = f"https://127.0.0.1:{port}/telegram"
        assert (await telegram.call("setWebhook", url=url)).status == status
