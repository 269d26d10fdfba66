"""Where nobody is found: regions by need or by language, the emptiest first."""

import csv
from dataclasses import dataclass
from io import StringIO
from typing import get_args
from urllib.parse import urlencode

from starlette.responses import Response

from bot.admin.guard import Asked
from bot.admin.labels import Choices, words_of_codes
from bot.admin.pages.services import countries
from bot.signposting.coverage import KINDS, STAGES, By, Coverage, HeatMap
from bot.signposting.coverage import Asked as Wanted
from bot.signposting.directory import Directory

FEW = 3
"""From so many services on a cell counts as covered."""


@dataclass(frozen=True, slots=True)
class Map:
    """The map that an address asks for, with the words of its rows and columns by code."""

    country: str
    by: By
    kind: str | None
    stage: str | None
    found: HeatMap
    columns: dict[str, str]
    regions: dict[str, str]

    @property
    def address(self) -> str:
        """What asks for the same map again."""
        chosen = {"country": self.country, "by": self.by, "kind": self.kind, "stage": self.stage}
        return urlencode({name: value for name, value in chosen.items() if value})


async def show(asked: Asked) -> Response:
    """Show the map of one country."""
    directory = await asked.desk.directory()
    chosen = _map_of(asked, directory)
    return asked.page(
        "coverage.html",
        chosen=chosen,
        cells=len(chosen.found.rows) * len(chosen.found.columns),
        few=FEW,
        countries=countries(asked, directory.areas.countries),
        codes=words_of_codes(asked.texts),
        counted=await _counted(asked, directory, chosen.country),
    )


async def table(asked: Asked) -> Response:
    """Return the map as a file for a spreadsheet."""
    chosen = _map_of(asked, await asked.desk.directory())
    file = StringIO()
    writer = csv.writer(file)
    heads = [chosen.columns.get(code, code) for code in chosen.found.columns]
    writer.writerow([asked.texts.say("Region"), *heads])
    for row in chosen.found.rows:
        writer.writerow([chosen.regions.get(row.region, row.region), *row.numbers])
    name = f"coverage-{chosen.country}-{chosen.by}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    # With the mark that tells a spreadsheet program that this is UTF-8.
    return Response(file.getvalue().encode("utf-8-sig"), media_type="text/csv", headers=headers)


def _map_of(asked: Asked, directory: Directory) -> Map:
    given, every = asked.request.query_params, directory.areas.countries
    codes = [area.country for area in every]
    country = next((code for code in codes if code == given.get("country")), codes[0])
    by: By = next((one for one in get_args(By) if one == given.get("by")), "need")
    kind = next((one for one in KINDS if one == given.get("kind")), None)
    stage = next((one for one in STAGES if one == given.get("stage")), None)
    coverage = Coverage(directory, asked.desk.clock())
    found = coverage.heat_map(Wanted(country, kind=kind, stage=stage), by, [*asked.desk.languages])
    columns, regions = _columns(asked, country, by), _regions(asked, directory, country)
    return Map(country, by, kind, stage, found, columns, regions)


async def _counted(
    asked: Asked, directory: Directory, country: str
) -> list[tuple[str, int]] | None:
    """Return what was not found lately and how often, by name; None where nothing is counted."""
    if not directory.counting:
        return None
    lately = await asked.desk.counts.lately(asked.desk.today)
    words = asked.desk.words(asked.texts.language)
    names = {
        "need": dict(Choices(asked.desk.known, words, country).of("needs")),
        "region": _regions(asked, directory, country),
    }
    return [
        (names[about].get(code, code) if about in names else words.language_name(code), one.number)
        for one in lately
        for about, code in [(one.missed.about, one.missed.code)]
        if one.missed.country == country
    ]


def _columns(asked: Asked, country: str, by: By) -> dict[str, str]:
    """Return the words over the columns, by code."""
    words = asked.desk.words(asked.texts.language)
    if by == "language":
        return {code: words.language_name(code) for code in asked.desk.languages}
    return dict(Choices(asked.desk.known, words, country).of("needs"))


def _regions(asked: Asked, directory: Directory, country: str) -> dict[str, str]:
    words = asked.desk.words(asked.texts.language)
    choices = Choices(asked.desk.known, words, country)
    areas = [area for area in directory.areas.all if area.country == country]
    return {area.id: choices.area_name(area) for area in areas}
