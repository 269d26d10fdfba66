"""When two services last went through how they work together: what can be wrong with that day."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from bot.checks.problem import Problem
from bot.checks.services_known import Found, Known
from bot.signposting.partnership import REVIEW_DAYS, SAME_DAY, SaidReviews
from bot.signposting.service import Partner


def reviews_are_past(found: Found, known: Known) -> Iterator[Problem]:
    """Nobody has reviewed a partnership in the future."""
    for at, partner, day in _reviews(found):
        if day > known.latest:
            what = f"the partnership with {partner.id!r} was reviewed on {day}, in the future"
            remedy = "Write the day on which the two met, or remove it"
            yield found.problem(what, remedy, "partners", at, "reviewed")


def reviewed_not_long_ago(found: Found, known: Known) -> Iterator[Problem]:
    """With `--today`: a partnership that somebody reviewed is reviewed again within a year."""
    for at, partner, day in _reviews(found):
        if known.today is not None and (known.today - day).days > REVIEW_DAYS:
            days = (known.today - day).days
            what = (
                f"the partnership with {partner.id!r} was last reviewed on {day}, {days} days ago"
            )
            remedy = "Meet, go through the agreement, and set `reviewed` to that day"
            yield found.problem(what, remedy, "partners", at, "reviewed")


def _reviews(found: Found) -> Iterator[tuple[int, Partner, date]]:
    for at, partner in enumerate(found.service.partners):
        if partner.reviewed is not None:
            yield at, partner, partner.reviewed


def reviews_agree(records: Iterable[Found]) -> Iterator[Problem]:
    """Where two records name each other as partners, they name the same day, or one names none."""
    said = SaidReviews()
    for found in records:
        for at, partner, day in _reviews(found):
            where = ("partners", at, "reviewed")
            place = found.standing.place(*where)
            earlier = said.another_day(found.service.id, partner.id, day.isoformat(), place)
            if earlier is not None:
                other_day, elsewhere = earlier
                what = f"this partnership was reviewed on {day}, but on {other_day} at {elsewhere}"
                yield found.problem(what, SAME_DAY, *where)


PARTNER_CHECKS: tuple[Callable[[Found, Known], Iterator[Problem]], ...] = (
    reviews_are_past,
    reviewed_not_long_ago,
)
