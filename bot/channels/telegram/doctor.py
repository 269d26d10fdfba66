"""
What the doctor asks Telegram: does the token open anything, do updates arrive, is the clock right.

Through `account.ask` alone: nothing here can reach a chat (S24), and of an answer only what is
named below is read. The address of a webhook, and where Telegram sees it, are never shown.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from bot.channels.telegram.account import ask
from bot.channels.telegram.means import Clock
from bot.channels.telegram.request import AiohttpRequest, CallError, RefusedError
from bot.channels.telegram.webhook_address import read_webhook_secret
from bot.errors import SettingError
from bot.findings import Finding, fault, look, well

CLOCK_MAY_BE_OFF = timedelta(seconds=60)
"""How wrong the clock may be. Deadlines of erasing are counted with it (S22)."""

WAITING_TOO_MANY = 100
"""So many updates wait only where nobody fetches them."""

TOKEN, WEBHOOK, CLOCK, SECRET = "token", "updates", "clock", "secret"


async def ask_telegram(
    token: str | None, api_url: str, listens: bool, clock: Clock
) -> list[Finding]:
    """
    Return what Telegram says about this bot, and what its answers say about this machine's clock.

    `listens` is whether this installation is set up for a webhook.
    """
    if token is None:
        remedy = "Set BOT_TOKEN to what BotFather, the bot of Telegram that makes bots, gives you"
        return [fault(TOKEN, "No token is set.", remedy)]
    request = AiohttpRequest(connections=1)
    try:
        account = await ask(request, api_url, token, "getMe")
        found = [token_works(account), clock_is_right(request.server_date, clock())]
        info = await ask(request, api_url, token, "getWebhookInfo")
        return [*found, updates_arrive(info, listens, clock())]
    except RefusedError as error:
        return [token_refused(error.code)]
    except CallError:
        return [telegram_unreached()]
    finally:
        await request.shutdown()


def token_works(account: Mapping[str, Any]) -> Finding:
    """Say which bot the token opens, by the name that everybody sees."""
    return well(TOKEN, f"It is the token of @{account.get('username', '')}.")


def token_refused(code: int) -> Finding:
    """Say that the token opens nothing."""
    remedy = "Copy it again from BotFather; /token there gives it, /revoke makes a new one"
    return fault(TOKEN, f"The Bot API server refuses the token ({code}).", remedy)


def telegram_unreached() -> Finding:
    """Say that nothing could be asked."""
    remedy = "Look whether this machine reaches it by HTTPS; FINGERPOST_API_URL names another one"
    return fault(TOKEN, "The Bot API server does not answer as it should.", remedy)


def clock_is_right(server_date: str, now: datetime) -> Finding:
    """Compare the clock (UTC) with the time stamped on an answer."""
    try:
        # A date without an offset cannot be compared.
        ahead = now - parsedate_to_datetime(server_date)
    except (ValueError, TypeError):
        remedy = "Compare this machine's clock with another one"
        return look(CLOCK, "The Bot API server did not say what time it is.", remedy)
    if abs(ahead) <= CLOCK_MAY_BE_OFF:
        return well(CLOCK, "It goes with Telegram's, to the minute.")
    how = "ahead of" if ahead > timedelta() else "behind"
    remedy = "Switch on network time (on Debian: timedatectl set-ntp true)"
    return fault(CLOCK, f"It is {spoken(abs(ahead))} {how} Telegram's.", remedy)


def updates_arrive(info: Mapping[str, Any], listens: bool, now: datetime) -> Finding:
    """Say how updates come, how many wait, and when Telegram last failed to hand one in."""
    is_set, waiting = bool(info.get("url")), int(info.get("pending_update_count", 0))
    if is_set and not listens:
        remedy = "Run: python -m bot telegram setup --no-webhook"
        return fault(WEBHOOK, "A webhook is set, so this bot, which fetches, gets nothing.", remedy)
    how = "Telegram brings them (a webhook is set)." if is_set else "The bot fetches them."
    if listens and not is_set:
        remedy = "Nothing, if you run it without --webhook; otherwise tell Telegram the address"
        return look(WEBHOOK, "No webhook is set, though a secret for one is.", remedy)
    if (failed := info.get("last_error_date")) and is_set:
        ago = spoken(now - datetime.fromtimestamp(int(failed), now.tzinfo))
        remedy = "Look at the reverse proxy, its certificate, and whether the bot is running"
        sentence = f"{how} The last time that it failed was {ago} ago; {waiting} are waiting."
        return look(WEBHOOK, sentence, remedy)
    if waiting >= WAITING_TOO_MANY:
        return look(WEBHOOK, f"{how} {waiting} are waiting.", "Look whether the bot is running")
    return well(WEBHOOK, f"{how} {waiting} are waiting.")


def secret_is_sound(text: str | None) -> tuple[Finding, ...]:
    """Say what is wrong with the secret of a webhook, if one is set and Telegram refuses it."""
    if text is None:
        return ()
    try:
        read_webhook_secret(text)
    except SettingError as error:
        sentence, _, remedy = str(error).partition(". ")
        return (fault(SECRET, f"{sentence}.", remedy),)
    return ()


def spoken(time: timedelta) -> str:
    """Return a length of time in the largest unit that fits."""
    seconds = max(0, int(time.total_seconds()))
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            count = seconds // length
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return f"{seconds} seconds"
