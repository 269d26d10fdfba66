"""
What is known of law and practice in a country, and on which cards it matters (S7, S67).

A note is one claim with its source, or one thing that is not known. It informs and never advises.
Pure: who asks brings the notes, the place and the day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.signposting.directory import Directory
from bot.signposting.listing import Entry
from bot.signposting.meeting import A_SAFE_PLACE, is_health
from bot.signposting.need import Need
from bot.signposting.rules import HARD_RULES, passes, reaches
from bot.signposting.search import Search, as_read_here
from bot.signposting.service import Service

Subject = Literal[
    "police_and_immigration", "refuge_without_papers", "doctor_without_papers", "interpreters",
    "children", "calls",
]  # fmt: skip

SUBJECTS: tuple[Subject, ...] = (
    "police_and_immigration", "refuge_without_papers", "doctor_without_papers", "interpreters",
    "children", "calls",
)  # fmt: skip
"""Every subject, in the order in which a card tells of them."""

POLICE = "police_reporting"
CHILDREN = "children_family"
ANYWHERE = tuple(rule for rule in HARD_RULES if rule is not reaches)
"""The rules for somebody who named no part of the country: a part is not guessed."""

MOST_ADVISERS = 2
"""How many services a card names for advice: it has to stay short (S84)."""


@dataclass(frozen=True, slots=True)
class NoteSource:
    """
    A page on which a claim was read, and the day of reading (UTC).

    A missing year is an undated page. `telling` marks a site whose name would give her away.
    """

    url: str
    read: date
    year: int | None = None
    telling: bool = False


@dataclass(frozen=True, slots=True)
class CountryNote:
    """
    One claim, or one thing that is not known.

    `country` is ISO 3166, `areas` are ids of areas.yaml where it holds. `text` is English, the key
    of its translations. What is not known may have no source: then `looked_for` is the day on which
    somebody looked. `expires` is the last day on which it is shown. `advice_from` are service ids.
    """

    id: str
    country: str
    subject: Subject
    areas: tuple[str, ...]
    text: str
    not_known: bool
    expires: date
    advice_from: tuple[str, ...]
    sources: tuple[NoteSource, ...] = ()
    looked_for: date | None = None
    telling: bool = False


def is_live(note: CountryNote, today: date) -> bool:
    """Whether the note may still be shown: law grows old (S67)."""
    return today <= note.expires


def holds_at(note: CountryNote, chain: tuple[str, ...]) -> bool:
    """
    Whether a note holds where she is. `chain` are the ids from her area up to the country.

    Of somebody who named no part of the country nothing is guessed: every note of it holds.
    """
    return len(chain) <= 1 or not set(chain).isdisjoint(note.areas)


def notes_about(
    notes: Iterable[CountryNote], subject: Subject, need: Need, chain: tuple[str, ...]
) -> tuple[CountryNote, ...]:
    """Return what there is on a subject where she is, expired notes too; for any eyes (S25)."""
    return tuple(
        note
        for note in notes
        if note.subject == subject
        and note.country == need.country
        and holds_at(note, chain)
        and not (note.telling and need.is_ordinary)
    )


def notes_for(
    notes: Iterable[CountryNote],
    subject: Subject,
    need: Need,
    chain: tuple[str, ...],
    today: date,
) -> tuple[CountryNote, ...]:
    """Return the notes on a subject that may be shown to her on this day."""
    return tuple(note for note in notes_about(notes, subject, need, chain) if is_live(note, today))


def subjects_on(entry: Entry, need: Need) -> tuple[Subject, ...]:
    """Return what matters on the card of this service, for this need."""
    matters: dict[Subject, bool] = {
        "police_and_immigration": is_about_police(entry.service, need),
        "refuge_without_papers": A_SAFE_PLACE in entry.service.needs and papers_matter(need),
        "doctor_without_papers": is_health(entry.service) and papers_matter(need),
        "interpreters": "interpreter" in entry.spoken.values(),
        "children": is_about_children(entry.service, need),
    }
    return tuple(subject for subject, holds in matters.items() if holds)


def papers_matter(need: Need) -> bool:
    """Whether she named papers that can be a reason to be turned away."""
    return as_read_here(need).papers not in {None, "settled"}


def is_about_police(service: Service, need: Need) -> bool:
    """
    Whether police or an interior ministry runs it, or it helps with telling the police (S7).

    Also whatever is known to pass on to immigration offices what it learns.
    """
    if service.run_by == "police" or service.may_tell_immigration:
        return True
    return POLICE in service.needs and POLICE in need.needs


def is_about_children(service: Service, need: Need) -> bool:
    """
    Whether she is a child herself (S13), or has any and children are what it helps with.

    With children beside her, a place to stay is about them too.
    """
    if need.age == "child":
        return True
    with_her = need.children in {"with_me", "boy_over_14"}
    if with_her and A_SAFE_PLACE in service.needs:
        return True
    return (with_her or CHILDREN in need.needs) and CHILDREN in service.needs


def advisers(
    notes: Iterable[CountryNote], directory: Directory, asked: Search
) -> tuple[Service, ...]:
    """
    Return services that give free advice on these notes, best first, at most two.

    They pass the hard rules of any listing: one that may not be shown to her is not named here. To
    somebody who named no part of the country, those of any part are named.
    """
    rules = HARD_RULES if len(asked.chain) > 1 else ANYWHERE
    ids = dict.fromkeys(id_ for note in notes for id_ in note.advice_from)
    known = (directory.by_id[id_] for id_ in ids if id_ in directory.by_id)
    able = [one for one in known if passes(one, asked, rules)]
    return tuple(able[:MOST_ADVISERS])
