"""Settings, for keepers: what is in force, who may change it, and where."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from bot.admin.guard import Asked
from bot.admin.said import said
from bot.admin.sign_ins import LONGEST, MOST_TRIES, TRIES_WITHIN
from bot.errors import ApprovalError
from bot.i18n.staff_texts import StaffTexts
from bot.signposting.freshness import AGEING_DAYS, FRESH_DAYS, STALE_DAYS
from bot.storage.approval import BETWEEN_CALLS, DECIDERS
from bot.storage.house_settings import BOUNDS, Changed, HouseSettings


@dataclass(frozen=True, slots=True)
class Line:
    """One setting that can be changed here: its words, its value, and who changed it last."""

    name: str
    label: str
    help: str
    value: int
    least: int
    most: int
    changed: Changed | None


async def show(asked: Asked, problem: str = "", status: int = 200) -> Response:
    """Show every setting."""
    desk = asked.desk
    in_force, changes = await desk.settings.read(), await desk.settings.changes()
    able = [one for one in await desk.accounts.all() if one.open and one.role in DECIDERS]
    return asked.page(
        "settings.html",
        status,
        said=said(asked),
        problem=problem,
        counting=in_force.counting,
        counting_changed=changes.get("counting"),
        lines=list(_lines(asked.texts, in_force, changes)),
        started=desk.started_with,
        fixed=_fixed(asked.texts, len(able)),
    )


async def change(asked: Asked) -> Response:
    """Change one of them."""
    name, value = asked.given("name"), asked.given("value")
    try:
        await asked.desk.settings.change(asked.author, name, value, asked.desk.today)
    except ApprovalError as error:
        return await show(asked, asked.says(error), 422)
    return RedirectResponse("/settings?said=setting", 303)


def _lines(
    texts: StaffTexts, in_force: HouseSettings, changes: Mapping[str, Changed]
) -> list[Line]:
    say = texts.say
    words = {
        "notes_days": (
            say("Days before its expiry that a country note is on the work list"),
            say("Earlier, if it takes you long to find somebody who knows the law."),
        ),
        "partners_days": (
            say("Days without a review after which a partnership is on the work list"),
            say("The agreement between two services is read again once a year."),
        ),
        "idle_minutes": (
            say("Minutes without a click after which a sign-in to these pages ends"),
            say("Fewer, if others use the same computer."),
        ),
    }
    return [
        Line(name, label, help_, getattr(in_force, name), *BOUNDS[name], changes.get(name))
        for name, (label, help_) in words.items()
    ]


def _fixed(texts: StaffTexts, able: int) -> list[str]:
    """Return what nobody can change here, in words."""
    say, hours = texts.say, int(BETWEEN_CALLS.total_seconds()) // 3600
    alone = say(
        "One person may agree to changes. She phones twice, {hours} hours apart, before a new "
        "number is live.",
        hours=hours,
    )
    return [
        say("Hiding a number or a service takes one person and is immediate."),
        say("A new number, or something confidential that is lifted, takes a second person."),
        alone
        if able == 1
        else say("{number} people may agree to changes, each to those of others.", number=able),
        say(
            "A check is fresh for {fresh} days, ageing until {ageing}, and shown last until "
            "{stale}.",
            fresh=FRESH_DAYS, ageing=AGEING_DAYS, stale=STALE_DAYS,
        ),
        say(
            "{tries} wrong passwords for one name, and it waits {minutes} minutes.",
            tries=MOST_TRIES, minutes=int(TRIES_WITHIN.total_seconds()) // 60,
        ),
        say(
            "A sign-in lasts {hours} hours at most.", hours=int(LONGEST.total_seconds()) // 3600
        ),
    ]  # fmt: skip
