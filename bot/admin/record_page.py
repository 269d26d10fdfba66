"""Draw the page of one service: the form, the card beside it, the week, and what is wrong."""

from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from starlette.responses import Response

from bot.admin.desk import known_now
from bot.admin.guard import Asked
from bot.admin.labels import Choices, acts, words_of_codes
from bot.admin.plain_hours import DAYS
from bot.admin.record_form import ROWS, Form, hours_in
from bot.checks.services_record import wrong_hours
from bot.messages import Card
from bot.signposting.directory import Directory
from bot.signposting.service import Service
from bot.signposting.week import week_ahead
from bot.storage.change_rows import Change
from bot.storage.rows import digest

EMPTY_ROWS = {"contacts": 1, "languages": 2, "partners": 1, "summaries": 1}
"""How many empty rows stand below those that are filled."""


@dataclass(frozen=True, slots=True)
class Shown:
    """
    What the page shows.

    The record that stands (None for a new one), the fields of the form, the record that they make
    (None when they make none), and what is wrong with them.
    """

    service: Service | None
    fields: Form
    made: Service | None
    errors: dict[str, str] = field(default_factory=dict)
    problem: str = ""
    said: str = ""
    alike: tuple[Service, ...] = ()
    waiting: tuple[Change, ...] = ()


def one_of(form: Form, name: str) -> str:
    """Return what a field holds."""
    return form.get(name, [""])[-1].strip()


def record_page(asked: Asked, directory: Directory, shown: Shown, status: int = 200) -> Response:
    """Return the page."""
    desk, texts, service = asked.desk, asked.texts, shown.service
    country = service.country if service else one_of(shown.fields, "country")
    words = desk.words(texts.language)
    known = known_now(desk.known, directory, desk.today)
    choices = Choices(known, words, country)
    shelter = one_of(shown.fields, "is_shelter") == "yes"
    return asked.page(
        "record.html",
        status,
        service=service,
        fields=shown.fields,
        errors=shown.errors,
        problem=shown.problem,
        said=shown.said,
        alike=shown.alike,
        waiting=shown.waiting,
        country=country,
        shelter=shelter,
        base=digest(service) if service else "",
        action=f"/services/{service.id}" if service else "/services/new",
        choices=choices,
        codes=words_of_codes(texts),
        acts=acts(texts),
        contact_labels=choices.of("contact_labels"),
        others=_others(directory, country, service),
        days=DAYS,
        weekdays=[words.weekday(at) for at in range(7)],
        row_counts={name: _rows(shown.fields, name) for name in ROWS},
        seen_languages=desk.languages,
        **drawn_parts(asked, directory, shown.made or service, shown.fields),
    )


def drawn_parts(
    asked: Asked, directory: Directory, record: Service | None, fields: Form
) -> dict[str, object]:
    """Return what is drawn from a record: the card as she sees it, and the week."""
    seen_in = asked.given("seen_in") or asked.request.query_params.get("seen_in", "")
    language = seen_in if seen_in in asked.desk.languages else asked.texts.language
    return {
        "seen_in": language,
        "card": card_of(asked, directory, record, language),
        "unseen": why_unseen(asked, record),
        "week": week_of_form(asked, directory, record, fields),
    }


def card_of(asked: Asked, directory: Directory, record: Service | None, language: str) -> Card:
    """Return the card of a record as a woman would see it; an empty one for no record."""
    if record is None:
        return Card("none", language, "ltr", "–")
    with_it = replace(
        directory,
        services=(*(one for one in directory.services if one.id != record.id), record),
    )
    return asked.desk.card(record, with_it, language, asked.desk.clock())


def why_unseen(asked: Asked, record: Service | None) -> str:
    """Return why no woman sees this record, empty when she may."""
    say = asked.texts.say
    if record is None:
        return say("The card stands here when the form makes a record.")
    if record.show != "yes" or record.status != "active":
        return say("It is hidden: no woman sees it. This is how she would.")
    if not record.confirmed_contacts:
        return say("No contact is confirmed: no woman sees it.")
    return ""


def week_of_form(
    asked: Asked, directory: Directory, record: Service | None, fields: Form
) -> tuple[object, ...]:
    """Return the week ahead by the hours of the form; nothing for hours that say none."""
    hours, areas = hours_in(fields), directory.areas
    country = one_of(fields, "country") or (record.country if record else "")
    if not hours or wrong_hours(hours) or country not in {one.country for one in areas.countries}:
        return ()
    based = (record.based_in if record else None) or None
    home = areas.chain(country, based if based and areas.get(country, based) else None)
    zone = ZoneInfo(areas.time_zone(country, home[0]))
    first = asked.desk.clock().astimezone(zone).date()
    return week_ahead(hours, zone, country, home, first)


def _others(directory: Directory, country: str, service: Service | None) -> list[tuple[str, str]]:
    found = [
        (one.id, one.name)
        for one in directory.services
        if one.country == country and (service is None or one.id != service.id)
    ]
    return sorted(found, key=lambda one: one[1])


def _rows(fields: Form, name: str) -> int:
    first = ROWS[name][0]
    filled = [at for at in range(60) if f"{name}.{at}.{first}" in fields]
    last = max((at for at in filled if _is_filled(fields, name, at)), default=-1)
    return last + 1 + EMPTY_ROWS[name]


def _is_filled(fields: Form, name: str, at: int) -> bool:
    return any(one_of(fields, f"{name}.{at}.{part}") for part in ("value", "code", "id", "text"))
