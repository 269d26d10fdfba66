"""What is wrong with the files around the records: areas, short codes, taxonomy, urgent numbers."""

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import phonenumbers

from bot.checks.problem import Problem
from bot.checks.services_contacts import dialled, is_web_address
from bot.checks.services_known import Known
from bot.exchange.record import nearest
from bot.exchange.service_files import Standing, Taxonomy, items, urgent_in
from bot.signposting.freshness import is_old
from bot.signposting.listing import UrgentNumber
from bot.signposting.need import ORDINARY_NEEDS
from bot.signposting.places import Area
from bot.yaml_file import Document


def area_problems(document: Document, areas: tuple[Area, ...]) -> Iterator[Problem]:
    """Yield what is wrong in areas.yaml: double ids, chains that do not end, time zones."""
    by_key = {area.key: area for area in areas}
    seen: set[tuple[str, str]] = set()
    for at, area in enumerate(areas):
        if area.key in seen:
            what = f"{area.country} has the area {area.id!r} twice"
            yield Problem(document.place(at, "id"), what, "Give one of the two another id")
        seen.add(area.key)
        if not _ends_in_its_country(area, by_key):
            what = f"the areas around {area.id!r} do not lead to the country {area.country}"
            yield Problem(document.place(at, "parent"), what, _parent_remedy(area, areas))
        if area.time_zone is not None and not _is_zone(area.time_zone):
            what = f"{area.time_zone!r} is not an IANA time zone"
            remedy = nearest(area.time_zone, sorted(available_timezones()))
            yield Problem(document.place(at, "time_zone"), what, remedy)
        if area.kind == "country" and area.time_zone is None:
            what = f"the country {area.id!r} has no time zone"
            yield Problem(document.place(at), what, "Add `time_zone`, such as Europe/London")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return False
    return True


def _ends_in_its_country(area: Area, by_key: dict[tuple[str, str], Area]) -> bool:
    passed: set[str] = set()
    here: Area | None = area
    while here is not None and here.parent is not None and here.id not in passed:
        passed.add(here.id)
        here = by_key.get((area.country, here.parent))
    return here is not None and here.parent is None and here.kind == "country"


def _parent_remedy(area: Area, areas: tuple[Area, ...]) -> str:
    ids = [one.id for one in areas if one.country == area.country and one.id != area.id]
    return "Name a `parent`" if area.parent is None else nearest(area.parent, ids)


def short_code_problems(
    document: Document, codes: tuple[tuple[str, str], ...]
) -> Iterator[Problem]:
    """Yield the short codes that stand twice for a country."""
    seen: set[tuple[str, str]] = set()
    for at, (country, code) in enumerate(codes):
        if (country, code) in seen:
            what = f"{country} has the short code {code!r} twice"
            yield Problem(document.place(at, "code"), what, "Remove one of the two")
        seen.add((country, code))


def taxonomy_problems(document: Document, taxonomy: Taxonomy) -> Iterator[Problem]:
    """Yield codes that stand twice, and needs that are ordinary here and not in the program."""
    for section in Taxonomy.__slots__:
        codes = taxonomy.codes(section)
        for at, code in enumerate(codes):
            if code in codes[:at]:
                what = f"the code {code!r} stands twice under {section}"
                yield Problem(document.place(section, at, "id"), what, "Remove one of the two")
    for at, need in enumerate(taxonomy.needs):
        if need.ordinary != (need.id in ORDINARY_NEEDS):
            what = f"{need.id!r} is {'' if need.ordinary else 'not '}ordinary here, unlike in S25"
            remedy = (
                "Change it here and in ORDINARY_NEEDS of bot/signposting/need.py, or in neither"
            )
            yield Problem(document.place("needs", at, "ordinary"), what, remedy)


def urgent_problems(document: Document, known: Known) -> Iterator[Problem]:
    """Yield what is wrong with the urgent numbers (S64). Raises DirectoryError for their shape."""
    seen: dict[str, Standing] = {}
    for number, standing in urgent_in(document):
        if number.id in seen:
            what = f"the id {number.id!r} is already taken at {seen[number.id].place('id')}"
            yield Problem(standing.place("id"), what, "Give one of the two another id")
        seen[number.id] = standing
        yield from _urgent(number, standing, known)
    for country in known.areas.countries:
        yield from _no_voice(document, country.country)


def _urgent(number: UrgentNumber, standing: Standing, known: Known) -> Iterator[Problem]:
    if number.how != "app" and not can_be_dialled(number.dial, number.country, known):
        what = f"{number.dial!r} is neither a short code nor a number of {number.country}"
        remedy = "Mend it, or add it to short_codes.yaml with its source"
        yield Problem(standing.place("dial"), what, remedy)
    if number.country not in {area.country for area in known.areas.countries}:
        what = f"{number.country} is no country of areas.yaml"
        yield Problem(standing.place(), what, "Mend it, or add the country to areas.yaml first")
    notes = known.taxonomy.codes("urgent_notes")
    if number.note_code is not None and number.note_code not in notes:
        what = f"{number.note_code!r} is not one of the urgent_notes in taxonomy.yaml"
        yield Problem(standing.place("note_code"), what, nearest(number.note_code, notes))
    if number.service is not None and number.service not in known.services:
        what = f"no service has the id {number.service!r}"
        remedy = nearest(number.service, sorted(known.services))
        yield Problem(standing.place("service"), what, remedy)
    yield from _urgent_source(number, standing, known)


def _urgent_source(number: UrgentNumber, standing: Standing, known: Known) -> Iterator[Problem]:
    if number.basis == "stated" and number.source_url is None:
        what = "a page is said to state it, but no page is named"
        remedy = "Add source_url, or write `basis: general_knowledge`"
        yield Problem(standing.place("basis"), what, remedy)
    if number.source_url is not None and not is_web_address(number.source_url):
        what = f"{number.source_url!r} is not a web address"
        yield Problem(standing.place("source_url"), what, "Copy it from the browser")
    if number.source_year is None:
        return
    if number.source_year > known.latest.year:
        what = f"the year {number.source_year} is in the future"
        yield Problem(standing.place("source_year"), what, "Write the year on the page")
    # It is still shown, with its date; with `--today` it is to be looked at again (S64).
    if known.today is not None and is_old(number, known.today):
        what = f"the urgent number {number.dial} was read on a page of {number.source_year}"
        remedy = "Look at the page again, or at a newer one, and mend source_url and source_year"
        yield Problem(standing.place("source_year"), what, remedy)


def can_be_dialled(dial: str, country: str, known: Known) -> bool:
    """Whether digits, as dialled in a country, are a short code or a number of it."""
    digits = re.sub(r"\D", "", dial)
    if (country, digits) in known.short_codes:
        return True
    # A number is written as +, country and number before it is judged, by the same rule as
    # those of services: what comes back has to be what is dialled.
    return any(
        dialled(value, country, known.short_codes) == digits
        for value in _international(digits, country)
    )


def _international(digits: str, country: str) -> Iterator[str]:
    prefix = phonenumbers.country_code_for_region(country)
    if prefix:  # 0 is no country
        yield f"+{prefix}{digits}"
        yield f"+{prefix}{digits.removeprefix('0')}"


def _no_voice(document: Document, country: str) -> Iterator[Problem]:
    numbers = [part for _, part in items(document, country)] if country in document.value else []
    if not any(isinstance(one, dict) and one.get("how") == "voice" for one in numbers):
        what = f"{country} has no urgent number that can be called"
        yield Problem(document.place(country), what, "Add one with `how: voice`")
