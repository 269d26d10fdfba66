"""
Check `services_data/`: the shape by JSON Schema first, then what a schema cannot see.

A record whose shape is wrong is not looked at further, so that one slip gives one message.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from bot.checks.problem import Problem, by_place, problem_of
from bot.checks.schema import schema_problems
from bot.checks.services_contacts import CONTACT_CHECKS
from bot.checks.services_known import Found, Known
from bot.checks.services_lists import (
    area_problems,
    short_code_problems,
    taxonomy_problems,
    urgent_problems,
)
from bot.checks.services_partners import PARTNER_CHECKS, reviews_agree
from bot.checks.services_record import RECORD_CHECKS
from bot.checks.services_references import REFERENCE_CHECKS
from bot.checks.services_texts import nothing_is_unseen
from bot.errors import ContentError
from bot.exchange.record import build
from bot.exchange.service_files import (
    Standing,
    read_areas,
    read_short_codes,
    read_taxonomy,
    service_documents,
)
from bot.signposting.places import Areas
from bot.signposting.service import Service
from bot.yaml_file import Document, read_yaml

CHECKS = (
    *RECORD_CHECKS, nothing_is_unseen, *CONTACT_CHECKS, *REFERENCE_CHECKS, *PARTNER_CHECKS,
)  # fmt: skip
"""Every check that a single record goes through."""

LISTS = ("areas", "short_codes", "taxonomy", "emergency")
"""The files around the records, each with a schema of its name."""


def check_services(folder: Path, today: date | None = None) -> list[Problem]:
    """
    Return all that is wrong in `services_data/`, sorted by file and line.

    `today` asks also for what has grown old; without it nothing expires, so that the same files
    give the same answer on every day.
    """
    try:
        lists = {name: read_yaml(folder / f"{name}.yaml") for name in LISTS}
        records = service_documents(folder)
        broken = list(_shapes(folder, lists, records))
    except ContentError as error:
        return [problem_of(error)]
    problems = [problem for _, _, problem in broken]
    if all(name not in lists for name, _, _ in broken):
        parts = {(name, part) for name, part, _ in broken}
        problems += _meanings(lists, records, parts, today)
    return sorted(problems, key=by_place)


def _shapes(
    folder: Path, lists: dict[str, Document], records: list[Document]
) -> Iterator[tuple[str, str | int, Problem]]:
    """Yield each problem of shape, with the name of its file and the part it is in."""
    schemas = [(document, name) for name, document in lists.items()]
    schemas += [(document, "services") for document in records]
    for document, schema in schemas:
        for part, problem in schema_problems(document, folder / "schema" / f"{schema}.json"):
            yield document.path.stem, part, problem


def _meanings(
    lists: dict[str, Document],
    records: list[Document],
    broken: set[tuple[str, str | int]],
    today: date | None,
) -> Iterator[Problem]:
    """Yield what is wrong though the shape is right. `broken` parts are passed over."""
    areas = read_areas(lists["areas"])
    codes = tuple((one.country, one.code) for one in read_short_codes(lists["short_codes"]))
    taxonomy = read_taxonomy(lists["taxonomy"])
    known = Known(
        areas=Areas(areas),
        short_codes=frozenset(codes),
        taxonomy=taxonomy,
        services=frozenset(id_ for id_, _ in _ids(records)),
        # The day is read only to refuse the future: what passes today passes for ever.
        latest=today or datetime.now(UTC).date(),
        today=today,
    )
    yield from area_problems(lists["areas"], areas)
    yield from short_code_problems(lists["short_codes"], codes)
    yield from taxonomy_problems(lists["taxonomy"], taxonomy)
    yield from urgent_problems(lists["emergency"], known)
    yield from _twice(records)
    sound = list(_sound(records, broken))
    yield from reviews_agree(sound)
    for found in sound:
        for check in CHECKS:
            yield from check(found, known)


def _ids(records: list[Document]) -> Iterator[tuple[str, Standing]]:
    for document in records:
        for at, part in enumerate(document.value if isinstance(document.value, list) else []):
            if isinstance(part, dict) and isinstance(part.get("id"), str):
                yield part["id"], Standing(document, (at,))


def _twice(records: list[Document]) -> Iterator[Problem]:
    seen: dict[str, Standing] = {}
    for id_, standing in _ids(records):
        if id_ in seen:
            what = f"the id {id_!r} is already taken at {seen[id_].place('id')}"
            remedy = "Give one of the two another id, or remove it"
            yield Problem(standing.place("id"), what, remedy)
        seen.setdefault(id_, standing)


def _sound(records: list[Document], broken: set[tuple[str, str | int]]) -> Iterator[Found]:
    """Yield the records whose shape is right."""
    for document in records:
        name = document.path.stem
        if (name, "") in broken:
            continue
        for at, part in enumerate(document.value):
            if (name, at) not in broken:
                yield Found(build(document, (at,), part, Service), Standing(document, (at,)))
