"""The first page: what there is to do; and the acts that it offers in passing."""

import asyncio

from starlette.responses import RedirectResponse, Response

from bot.admin.desk import Desk
from bot.admin.guard import Asked
from bot.admin.labels import Choices, acts, words_of_codes
from bot.admin.said import said
from bot.admin.work import MissingPair, missing_pairs, work_of
from bot.signposting.directory import Directory
from bot.signposting.places import Area
from bot.storage.reports import monday_of


class WorkPage:
    """Shows the work list; what takes long to find is kept until the directory changes."""

    def __init__(self) -> None:
        self._kept: tuple[tuple[int, str], tuple[MissingPair, ...]] | None = None

    async def show(self, asked: Asked) -> Response:
        """Show what there is to do."""
        desk, directory = asked.desk, await asked.desk.directory()
        waiting, reports = await desk.changes.waiting(10), await desk.reports.all()
        settings = await desk.settings.read()
        work = work_of(directory, waiting, reports, desk.files, desk.today, settings)
        words = desk.words(asked.texts.language)

        def places(areas: tuple[Area, ...]) -> str:
            """Return the names of a country's areas, for a line of the list."""
            choices = Choices(desk.known, words, areas[0].country)
            return ", ".join(choices.area_name(area) for area in areas)

        return asked.page(
            "work.html",
            said=said(asked),
            work=work,
            number_waiting=await desk.changes.number_waiting(),
            unreadable=await desk.store.unreadable(),
            acts=acts(asked.texts),
            codes=words_of_codes(asked.texts),
            names={service.id: service.name for service in directory.services},
            missing=_by_country(await self._missing(desk, directory), asked),
            language_names={code: words.language_name(code) for code in desk.languages},
            partners_days=settings.partners_days,
            places=places,
            monday_of=monday_of,
        )

    async def _missing(self, desk: Desk, directory: Directory) -> tuple[MissingPair, ...]:
        mark = (directory.revision, desk.today.isoformat())
        if self._kept is None or self._kept[0] != mark:
            # It takes a second: nobody else waits for it.
            found = await asyncio.to_thread(missing_pairs, directory, desk.languages, desk.clock())
            self._kept = mark, found
        return self._kept[1]


def _by_country(missing: tuple[MissingPair, ...], asked: Asked) -> dict[str, list[MissingPair]]:
    words = asked.desk.words(asked.texts.language)
    found: dict[str, list[MissingPair]] = {}
    for one in missing:
        found.setdefault(words.country_name(one.country), []).append(one)
    return found


async def seen_to(asked: Asked) -> Response:
    """Take the reports of a service off the list: somebody has looked into them."""
    directory = await asked.desk.directory()
    if (service := directory.by_id.get(asked.request.path_params["id"])) is not None:
        await asked.desk.reports.seen_to(service.id)
    return RedirectResponse("/?said=seen_to", 303)
