"""What one import proposes, on one page: look at all of it, and agree to what is ticked."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

from starlette.responses import Response

from bot.admin.differences import Row, rows_of
from bot.admin.guard import Asked
from bot.admin.labels import acts
from bot.admin.pages.changes import is_alone, made_by, namer_for, reasons_of
from bot.admin.pages.record import not_there
from bot.errors import ApprovalError
from bot.storage.batches import Outcome
from bot.storage.change_rows import Change

MOST = 100
"""How many changes stand on one page: what somebody agrees to, she has seen."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One change of the import: whose, what differs, why it waits, and why she may not agree."""

    change: Change
    name: str
    rows: list[Row]
    reasons: list[str]
    not_hers: str


async def show(
    asked: Asked, outcome: Outcome | None = None, problem: str = "", status: int = 200
) -> Response:
    """Show what waits of an import, or what became of it."""
    number = asked.request.path_params["number"]
    try:
        changes = await asked.desk.batches.changes(number, MOST + 1)
    except ApprovalError:
        return not_there(asked)
    texts = asked.texts
    return asked.page(
        "batch.html",
        status,
        number=number,
        planned=await _planned(asked, changes[:MOST]),
        more=len(changes) > MOST,
        file=changes[0].note if changes else "",
        done=list(outcome.done) if outcome else [],
        kept={change.id: texts.say(why) for change, why in outcome.kept} if outcome else {},
        alone=await is_alone(asked),
        problem=problem,
        acts=acts(texts),
    )


async def _planned(asked: Asked, changes: Collection[Change]) -> list[Planned]:
    directory = await asked.desk.directory()
    refusals = await asked.desk.batches.refusals(asked.author, changes, asked.desk.clock())
    found = []
    for change in changes:
        service = directory.by_id.get(change.service_id)
        why = refusals.get(change.id)
        found.append(
            Planned(
                change,
                service.name if service else str(change.new.get("name", change.service_id)),
                rows_of(change.old, change.new, namer_for(asked, directory, change)),
                reasons_of(asked, service, made_by(service, change)),
                asked.texts.say(why) if why else "",
            )
        )
    return found


async def agree(asked: Asked) -> Response:
    """Make live what is ticked, as far as she may."""
    return await _decided(asked, lambda numbers: asked.desk.batches.agree(
        asked.author, numbers, asked.desk.clock()
    ))  # fmt: skip


async def refuse(asked: Asked) -> Response:
    """Refuse what is ticked, or take it back."""
    return await _decided(asked, lambda numbers: asked.desk.batches.refuse(
        asked.author, numbers, asked.desk.clock()
    ))  # fmt: skip


async def _decided(asked: Asked, act: Callable[[Collection[int]], Awaitable[Outcome]]) -> Response:
    number = asked.request.path_params["number"]
    try:
        # Only what stands on the page: a number of another change is passed over.
        shown = {one.id for one in await asked.desk.batches.changes(number, MOST)}
    except ApprovalError:
        return not_there(asked)
    ticked = {int(one) for one in asked.form.get("change", []) if one.isascii() and one.isdigit()}
    if not ticked & shown:
        return await show(asked, problem=asked.texts.say("Nothing is ticked."), status=422)
    return await show(asked, await act(ticked & shown))
