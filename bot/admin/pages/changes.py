"""What waits, what was done, and the acts of whoever agrees."""

from collections.abc import Awaitable, Callable

from starlette.responses import RedirectResponse, Response

from bot.admin.desk import known_now
from bot.admin.differences import Namer, rows_of
from bot.admin.guard import Asked
from bot.admin.labels import Choices, acts
from bot.admin.pages.record import after, not_there
from bot.admin.record_page import card_of
from bot.admin.said import said
from bot.errors import ApprovalError
from bot.signposting.directory import Directory
from bot.signposting.service import Service
from bot.storage.approval import DECIDERS, reasons_for_a_second
from bot.storage.change_rows import Change
from bot.storage.record_change import applied


async def waiting(asked: Asked) -> Response:
    """Show everything that waits."""
    directory = await asked.desk.directory()
    return asked.page(
        "changes.html",
        said=said(asked),
        waiting=await asked.desk.changes.waiting(),
        batches=await asked.desk.batches.waiting(),
        number=await asked.desk.changes.number_waiting(),
        names={service.id: service.name for service in directory.services},
        acts=acts(asked.texts),
    )


async def show(asked: Asked, problem: str = "", status: int = 200) -> Response:
    """Show one change: what was, what is to be, and who has to agree."""
    try:
        change = await asked.desk.changes.change(asked.request.path_params["number"])
    except ApprovalError:
        return not_there(asked)
    directory = await asked.desk.directory()
    service = directory.by_id.get(change.service_id)
    made = made_by(service, change)
    return asked.page(
        "change.html",
        status,
        change=change,
        name=service.name if service else change.new.get("name", change.service_id),
        rows=rows_of(change.old, change.new, namer_for(asked, directory, change)),
        reasons=reasons_of(asked, service, made),
        card=card_of(asked, directory, made, asked.texts.language) if made else None,
        own=change.author.name == asked.account.name,
        alone=await is_alone(asked),
        problem=problem,
        acts=acts(asked.texts),
    )


def namer_for(asked: Asked, directory: Directory, change: Change) -> Namer:
    """Return what gives words for the codes in a change."""
    service = directory.by_id.get(change.service_id)
    country = service.country if service else str(change.new.get("country", ""))
    known = known_now(asked.desk.known, directory, asked.desk.today)
    choices = Choices(known, asked.desk.words(asked.texts.language), country)
    return Namer(asked.texts, choices)


def made_by(service: Service | None, change: Change) -> Service | None:
    """Return the record that a waiting change would make, None when it can make none now."""
    if change.state != "waiting":
        return None
    try:
        return applied(service, change.old, change.new)
    except ApprovalError:
        return None


def reasons_of(asked: Asked, service: Service | None, made: Service | None) -> list[str]:
    """Return in words why a second person has to agree to a record that a change would make."""
    say = asked.texts.say
    words = {
        "number": say("a new or changed number"),
        "confidentiality": say("something confidential is lifted"),
        "shown": say("it becomes visible"),
    }
    return [words[reason] for reason in reasons_for_a_second(service, made)] if made else []


async def is_alone(asked: Asked) -> bool:
    """Whether nobody but her could agree to anything."""
    able = [one for one in await asked.desk.accounts.all() if one.open and one.role in DECIDERS]
    return [one.name for one in able] == [asked.account.name]


async def agree(asked: Asked) -> Response:
    """Make what waits live."""
    return await _decided(asked, lambda number: asked.desk.changes.agree(
        asked.author, number, asked.desk.clock()
    ))  # fmt: skip


async def refuse(asked: Asked) -> Response:
    """Say no to what waits, or take it back."""
    note = asked.given("note")[:500] or None
    return await _decided(asked, lambda number: asked.desk.changes.refuse(
        asked.author, number, asked.desk.clock(), note
    ))  # fmt: skip


async def phoned(asked: Asked) -> Response:
    """Say of one's own proposal "I phoned it"."""
    return await _decided(asked, lambda number: asked.desk.changes.phoned(
        asked.author, number, asked.desk.clock()
    ))  # fmt: skip


async def undo(asked: Asked) -> Response:
    """Take back what took effect."""
    return await _decided(asked, lambda number: asked.desk.changes.undo(
        asked.author, number, asked.desk.clock()
    ))  # fmt: skip


async def _decided(asked: Asked, act: Callable[[int], Awaitable[Change]]) -> Response:
    try:
        change = await act(asked.request.path_params["number"])
    except ApprovalError as error:
        return await show(asked, asked.says(error), 409)
    if change.state in {"refused", "withdrawn"}:
        return RedirectResponse(f"/changes?said={change.state}", 303)
    return after(change)


async def history(asked: Asked) -> Response:
    """Show everything that was done to one service."""
    directory = await asked.desk.directory()
    service = directory.by_id.get(asked.request.path_params["id"])
    if service is None:
        return not_there(asked)
    changes = await asked.desk.changes.history(service.id)
    return asked.page(
        "history.html",
        service=service,
        history=[
            (one, rows_of(one.old, one.new, namer_for(asked, directory, one))) for one in changes
        ],
        acts=acts(asked.texts),
        problem="",
    )
