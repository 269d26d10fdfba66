"""`telegram setup`, from the files to the fake and back: what anybody sees of the bot."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.app.telegram import set_up_telegram
from bot.channels.telegram.patience import Patience
from bot.channels.telegram.profile import Change, Slot
from bot.channels.telegram.setup import Order, set_up
from bot.channels.telegram.setup_table import Screen
from bot.channels.telegram.webhook_setup import Wish, checked_address
from bot.errors import ChannelError, SettingError
from bot.i18n.negotiate import two_letter_code
from bot.presentation.profile import profile_texts, profiles
from bot.settings import Settings, read_settings
from tests.conversation.visit import ROOT, world
from tests.telegram.fake.client import FakeTelegram

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

CODED = [one for one in world().catalogues.offered if two_letter_code(one) == one]
"""The languages that Telegram knows by the code that we use."""
SECRET = "a-secret-of-the-tests-on-loopback"  # noqa: S105  # opens nothing
URL = "https://127.0.0.1:8443/telegram"
KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]


@dataclass
class Person:
    """Someone at the keyboard, who says yes; she remembers what she was shown and told."""

    says: bool = True
    shown: list[Change] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def agree(self, changes: tuple[Change, ...], staying: int) -> bool:  # noqa: ARG002
        self.shown = list(changes)
        return self.says and bool(changes)


def settings_for(telegram: FakeTelegram, **more: str) -> Settings:
    return read_settings(
        {"BOT_TOKEN": telegram.token, "FINGERPOST_API_URL": telegram.api_url, **more}
    )


async def setup(telegram: FakeTelegram, wish: Wish | None = None, **more: str) -> Person:
    person = Person()
    settings = settings_for(telegram, **more)
    await set_up_telegram(settings, wish or Wish(), person.agree, person.told.append)
    return person


async def changing_calls(telegram: FakeTelegram) -> list[str]:
    calls = await telegram.calls()
    assert calls
    return [one["method"] for one in calls if not one["method"].startswith("get")]


# On Telegram


@pytest.mark.parametrize("falls_back", [False, True])
async def test_everything_is_set_once_and_the_second_run_has_nothing_to_do(
    telegram: FakeTelegram, falls_back: bool
) -> None:
    await telegram.settings(falls_back=falls_back)
    wish = Wish(names=("Oak Street",))
    first = await setup(telegram, wish)
    done = [line for line in first.told if not line.startswith("Left out")]
    assert len(first.shown) == len(done) > 9
    for language in CODED:
        texts = profile_texts(world().catalogues.words(language))
        for what, method in (("description", "Description"), ("short_description", "Short")):
            method = "getMyShortDescription" if method == "Short" else "getMyDescription"
            said = await telegram.call(method, language_code=language)
            assert said.result == {what: getattr(texts, what)}
        private = {"type": "all_private_chats"}
        said = await telegram.call("getMyCommands", language_code=language, scope=private)
        assert [(one["command"], one["description"]) for one in said.result] == [*texts.commands]
    before = len(await changing_calls(telegram))
    assert (await setup(telegram, wish)).shown == []
    assert (await setup(telegram)).shown == []
    assert len(await changing_calls(telegram)) == before


async def test_s28_commands_are_shown_in_private_chats_alone(telegram: FakeTelegram) -> None:
    old = [{"command": "old", "description": "Set with BotFather"}]
    await telegram.call("setMyCommands", commands=old)
    await telegram.call("setMyCommands", commands=old, language_code="en")
    await setup(telegram)
    assert (await telegram.call("getMyCommands")).result == []
    assert (await telegram.call("getMyCommands", language_code="en")).result == []


async def test_nothing_changes_when_nobody_agrees(telegram: FakeTelegram) -> None:
    person = Person(says=False)
    await set_up_telegram(settings_for(telegram), Wish(), person.agree, person.told.append)
    assert person.shown
    assert await changing_calls(telegram) == []


@pytest.mark.parametrize("falls_back", [False, True])
async def test_a_language_that_is_not_spoken_any_more_is_emptied(
    telegram: FakeTelegram, falls_back: bool
) -> None:
    await telegram.call("setMyDescription", description="Alt", language_code="fi")
    await telegram.call("setMyName", name="Alter Name", language_code="fi")
    await telegram.settings(falls_back=falls_back)
    wish = Wish(names=("Oak",), emptied=("fi",))
    await setup(telegram, wish)
    assert (await setup(telegram, wish)).shown == []
    await telegram.settings(falls_back=False)
    assert (await telegram.call("getMyDescription", language_code="fi")).result == {
        "description": ""
    }
    assert (await telegram.call("getMyName", language_code="fi")).result == {"name": ""}


@pytest.mark.parametrize("code", ["en", "deu", "D!", ""])
async def test_what_is_no_language_to_take_away_is_refused(
    telegram: FakeTelegram, code: str
) -> None:
    with pytest.raises(SettingError, match="--empty"):
        await setup(telegram, Wish(emptied=(code,)))


async def test_s25_a_telling_name_that_is_found_is_left_and_reported(
    telegram: FakeTelegram,
) -> None:
    await telegram.call("setMyName", name="Women's Refuge", language_code="en")
    person = Person()
    well = await set_up_telegram(settings_for(telegram), Wish(), person.agree, person.told.append)
    assert not well
    assert any("Women's Refuge" in said and "(en)" in said for said in person.told)
    assert (await telegram.call("getMyName", language_code="en")).result["name"]
    person = Person()
    wish = Wish(names=("Oak",))
    assert await set_up_telegram(settings_for(telegram), wish, person.agree, person.told.append)


# When it fails


def order() -> Order:
    return Order(texts=dict(profiles(world().catalogues).texts), names={"": "Oak"})


async def broken_off(telegram: FakeTelegram, person: Person) -> str:
    patience = Patience(pauses=(0.01,), longest=1)
    with pytest.raises(ChannelError) as caught:
        await set_up(
            telegram.token, telegram.api_url, order(), person.agree, person.told.append, patience
        )
    assert telegram.token not in str(caught.value)
    assert caught.value.__cause__ is None
    return str(caught.value)


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("too_many_requests", "no more of this for 3600 seconds"),
        ("bad_request", "Telegram refused: "),
        ("forbidden", "Telegram refused: "),
        ("server_error", "no answer that can be read"),
        ("bad_gateway", "no answer that can be read"),
        ("drop_before", "no answer that can be read"),
        ("drop_after", "no answer that can be read"),
    ],
)
async def test_broken_off_in_the_middle_it_says_what_is_done_and_the_next_run_does_the_rest(
    telegram: FakeTelegram, how: str, says: str
) -> None:
    person = Person()
    await telegram.fail(how, "setMyDescription", times=None, seconds=3600, skip=2)  # type: ignore[arg-type]
    said = await broken_off(telegram, person)
    assert says in said
    assert f"2 of {len(person.shown)} changes were made; description" in said
    assert len(person.told) == 2
    await telegram.heal()
    done = await setup(telegram, Wish(names=("Oak",)))
    left = len(person.shown) - 2
    assert len(done.shown) == (left - 1 if how == "drop_after" else left)
    assert (await setup(telegram, Wish(names=("Oak",)))).shown == []


async def test_a_name_that_telegram_will_not_take_yet_keeps_nothing_else_from_being_set(
    telegram: FakeTelegram,
) -> None:
    person = Person()
    await telegram.fail("too_many_requests", "setMyName", times=None, seconds=70_000)
    said = await broken_off(telegram, person)
    names = [change for change in person.shown if change.slot.what == "name"]
    assert names == person.shown[-len(names) :]
    assert len(person.told) == len(person.shown) - len(names)
    assert "name, everyone else was next" in said


async def test_a_short_wait_is_waited_for(telegram: FakeTelegram) -> None:
    await telegram.fail("too_many_requests", "setMyShortDescription", seconds=1)
    await telegram.fail("drop_before", "getMyName", times=1)
    assert (await setup(telegram)).shown
    assert (await setup(telegram)).shown == []


async def test_failing_at_the_first_look_nothing_was_changed(telegram: FakeTelegram) -> None:
    await telegram.fail("server_error", "getMyCommands", times=None)
    assert "Nothing was changed" in await broken_off(telegram, Person())
    assert await changing_calls(telegram) == []


async def test_a_server_that_is_not_there_is_told() -> None:
    nowhere = "http://127.0.0.1:1/bot"
    with pytest.raises(ChannelError, match="cannot be reached"):
        await set_up("1:x", nowhere, order(), Person().agree, print, Patience((), 0))


async def test_a_refused_token_is_told_and_never_shown(telegram: FakeTelegram) -> None:
    with pytest.raises(SettingError, match="BOT_TOKEN is refused") as caught:
        await set_up("1:wrong", telegram.api_url, order(), Person().agree, print)
    assert "1:wrong" not in str(caught.value)


# The webhook


@pytest.mark.parametrize(
    "url",
    [
        "http://bot.example.org/telegram",
        "https://bot.example.org:444/telegram",
        "https://bot.example.org/",
        "https://bot.example.org/telegram/",
        "https://bot.example.org/telegram?x=1",
        "https://me:secret@bot.example.org/telegram",
        "https:///telegram",
        "https://bot.example.org:port/telegram",
        "bot.example.org/telegram",
    ],
)
def test_an_address_that_cannot_be_a_webhook_is_refused(url: str) -> None:
    with pytest.raises(SettingError, match="--webhook-url"):
        checked_address(url)


@pytest.mark.parametrize("port", ["", ":443", ":80", ":88", ":8443"])
def test_an_address_at_any_of_the_four_ports_is_taken(port: str) -> None:
    assert checked_address(f"https://bot.example.org{port}/telegram")


async def test_the_webhook_is_set_with_the_secret_and_taken_away_again(
    telegram: FakeTelegram,
) -> None:
    await telegram.text(700_100_001, "waits")
    person = await setup(telegram, Wish(webhook_url=URL), FINGERPOST_WEBHOOK_SECRET=SECRET)
    assert person.shown[-1] == Change(Slot("webhook"), "", URL)
    (call,) = await telegram.calls("setWebhook")
    assert call["parameters"]["secret_token"] == SECRET
    assert call["parameters"]["drop_pending_updates"] == "false"
    info = (await telegram.call("getWebhookInfo")).result
    assert (info["url"], info["max_connections"], info["allowed_updates"]) == (URL, 40, KINDS)
    assert info["pending_update_count"] == 1
    assert not any(SECRET in said for said in person.told)
    assert (await setup(telegram)).shown == []
    again = await setup(telegram, Wish(webhook_url=URL), FINGERPOST_WEBHOOK_SECRET=SECRET)
    assert again.shown == [Change(Slot("webhook"), URL, URL)]
    await setup(telegram, Wish(no_webhook=True))
    info = (await telegram.call("getWebhookInfo")).result
    assert (info["url"], info["pending_update_count"]) == ("", 1)
    assert (await setup(telegram, Wish(no_webhook=True))).shown == []


@pytest.mark.parametrize(
    ("wish", "secret", "says"),
    [
        (Wish(webhook_url=URL), "", "FINGERPOST_WEBHOOK_SECRET is not set"),
        (Wish(webhook_url=URL, no_webhook=True), SECRET, "contradict"),
    ],
)
async def test_a_webhook_that_cannot_be_is_refused(
    telegram: FakeTelegram, wish: Wish, secret: str, says: str
) -> None:
    with pytest.raises(SettingError, match=says):
        await setup(telegram, wish, FINGERPOST_WEBHOOK_SECRET=secret)


# What a person sees


def shown(changes: tuple[Change, ...], *, dry_run: bool) -> tuple[bool, str]:
    console = Console(file=StringIO(), width=160)
    agreed = Screen(ask=False, dry_run=dry_run, console=console).agreed(changes, 3)
    assert isinstance(console.file, StringIO)
    return agreed, console.file.getvalue()


def test_the_table_shows_what_stands_and_what_will_and_never_a_token() -> None:
    hook = f"https://old.example.org/bot{'7' * 9}:{'A' * 35}"
    commands = (("start", "Begin"), ("leave", "Leave"))
    agreed, text = shown(
        (
            Change(Slot("name", "sq"), "[bold]Lis", ""),
            Change(Slot("commands", "", "all_private_chats"), (), commands),
            Change(Slot("webhook"), hook, URL),
        ),
        dry_run=False,
    )
    assert agreed
    for part in ("[bold]Lis", "(nothing)", "/leave  Leave", URL, "everyone else", "3 other"):
        assert part in text, part
    assert "A" * 35 not in text


def test_a_dry_run_and_no_difference_change_nothing() -> None:
    change = Change(Slot("name"), "Oak", "Elm")
    agreed, text = shown((change,), dry_run=True)
    assert (agreed, "dry run" in text) == (False, True)
    agreed, text = shown((), dry_run=False)
    assert (agreed, "Nothing to change" in text) == (False, True)


@pytest.fixture
def environment(telegram: FakeTelegram) -> Mapping[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "BOT_TOKEN": telegram.token, "FINGERPOST_API_URL": telegram.api_url}


def verb(environment: Mapping[str, str], *words: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "telegram", "setup", *words],
        cwd=Path(ROOT), env=environment, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


async def test_the_verb_shows_asks_sets_and_then_has_nothing_to_do(
    telegram: FakeTelegram, environment: Mapping[str, str]
) -> None:
    status, said = verb(environment, "--name", "Oak Street")
    assert (status, "Nothing was changed" in said) == (0, True)
    assert await changing_calls(telegram) == []
    status, said = verb(environment, "--name", "Oak Street", "--yes")
    assert (status, "set: name, everyone else" in said) == (0, True)
    status, said = verb(environment, "--yes")
    assert (status, "Nothing to change" in said) == (0, True)
    assert telegram.token not in said
