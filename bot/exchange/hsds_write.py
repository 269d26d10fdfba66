"""
The directory as HSDS 3.1: JSON, or a tabular package when the file is a .zip or a folder.

What HSDS has a place for stands there. All else of our record is an attribute of the taxonomy
`fingerpost`, whose code is the name of the column in a spreadsheet, so that the record comes back
whole. Two things never leave: notes for administrators, and anything about where a shelter is.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from bot.exchange.columns import to_row
from bot.exchange.hsds_package import write_package
from bot.exchange.hsds_shape import VERSION, Object
from bot.exchange.hsds_tables import Flattener
from bot.exchange.plain import to_plain
from bot.signposting.service import Contact, Service

NAMESPACE = UUID("5e0e6a3c-4a44-5a0c-9d0b-1f5d0f1f7b6e")
"""Of our ids: the same record has the same id in every export."""

TAXONOMY = "fingerpost"
PHONES = frozenset({"voice", "sms", "whatsapp"})
NOT_GIVEN = frozenset({"admin_notes"})
"""What is for administrators alone."""

NATIVE = frozenset(
    {"name", "name_en", "status", "min_age", "max_age", "assured_date", "serves", "languages"}
)
"""Columns for which HSDS has a place of its own."""

_NATIVE_PHONE = frozenset({"type", "value"})


class HsdsWriter:
    """Writes services one after another."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._tables = Flattener() if path.suffix.casefold() != ".json" else None
        self._file: Any = None if self._tables else path.open("w", encoding="utf-8")
        self._count = 0

    def add(self, service: Service) -> None:
        """Write one service with all that belongs to it."""
        given = to_hsds(service)
        self._count += 1
        if self._tables is not None:
            self._tables.add("service", given)
            return
        text = json.dumps(given, ensure_ascii=False, indent=1)
        self._file.write(('{"contents": [\n' if self._count == 1 else ",\n") + text)

    def close(self) -> list[str]:
        """Finish the file."""
        if self._tables is not None:
            write_package(self._path, self._tables.tables)
        else:
            self._file.write(_end(self._count))
            self._file.close()
        return [
            "Left out: notes for administrators, and a place below region for a shelter. "
            f"HSDS {VERSION}; what it has no field for stands in attributes of {TAXONOMY}"
        ]


def _end(count: int) -> str:
    page = {"total_items": count, "total_pages": 1, "page_number": 1, "size": count}
    page |= {"first_page": True, "last_page": True, "empty": count == 0}
    rest = json.dumps(page)[1:]
    return ("\n], " if count else '{"contents": [], ') + rest + "\n"


def named(*parts: str) -> str:
    """Return the id of a thing, the same in every export."""
    return str(uuid5(NAMESPACE, "/".join(parts)))


def to_hsds(service: Service) -> Object:
    """Return a service as an HSDS object."""
    row = {name: cell for name, cell in to_row(to_plain(service)).items() if name not in NOT_GIVEN}
    made: Object = {
        "id": named("service", service.id),
        "name": service.name,
        "alternate_name": service.name_en,
        "description": service.summaries[0].text if service.summaries else None,
        "url": _first(service, "web"),
        "email": _first(service, "email"),
        "status": service.status.replace("_", " "),
        "minimum_age": service.min_age,
        "maximum_age": service.max_age,
        "assured_date": service.assured_date.isoformat() if service.assured_date else None,
        "organization": _organization(service),
        "phones": list(_phones(service)),
        "service_areas": list(_areas(service)),
        "languages": list(_languages(service)),
        "attributes": list(_attributes(service, row)),
    }
    return {key: value for key, value in made.items() if value not in (None, [])}


def _first(service: Service, kind: str) -> str | None:
    return next((one.value for one in service.confirmed_contacts if one.type == kind), None)


def _organization(service: Service) -> Object:
    # We know services, not who runs them; HSDS asks for an organization with a description.
    name = service.name
    return {
        "id": named("organization", service.id),
        "name": name,
        "description": service.name_en or name,
    }


def _phones(service: Service) -> Iterator[Object]:
    for at, contact in enumerate(service.contacts):
        if contact.type in PHONES:
            id_ = named("service", service.id, "contact", str(at))
            attributes = list(_phone_attributes(id_, at, contact))
            yield {
                "id": id_,
                "number": contact.value,
                "type": contact.type,
                "attributes": attributes,
            }


def _phone_attributes(id_: str, at: int, contact: Contact) -> Iterator[Object]:
    yield attribute("phone", id_, "position", str(at + 1))
    cells = to_row({"contacts": [_plain(contact)]})
    for name, cell in cells.items():
        code = name.removeprefix("contact_1_")
        if code not in _NATIVE_PHONE:
            yield attribute("phone", id_, code, cell)


def _plain(contact: Contact) -> Object:
    # Not by what is true: 0 is a number like any other.
    every = {name: getattr(contact, name) for name in contact.__slots__}
    return {name: value for name, value in every.items() if value not in (None, "")}


def _areas(service: Service) -> Iterator[Object]:
    for area in service.serves:
        id_ = named("service", service.id, "area", area)
        yield {"id": id_, "name": area, "extent": area, "extent_type": "text"}


def _languages(service: Service) -> Iterator[Object]:
    for language in service.languages:
        id_ = named("service", service.id, "language", language.code)
        attributes = [
            attribute("language", id_, "how", language.how),
            attribute("language", id_, "basis", language.basis),
        ]
        yield {"id": id_, "code": language.code, "attributes": attributes}


def _attributes(service: Service, row: dict[str, str]) -> Iterator[Object]:
    id_ = named("service", service.id)
    phones = {at for at, one in enumerate(service.contacts) if one.type in PHONES}
    for name, cell in row.items():
        of_a_phone = name.startswith("contact_") and int(name.split("_")[1]) - 1 in phones
        if name not in NATIVE and not of_a_phone:
            yield attribute("service", id_, name, cell)


def attribute(entity: str, of: str, code: str, value: str) -> Object:
    """Return an attribute of ours: the value of one column."""
    return {
        "id": named(of, "attribute", code),
        "link_id": of,
        "link_type": TAXONOMY,
        "link_entity": entity,
        "value": value,
        "taxonomy_term": {
            "id": named("term", entity, code),
            "code": code,
            "name": code.replace("_", " "),
            "description": f"The field {code} of a {entity} in a directory of Fingerpost",
            "taxonomy": TAXONOMY,
        },
    }
