"""
Who is known to work together, how well that is known, and when the two last went through it.

How well it is known decides who stands beside whom in a listing. When it was last reviewed decides
nothing there: see bot/decisions/0031-a-review-is-for-the-work-list.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot.signposting.service import Service

STATED, INFERRED, UNKNOWN = range(3)

REVIEW_DAYS = 365
"""How long a review counts: both sides of an agreement read it again once a year."""

SAME_DAY = "Write the same day in both records, or leave it out of one"
"""What to do about two records that name different days."""

Said = tuple[str, str]
"""A record, and a partner that it names: the ids of both."""


def partnership(one: Service, other: Service) -> int:
    """Return how well it is known that the two work together: STATED, INFERRED or UNKNOWN."""
    bases = {
        partner.basis
        for service, name in ((one, other.id), (other, one.id))
        for partner in service.partners
        if partner.id == name
    }
    if "stated" in bases:
        return STATED
    return INFERRED if bases else UNKNOWN


@dataclass(frozen=True, slots=True)
class Partnership:
    """
    Two services that are known to work together, the community group first where one is.

    `reviewed` is the last day on which they went through how, None when nobody knows of one.
    """

    one: Service
    other: Service
    reviewed: date | None

    @property
    def named_in(self) -> Service:
        """The one of the two whose record names the other; the first where both do."""
        return self.one if names(self.one, self.other.id) else self.other

    def is_due(self, today: date, days: int = REVIEW_DAYS) -> bool:
        """Whether nobody reviewed it for so many days, or ever."""
        return self.reviewed is None or (today - self.reviewed).days > days


def partnerships_in(services: Mapping[str, Service]) -> tuple[Partnership, ...]:
    """
    Return each two services that are known to work together once, whichever side names the other.

    Those once reviewed come first, the longest ago before the others: somebody here kept them up,
    while of the rest a page alone tells. Those of which one is gone for good are left out: there
    is nobody to ask.
    """
    found: dict[frozenset[str], Partnership] = {}
    for service in services.values():
        for partner in service.partners:
            other = services.get(partner.id)
            if other is not None and "defunct" not in (service.status, other.status):
                pair = frozenset((service.id, other.id))
                found.setdefault(pair, _between(service, other))
    return tuple(sorted(found.values(), key=_longest_ago_first))


def _longest_ago_first(pair: Partnership) -> tuple[bool, date, str, str, str]:
    by_name = pair.one.name.casefold(), pair.other.name.casefold()
    return pair.reviewed is None, pair.reviewed or date.min, pair.one.country, *by_name


def _between(service: Service, other: Service) -> Partnership:
    one, two = (other, service) if other.kind == "community" else (service, other)
    return Partnership(one, two, reviewed_on(one, two))


def reviewed_on(one: Service, other: Service) -> date | None:
    """
    Return the day on which two services last reviewed how they work together, if anybody knows.

    Where the two records name different days the earlier counts: nothing is taken for fresher than
    both sides say.
    """
    days = (_day_in(one, other.id), _day_in(other, one.id))
    return min((day for day in days if day is not None), default=None)


def _day_in(service: Service, partner_id: str) -> date | None:
    return next((one.reviewed for one in service.partners if one.id == partner_id), None)


def names(service: Service, partner_id: str) -> bool:
    """Whether a record names a partner."""
    return any(one.id == partner_id for one in service.partners)


def with_review(service: Service, partner_id: str, day: date | None) -> Service:
    """Return a record in which the partnership with another was last reviewed on a day."""
    partners = tuple(
        replace(one, reviewed=day) if one.id == partner_id else one for one in service.partners
    )
    return replace(service, partners=partners)


def changed_reviews(old: Service | None, new: Service) -> dict[Said, date | None]:
    """Return the days of review that a record says otherwise than it did."""
    before = {one.id: one.reviewed for one in old.partners} if old is not None else {}
    return {
        (new.id, one.id): one.reviewed for one in new.partners if one.reviewed != before.get(one.id)
    }


@dataclass(slots=True)
class SaidReviews:
    """Remembers which day of review each record of a file names, to find two that differ."""

    _said: dict[frozenset[str], tuple[str, str]] = field(default_factory=dict)

    def another_day(
        self, service_id: str, partner_id: str, day: str, place: str
    ) -> tuple[str, str] | None:
        """
        Return the other day that was named before for a partnership, and where; None for no other.

        `day` is written as 2026-03-02, `place` where it stands.
        """
        pair = frozenset((service_id, partner_id))
        earlier = self._said.setdefault(pair, (day, place))
        return earlier if earlier[0] != day else None
