"""Where nobody is found: regions by need or by language, the emptiest first."""

from typing import get_args

from starlette.responses import Response

from bot.admin.guard import Asked
from bot.admin.labels import Choices, words_of_codes
from bot.admin.pages.services import countries
from bot.signposting.coverage import KINDS, STAGES, By, Coverage
from bot.signposting.coverage import Asked as Wanted
from bot.signposting.directory import Directory

FEW = 3
"""From so many services on a cell counts as covered."""


async def show(asked: Asked) -> Response:
    """Show the map of one country."""
    directory, given = await asked.desk.directory(), asked.request.query_params
    every = countries(asked, directory.areas.countries)
    country = next((code for code, _ in every if code == given.get("country")), every[0][0])
    by: By = next((one for one in get_args(By) if one == given.get("by")), "need")
    wanted = Wanted(
        country,
        kind=next((one for one in KINDS if one == given.get("kind")), None),
        stage=next((one for one in STAGES if one == given.get("stage")), None),
    )
    found = Coverage(directory, asked.desk.clock()).heat_map(wanted, by, [*asked.desk.languages])
    return asked.page(
        "coverage.html",
        found=found,
        cells=len(found.rows) * len(found.columns),
        few=FEW,
        columns=_columns(asked, country, by),
        regions=_regions(asked, directory, country),
        countries=every,
        codes=words_of_codes(asked.texts),
        counted=await _counted(asked, directory, country),
        chosen={"country": country, "by": by, "kind": wanted.kind, "stage": wanted.stage},
    )


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
