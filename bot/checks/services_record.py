"""
What is wrong inside one record, though a schema would let it pass.

Each check is one sentence of services_data/README.md as a function; RECORD_CHECKS lists them all.
"""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta

from opening_hours import validate

from bot.checks.problem import Problem
from bot.checks.services_known import Found, Known
from bot.signposting.service import Summary

STALE_AFTER = timedelta(days=180)
"""After so long "I checked this" has to be said again (S61)."""

_COMMENT = re.compile(r'"[^"]*"')
STREET = re.compile(
    r"\b\d+[a-z]?,?\s+(?:\w+\s+){1,3}(?:street|road|avenue|lane|square|close|crescent)\b"
    r"|\b(?:via|viale|rue|calle|avenida|plaza|piazza|triq)\s+[\w' ]{2,40},?\s+\d+"
    r"|\b\w+(?:straße|strasse|weg|platz)\s+\d+"
    r"|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b",
    re.IGNORECASE,
)
_NUMBER_OR_ADDRESS = re.compile(r"\d{3}|https?:|www\.|@")
MAP = re.compile(r"//(?:maps?\.|[^/]*/maps?(?:/|$)|[^/]*openstreetmap|goo\.gl/maps)", re.IGNORECASE)


def names_are_no_formula(found: Found, _known: Known) -> Iterator[Problem]:
    """A text that begins like a formula would be run by a spreadsheet (S94)."""
    for key in ("name", "name_en", "hours_words", "admin_notes"):
        text: str | None = getattr(found.service, key)
        if text and text[0] in "=+-@\t\r\0":
            what = f"{key!r} begins with {text[0]!r}, which a spreadsheet runs as a formula"
            yield found.problem(what, "Begin it with a letter or a digit", key)


def summaries_are_one_line_each(found: Found, known: Known) -> Iterator[Problem]:
    """A summary says what the service does: once a language, briefly, with no number (S63)."""
    seen = set[str]()
    for at, summary in enumerate(found.service.summaries):
        for what, remedy in _summary_faults(summary, known, seen):
            yield found.problem(f"summary {summary.language!r}: {what}", remedy, "summaries", at)
        seen.add(summary.language)


def _summary_faults(
    summary: Summary, known: Known, seen: Collection[str]
) -> Iterator[tuple[str, str]]:
    if summary.language not in known.taxonomy.codes("languages"):
        yield "no language of taxonomy.yaml", "Use a code that stands there"
    if summary.language in seen:
        yield "written twice", "Keep one"
    if "\n" in summary.text or summary.text[0] in "=+-@\t\r\0":
        yield "no plain line", "Write one line that begins with a letter"
    if _NUMBER_OR_ADDRESS.search(summary.text) or STREET.search(summary.text):
        yield "holds a number or an address", "Numbers belong to contacts, which are checked"


def ages_are_in_order(found: Found, _known: Known) -> Iterator[Problem]:
    """The youngest age is not above the oldest."""
    low, high = found.service.min_age, found.service.max_age
    if low is not None and high is not None and low > high:
        what = f"the youngest age {low} is above the oldest age {high}"
        yield found.problem(what, "Exchange min_age and max_age, or mend one", "min_age")


def days_are_past(found: Found, known: Known) -> Iterator[Problem]:
    """Nobody has read or checked anything in the future."""
    service = found.service
    if service.assured_date is not None and service.assured_date > known.latest:
        what = f"assured_date {service.assured_date} is in the future"
        yield found.problem(what, "Write the day when a person checked it", "assured_date")
    years = [(service.source.year, ("source", "year"))] + [
        (contact.source_year, ("contacts", at, "source_year"))
        for at, contact in enumerate(service.contacts)
    ]
    for year, where in years:
        if year is not None and year > known.latest.year:
            yield found.problem(
                f"the year {year} is in the future", "Write the year on the page", *where
            )


def assured_by_a_role(found: Found, _known: Known) -> Iterator[Problem]:
    """A date of checking stands with the role of whoever checked, and the other way round (S61)."""
    service = found.service
    if (service.assured_date is None) != (service.assurer_role is None):
        what = "assured_date and assurer_role stand together or not at all"
        yield found.problem(what, "Write both, or remove the one that is there", "assured_date")


def hours_can_be_read(found: Found, _known: Known) -> Iterator[Problem]:
    """Opening hours are readable, and more than a remark."""
    given = [(found.service.hours, ("hours",))] + [
        (contact.hours, ("contacts", at, "hours"))
        for at, contact in enumerate(found.service.contacts)
    ]
    for hours, where in given:
        if hours is not None and (what := wrong_hours(hours)):
            remedy = 'Write them like "Mo-Fr 09:00-17:00", or remove them and use hours_words'
            yield found.problem(what, remedy, *where)


def wrong_hours(hours: str) -> str | None:
    """
    Return what is wrong with opening hours, or None.

    A remark alone, such as `"by appointment"`, and blanks alone are refused although the library
    reads them: it takes both for open day and night.
    """
    rules = re.split(r";|\|\|", _COMMENT.sub("", hours))
    if not all(rule.strip() for rule in rules):
        return f"the hours {hours!r} are a remark without a time, which reads as always open"
    return None if validate(hours) else f"the hours {hours!r} cannot be read"


def a_shown_record_can_be_reached(found: Found, _known: Known) -> Iterator[Problem]:
    """What is shown has a confirmed contact, serves an area and takes somebody (S60)."""
    service = found.service
    if service.show != "yes":
        return
    if not service.confirmed_contacts:
        what = "it is shown, but has no confirmed contact"
        yield found.problem(what, "Confirm a contact, or write `show: hold`", "show")
    if not service.serves:
        what = "it is shown, but serves no area"
        yield found.problem(what, "Name the areas in `serves`, or write `show: hold`", "serves")
    takes = service.takes
    if {takes.woman, takes.man, takes.other} == {"no"}:
        yield found.problem("it is shown, but takes nobody", "Mend `takes`", "takes")


def papers_are_stated(found: Found, _known: Known) -> Iterator[Problem]:
    """`yes` on papers rests on a page that states it; what is inferred is `ask` (S60)."""
    for papers in ("no_recourse", "undocumented", "asylum", "spouse_visa"):
        answer = getattr(found.service.accepts, papers)
        basis = getattr(found.service.accepts_basis, papers)
        if answer == "yes" and basis != "stated":
            what = f"accepts {papers} is yes, but no page is said to state it"
            remedy = "Write `ask`, or `stated` under accepts_basis if a page says so"
            yield found.problem(what, remedy, "accepts", papers)
        if answer is None and basis is not None:
            what = f"accepts_basis speaks of {papers}, but accepts does not"
            yield found.problem(what, "Add it to accepts, or remove it", "accepts_basis", papers)


def a_community_is_named(found: Found, _known: Known) -> Iterator[Problem]:
    """A group by and for a community says for which."""
    if found.service.by_and_for == "yes" and not found.service.community:
        what = "it is by and for a community, but names none"
        yield found.problem(what, "Add `community`, or write `by_and_for: ask`", "by_and_for")


def shelters_are_nowhere(found: Found, known: Known) -> Iterator[Problem]:
    """Nothing in a shelter's record says where it is below region (S62)."""
    if found.service.is_shelter:
        yield from _shelter_areas(found, known)
        yield from _shelter_texts(found)


def _shelter_areas(found: Found, known: Known) -> Iterator[Problem]:
    service = found.service
    named = [(one, ("serves", at)) for at, one in enumerate(service.serves)]
    based = [(service.based_in, ("based_in",))] if service.based_in else []
    for area_id, where in [*named, *based]:
        area = known.areas.get(service.country, area_id)
        if area is not None and area.kind == "place":
            what = f"a shelter may not name a place below region ({area_id!r}, S62)"
            yield found.problem(what, f"Write the region around it: {area.parent!r}", *where)


def _shelter_texts(found: Found) -> Iterator[Problem]:
    for key in ("name", "name_en", "hours_words", "admin_notes"):
        text: str | None = getattr(found.service, key)
        if text and (street := STREET.search(text)):
            what = f"a shelter's {key!r} holds what looks like an address ({street[0]!r}, S62)"
            yield found.problem(what, "Remove it", key)
    for at, contact in enumerate(found.service.contacts):
        if MAP.search(contact.value):
            what = "a shelter has a link to a map (S62)"
            yield found.problem(what, "Remove the contact", "contacts", at, "value")


def checked_not_long_ago(found: Found, known: Known) -> Iterator[Problem]:
    """With `--today`: a record that a person checked is checked again in time (S61)."""
    on: date | None = found.service.assured_date
    if known.today is not None and on is not None and known.today - on > STALE_AFTER:
        what = f"last checked on {on}, {(known.today - on).days} days ago"
        remedy = "Phone or write, mend what changed, and set assured_date to that day"
        yield found.problem(what, remedy, "assured_date")


Check = Callable[[Found, Known], Iterator[Problem]]

RECORD_CHECKS: tuple[Check, ...] = (
    names_are_no_formula,
    summaries_are_one_line_each,
    ages_are_in_order,
    days_are_past,
    assured_by_a_role,
    hours_can_be_read,
    a_shown_record_can_be_reached,
    papers_are_stated,
    a_community_is_named,
    shelters_are_nowhere,
    checked_not_long_ago,
)
