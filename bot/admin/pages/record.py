"""
One service: look at it, change it, hide it, say that it was checked.

Nothing here writes a record: every act is a proposal, and bot/storage/changes.py says whether it
takes effect.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import get_args

from anyascii import anyascii
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from bot.admin.desk import known_now
from bot.admin.guard import Asked
from bot.admin.numbers import has_number, number_from
from bot.admin.record_form import RecordReader, form_of_record, not_a_number
from bot.admin.record_page import Shown, drawn_parts, one_of, record_page
from bot.admin.said import said
from bot.admin.search import alike_services
from bot.admin.soundness import faults_by_field
from bot.errors import ApprovalError
from bot.signposting.directory import Directory
from bot.signposting.service import Contact, Service
from bot.storage.change_rows import Act, Change, How
from bot.storage.rows import digest


def not_there(asked: Asked) -> Response:
    """Return the page for what there is not."""
    return asked.page("missing.html", 404)


async def show(asked: Asked) -> Response:
    """Show one service."""
    directory = await asked.desk.directory()
    service = directory.by_id.get(asked.request.path_params["id"])
    if service is None:
        return not_there(asked)
    every = await asked.desk.changes.history(service.id)
    waiting = [one for one in every if one.state == "waiting"]
    shown = Shown(
        service, form_of_record(service), service, said=said(asked), waiting=tuple(waiting)
    )
    return record_page(asked, directory, shown)


async def save(asked: Asked) -> Response:
    """Take the form of a service that stands."""
    directory = await asked.desk.directory()
    service = directory.by_id.get(asked.request.path_params["id"])
    return not_there(asked) if service is None else await _taken(asked, directory, service)


async def new(asked: Asked) -> Response:
    """Show an empty form: hidden and confidential until somebody says otherwise."""
    directory, given = await asked.desk.directory(), asked.request.query_params
    country = given.get("country", "")
    if country not in {area.country for area in directory.areas.countries}:
        return not_there(asked)
    shelter = given.get("shelter") == "yes"
    return record_page(asked, directory, Shown(None, new_form(country, shelter=shelter), None))


def new_form(country: str, *, shelter: bool) -> dict[str, list[str]]:
    """Return the fields of a record that nobody has filled yet."""
    return {
        "country": [country],
        "kind": ["specialist"],
        "by_and_for": ["no"],
        "run_by": ["independent"],
        "is_shelter": ["yes" if shelter else "no"],
        "telling": ["yes"],
        "show": ["hold"],
        "status": ["active"],
        "needs": ["refuge_shelter"] if shelter else [],
        "shares_with_immigration": ["not_confirmed"],
        "takes.woman": ["yes"],
        "takes.man": ["ask"],
        "takes.other": ["ask"],
        "hours.way": ["not_known"],
        "source.page": ["own"],
        "confidence": ["medium"],
    }


async def add(asked: Asked) -> Response:
    """Take the form of a new service."""
    directory = await asked.desk.directory()
    if one_of(asked.form, "country") not in {area.country for area in directory.areas.countries}:
        return not_there(asked)
    return await _taken(asked, directory, None)


async def again(asked: Asked) -> Response:
    """Show a form that was begun in an earlier sign-in again; nothing is done with it."""
    directory = await asked.desk.directory()
    service = directory.by_id.get(asked.request.path_params.get("id", ""))
    known = known_now(asked.desk.known, directory, asked.desk.today)
    codes = {area.country for area in directory.areas.countries}
    if service is None and one_of(asked.form, "country") not in codes:
        return asked.page("refused.html", 403)
    made = RecordReader(_country_kept(asked, service), service, known, asked.texts).record(
        service.id if service else "new"
    )
    problem = asked.texts.say("You signed in anew. This is what you wrote: look at it, and save.")
    return record_page(asked, directory, Shown(service, asked.form, made, problem=problem), 403)


async def _taken(asked: Asked, directory: Directory, service: Service | None) -> Response:
    known = known_now(asked.desk.known, directory, asked.desk.today)
    reader = RecordReader(_country_kept(asked, service), service, known, asked.texts)
    made = reader.record(service.id if service else new_id(asked, directory))
    errors = reader.errors or (faults_by_field(made, known, asked.texts) if made else {})
    alike = alike_services(made, directory.services) if made and service is None else []
    shown = Shown(service, asked.form, made, errors, alike=tuple(alike))
    if errors or made is None:
        return record_page(asked, directory, shown, 422)
    if one_of(asked.form, "act") != "save":
        return record_page(asked, directory, shown)
    try:
        change = await _proposed(asked, service, made)
    except ApprovalError as error:
        return record_page(asked, directory, replace(shown, problem=asked.says(error)), 409)
    return after(change)


def _country_kept(asked: Asked, service: Service | None) -> dict[str, list[str]]:
    # A record stays in its country, whatever a form says.
    return asked.form | {"country": [service.country]} if service else asked.form


async def _proposed(asked: Asked, service: Service | None, made: Service) -> Change:
    return await asked.desk.changes.propose(
        asked.author,
        made,
        asked.desk.clock(),
        base=one_of(asked.form, "base") if service else None,
        note=one_of(asked.form, "note")[:500] or None,
        phoned=bool(one_of(asked.form, "phoned")),
    )


def after(change: Change) -> Response:
    """Lead to where a change can be seen: the service, or what waits."""
    if change.state == "live":
        return RedirectResponse(f"/services/{change.service_id}?said=live", 303)
    return RedirectResponse("/changes?said=waiting", 303)


def new_id(asked: Asked, directory: Directory) -> str:
    """Return an id that no record has: the country, and the name in small letters."""
    name = re.sub(r"[^a-z0-9]+", "-", anyascii(one_of(asked.form, "name")).lower()).strip("-")
    wanted = f"{one_of(asked.form, 'country').lower()}-{name[:60].strip('-') or 'new'}"
    taken = (f"{wanted}-{at}" if at > 1 else wanted for at in range(1, 1000))
    return next(one for one in taken if one not in directory.by_id)


async def hide(asked: Asked) -> Response:
    """Hide a service, or one of its contacts: at once, by one person."""
    type_, value = asked.given("type"), asked.given("value")

    def hidden(service: Service) -> Service:
        """Return the service as it may be seen from now on: without that contact, or not at all."""
        if not value:
            return replace(service, show="hold")
        return _with_status(service, type_, value, confirmed=False)

    return await _acted(asked, hidden, "hide")


async def confirm(asked: Asked) -> Response:
    """Say that a contact is right: a second person agrees before a woman sees it."""
    type_, value = asked.given("type"), asked.given("value")
    return await _acted(
        asked, lambda service: _with_status(service, type_, value, confirmed=True), "edit"
    )


def _with_status(service: Service, type_: str, value: str, *, confirmed: bool) -> Service:
    def changed(contact: Contact) -> Contact:
        """Return a contact as it will be: only the one that is meant changes."""
        if (contact.type, contact.value) != (type_, value):
            return contact
        return replace(contact, status="confirmed" if confirmed else "unconfirmed")

    return replace(service, contacts=tuple(changed(one) for one in service.contacts))


async def _acted(asked: Asked, change: Callable[[Service], Service], act: Act) -> Response:
    directory = await asked.desk.directory()
    service = directory.by_id.get(asked.request.path_params["id"])
    if service is None:
        return not_there(asked)
    try:
        done = await asked.desk.changes.propose(
            asked.author, change(service), asked.desk.clock(), act=act, base=digest(service),
            phoned=act == "edit",
        )  # fmt: skip
    except ApprovalError as error:
        shown = Shown(service, form_of_record(service), service, problem=asked.says(error))
        return record_page(asked, directory, shown, 409)
    return after(done)


async def check(asked: Asked) -> Response:
    """Say "I checked this": the one act that sets the date."""
    directory = await asked.desk.directory()
    service = directory.by_id.get(asked.request.path_params["id"])
    how = next((one for one in get_args(How) if one == asked.given("how")), None)
    if service is None or how is None:
        return not_there(asked)
    try:
        done = await asked.desk.changes.check(asked.author, service.id, how, asked.desk.clock())
    except ApprovalError as error:
        shown = Shown(service, form_of_record(service), service, problem=asked.says(error))
        return record_page(asked, directory, shown, 409)
    return after(done)


async def card(asked: Asked) -> Response:
    """Return the card that a form makes, for the page to put beside it."""
    directory = await asked.desk.directory()
    service = directory.by_id.get(asked.request.path_params.get("id", ""))
    known = known_now(asked.desk.known, directory, asked.desk.today)
    reader = RecordReader(_country_kept(asked, service), service, known, asked.texts)
    made = reader.record(service.id if service else "new")
    if made is None:
        return PlainTextResponse("", 422)
    parts = drawn_parts(asked, directory, made, asked.form)
    return HTMLResponse(asked.view.drawn("card.html", card=parts["card"]))


async def hours(asked: Asked) -> Response:
    """Return the week that the hours of a form make."""
    directory = await asked.desk.directory()
    words = asked.desk.words(asked.texts.language)
    return HTMLResponse(
        asked.view.drawn(
            "week.html",
            week=drawn_parts(asked, directory, None, asked.form)["week"],
            weekdays=[words.weekday(at) for at in range(7)],
        )
    )


async def number(asked: Asked) -> Response:
    """Say whether what is being typed is a number, and how it is dialled."""
    typed, country = asked.given("value"), asked.given("country")
    if not typed or not has_number(asked.given("type")):
        return PlainTextResponse("")
    found = number_from(typed, country, asked.desk.known)
    if found is None:
        return PlainTextResponse(not_a_number(asked.texts))
    said_ = asked.texts.say(
        "A number: {dial}, from abroad {value}", dial=found.dial, value=found.value
    )
    return PlainTextResponse(said_)
