"""
Read the directory's files: services, areas, short codes, the taxonomy and urgent numbers.

All or nothing: one wrong record and nothing is returned. Only the shape is judged here; whether a
number is right or an area exists is the business of bot/checks/services.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import ContentError, DirectoryError
from bot.exchange.record import build
from bot.signposting.listing import UrgentNumber
from bot.signposting.places import Area
from bot.signposting.service import Service
from bot.yaml_file import Document, read_yaml


@dataclass(frozen=True, slots=True)
class ShortCode:
    """A short number as dialled inside a country; no library may overrule it (S63)."""

    country: str
    code: str
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Term:
    """
    A code that records use, and its name in plain English, which translators see.

    `ordinary` holds for needs alone: whether anybody may have it (S25).
    """

    id: str
    name: str
    ordinary: bool | None = None


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Every code that a record may use."""

    needs: tuple[Term, ...]
    sectors: tuple[Term, ...]
    communities: tuple[Term, ...]
    only_for: tuple[Term, ...]
    contact_labels: tuple[Term, ...]
    languages: tuple[Term, ...]
    urgent_notes: tuple[Term, ...]

    def codes(self, section: str) -> list[str]:
        """Return the codes of a section, such as `needs`, in the order of the file."""
        terms: tuple[Term, ...] = getattr(self, section)
        return [term.id for term in terms]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a record stands: its file, and the way to it inside the file."""

    document: Document
    at: tuple[str | int, ...]

    def place(self, *where: str | int) -> str:
        """Return `file:line` of a part of the record."""
        return self.document.place(*self.at, *where)


@dataclass(frozen=True)
class DirectoryFiles:
    """All that `services_data/` says about services and areas. `standing` is by service id."""

    services: tuple[Service, ...] = field(repr=False)
    areas: tuple[Area, ...] = field(repr=False)
    short_codes: tuple[ShortCode, ...] = field(repr=False)
    taxonomy: Taxonomy = field(repr=False)
    standing: dict[str, Standing] = field(repr=False)


def read_directory_files(folder: Path) -> DirectoryFiles:
    """
    Read `services_data/`, all of it or nothing.

    Raises ContentError (DirectoryError for a wrong record), `file:line: what. What to do`.
    """
    services, standing = _services(folder)
    return DirectoryFiles(
        services=services,
        areas=read_areas(read_yaml(folder / "areas.yaml")),
        short_codes=read_short_codes(read_yaml(folder / "short_codes.yaml")),
        taxonomy=read_taxonomy(read_yaml(folder / "taxonomy.yaml")),
        standing=standing,
    )


def service_documents(folder: Path) -> list[Document]:
    """
    Return every file of services, in the order of their names.

    Raises ContentError when there is none or one cannot be read.
    """
    paths = sorted(folder.glob("services_*.yaml"))
    if not paths:
        raise ContentError(
            f"{folder}:1: holds no services_*.yaml. Put the files back or name another folder"
        )
    return [read_yaml(path) for path in paths]


def read_areas(document: Document) -> tuple[Area, ...]:
    """Return the areas of a file. Raises DirectoryError."""
    return tuple(build(document, (at,), part, Area) for at, part in items(document))


def read_short_codes(document: Document) -> tuple[ShortCode, ...]:
    """Return the short codes of a file. Raises DirectoryError."""
    return tuple(build(document, (at,), part, ShortCode) for at, part in items(document))


def read_taxonomy(document: Document) -> Taxonomy:
    """Return the codes of a file. Raises DirectoryError."""
    return build(document, (), document.value, Taxonomy)


def read_urgent(folder: Path) -> tuple[UrgentNumber, ...]:
    """
    Read the urgent numbers of every country, in the order in which they are shown (S64).

    Raises ContentError (DirectoryError for a wrong record), `file:line: what. What to do`.
    """
    return tuple(number for number, _ in urgent_in(read_yaml(folder / "emergency.yaml")))


def urgent_in(document: Document) -> Iterator[tuple[UrgentNumber, Standing]]:
    """Yield each urgent number of a file, and where it stands. Raises DirectoryError."""
    if not isinstance(document.value, dict):
        raise DirectoryError(f"{document.place()}: not a list per country. Begin with `GB:`")
    for country in document.value:
        for at, part in items(document, country):
            given = {**part, "country": country} if isinstance(part, dict) else part
            number = build(document, (country, at), given, UrgentNumber)
            yield number, Standing(document, (country, at))


def items(document: Document, *where: str) -> Iterator[tuple[int, object]]:
    """Yield what a list holds, with its position. Raises DirectoryError when it is no list."""
    value = document.value
    for key in where:
        value = value[key]
    if not isinstance(value, list):
        raise DirectoryError(
            f"{document.place(*where)}: not a list. Begin each record with `- id:`"
        )
    yield from enumerate(value)


def _services(folder: Path) -> tuple[tuple[Service, ...], dict[str, Standing]]:
    services: list[Service] = []
    standing: dict[str, Standing] = {}
    for document in service_documents(folder):
        for at, part in items(document):
            service = build(document, (at,), part, Service)
            here = Standing(document, (at,))
            if service.id in standing:
                raise DirectoryError(twice(service.id, here, standing[service.id]))
            standing[service.id] = here
            services.append(service)
    return tuple(services), standing


def twice(id_: str, here: Standing, before: Standing) -> str:
    """Return the message about an id that two records have."""
    return (
        f"{here.place('id')}: the id {id_!r} is already taken at {before.place('id')}. "
        "Give one of the two another id, or remove it"
    )
