"""
The directory as matching holds it: one immutable snapshot of services and areas.

Where it comes from is no business of this package: storage reads it from the database, tests make
their own. `revision` grows with every change of the database, so that a running bot can tell
whether its snapshot is still true. Urgent numbers are not in it: they come from their own file and
work when the directory is empty (S64).
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from bot.signposting.places import Area, Areas
from bot.signposting.service import Service

if TYPE_CHECKING:
    from bot.signposting.index import Index


@dataclass(frozen=True)
class Directory:
    """
    All that is known about services at one moment. Holds records on hold too.

    `counting` is whether a keeper has switched on that what was not found is counted (S46). It is
    here so that what a woman reads about it and what is done change in the same moment.
    """

    revision: int
    services: tuple[Service, ...] = field(repr=False)
    area_list: tuple[Area, ...] = field(repr=False)
    counting: bool = False

    @cached_property
    def areas(self) -> Areas:
        """The hierarchy of areas."""
        return Areas(self.area_list)

    @cached_property
    def _indexes(self) -> dict[str, "Index"]:
        return {}

    def index(self, country: str) -> "Index":
        """Return the services of a country as matching finds them; made when first asked for."""
        if country not in self._indexes:
            # Imported here: the first card of a visit needs no index.
            from bot.signposting.index import build

            services = (service for service in self.services if service.country == country)
            self._indexes[country] = build(services, self.areas)
        return self._indexes[country]

    @cached_property
    def by_id(self) -> dict[str, Service]:
        """Services by id."""
        return {service.id: service for service in self.services}

    @cached_property
    def spoken_codes(self) -> tuple[str, ...]:
        """The ISO 639 codes of every language that a shown service lists, sorted."""
        shown = (service for service in self.services if service.show == "yes")
        return tuple(sorted({spoken.code for service in shown for spoken in service.languages}))


class ServiceDirectory(Protocol):
    """The port through which the bot gets the directory it answers from."""

    async def current(self) -> Directory:
        """Return the newest snapshot. Raises StoreError when none can be had."""
        ...


EMPTY = Directory(0, (), ())
"""The snapshot of a directory that nobody has filled."""
