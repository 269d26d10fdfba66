"""
One search: a need, together with the place and the moment it is asked from.

Everything that decides about a service is handed a Search, so that no rule has to ask the clock or
look an area up for itself.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.errors import NeedError
from bot.signposting.need import Need
from bot.signposting.places import Areas
from bot.signposting.service import Service


@dataclass(frozen=True, slots=True)
class Search:
    """
    A need, the areas, and the moment asked for.

    `chain` holds the ids from her area up to the country; it is empty when the directory has no
    areas, and then nothing is reached. `at` is aware and in the time zone of her area.
    """

    need: Need
    areas: Areas
    at: datetime
    chain: tuple[str, ...]

    @property
    def today(self) -> date:
        """The day it is where she is."""
        return self.at.date()

    def nearest(self, service: Service) -> int | None:
        """Return how many steps up from her area the service serves; None when it does not."""
        if service.country != self.need.country:
            return None
        return next((step for step, one in enumerate(self.chain) if one in service.serves), None)

    def is_nationwide(self, service: Service) -> bool:
        """Whether the service serves the whole country."""
        chain = self.chain
        return bool(chain) and chain[-1] in service.serves and service.country == self.need.country

    def home(self, service: Service) -> tuple[str, ...]:
        """
        Return the chain of ids of where the service itself sits, as far as that is known.

        Its hours are in that place's time and its holidays are that place's: a line in Madrid keeps
        Madrid's hours for a woman in the Canaries.
        """
        area = service.based_in or (service.serves[0] if len(service.serves) == 1 else None)
        return (self.areas.chain_of(service.country, area) if area else ()) or self.chain[-1:]

    def zone(self, service: Service) -> ZoneInfo:
        """Return the time zone that the hours of the service are written in."""
        return self.zone_at(service.country, self.home(service))

    def zone_at(self, country: str, home: tuple[str, ...]) -> ZoneInfo:
        """Return the time zone of a place, by its chain of ids."""
        return ZoneInfo(self.areas.time_zone(country, home[0]))


def search(need: Need, areas: Areas, now: datetime) -> Search:
    """
    Begin a search. `now` is aware; `need.at` stands in its place when the need names a moment.

    Raises NeedError when the country or area of the need is in no list of areas.
    """
    need, at = as_read_here(need), need.at or now
    if not areas.all:
        return Search(need, areas, at, ())
    try:
        chain = areas.chain(need.country, need.area)
        zone = ZoneInfo(areas.time_zone(need.country, need.area))
    except (KeyError, StopIteration):
        where = f"area {need.area!r} in country {need.country!r}"
        raise NeedError(f"there is no {where}. Use an id of areas.yaml, or none") from None
    return Search(need, areas, at.astimezone(zone), chain)


def as_read_here(need: Need) -> Need:
    """
    Return the need as its country understands it.

    "No recourse to public funds" is a term of British law; elsewhere it says nothing.
    """
    if need.papers == "no_recourse" and need.country != "GB":
        return replace(need, papers=None)
    return need
