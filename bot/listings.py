"""
The listing of a visit: matched anew when an answer has changed, and drawn again otherwise.

To turn a page, open a service or go back changes nothing of what was found. The visit remembers its
shape (`Standing`), and the entries are made again from the records, with the hours of this moment.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Literal

from bot.dialogue.replay import Outcome
from bot.looking_for import need_in
from bot.sessions.session import Session, Standing
from bot.signposting.directory import Directory
from bot.signposting.entry import entry, explained, reached_by
from bot.signposting.later import Later
from bot.signposting.listing import Entry, Listing, Pair
from bot.signposting.match import make_listing
from bot.signposting.need import Need
from bot.signposting.rules import usable_contacts
from bot.signposting.search import Search, search
from bot.signposting.shown import listing_everywhere

ADDED: tuple[Literal["partner", "fallback"], ...] = ("partner", "fallback")
"""Reasons that no record gives: they come from what else stands in a listing."""


def with_listing(
    session: Session,
    outcome: Outcome,
    need: Need | None,
    language: str,
    directory: Directory,
    now: datetime,
) -> tuple[Session, Listing | None]:
    """Return the listing when the flow asks for one, and the visit with its numbers and shape."""
    if outcome.action != "listing":
        return session, None
    if need is None:
        listing = _everywhere(outcome, language, directory, now)
        return replace(session, shown=session.shown or _ids(listing)), listing
    again = drawn_again(session, need, directory, now)
    if again is not None:
        return session, again
    listing, as_asked = _matched(need, directory, now)
    shown = session.shown or _ids(listing)
    # Where the order has changed under her, her numbers stay and the shape is not theirs.
    stands = shown == _ids(listing)
    standing = standing_of(listing, as_asked, directory, now) if stands else None
    return replace(session, shown=shown, standing=standing), listing


def _ids(listing: Listing) -> tuple[str, ...]:
    return tuple(one.service.id for one in listing.entries)


def _everywhere(outcome: Outcome, language: str, directory: Directory, now: datetime) -> Listing:
    """Return one line for each country: which one she is in she has not said."""
    countries = (area.country for area in directory.areas.countries)
    needs = (need_in(country, outcome.slots, language, now) for country in countries)
    return listing_everywhere(needs, directory, now)


def _matched(need: Need, directory: Directory, now: datetime) -> tuple[Listing, Need]:
    """Return the listing, and the need it answers."""
    listing = make_listing(need, directory, (), now)
    if listing.entries or not need.contact:
        return listing, need
    # Nobody can be reached in the way she asked for: better the same list than none (S4).
    anyhow = replace(need, contact=())
    return make_listing(anyhow, directory, (), now), anyhow


def standing_of(listing: Listing, need: Need, directory: Directory, now: datetime) -> Standing:
    """Return the shape of a listing: what cannot be read off its records."""
    pair, every = listing.pair, list(enumerate(listing.entries))
    return Standing(
        revision=directory.revision,
        day=search(need, directory.areas, now).today,
        community=pair.community is not None,
        specialist=pair.specialist is not None,
        together=pair.together,
        call_first=pair.call_first,
        met=listing.met,
        any_way=not need.contact,
        added=tuple((place, why) for place, one in every for why in ADDED if why in one.why),
        fewer=tuple(
            (place, tuple(contact.value for contact in one.contacts))
            for place, one in every
            if one.contacts != usable_contacts(one.service, need.contact)
        ),
    )


def drawn_again(
    session: Session, need: Need, directory: Directory, now: datetime
) -> Listing | None:
    """Return the listing that stands, or None where it has to be matched anew."""
    standing = session.standing
    if not session.shown or standing is None or standing.revision != directory.revision:
        return None
    need = replace(need, contact=()) if standing.any_way and need.contact else need
    asked = search(need, directory.areas, now)
    if standing.day != asked.today or not directory.by_id.keys() >= set(session.shown):
        return None
    every = list(_entries(session.shown, standing, directory, asked))
    community = every.pop(0) if standing.community else None
    specialist = every.pop(0) if standing.specialist else None
    return Listing(
        urgent=(),
        pair=Pair(community, specialist, standing.together, standing.call_first),
        others=tuple(every),
        plan_b=Later(lambda: tuple(make_listing(need, directory, (), now).plan_b)),
        met=standing.met,
    )


def _entries(
    ids: Iterable[str], standing: Standing, directory: Directory, asked: Search
) -> Iterable[Entry]:
    fewer = dict(standing.fewer)
    for place, id_ in enumerate(ids):
        one = entry(directory.by_id[id_], asked)
        if place in fewer:
            left = tuple(way for way in one.contacts if way.value in fewer[place])
            one = reached_by(one, left, asked)
        yield explained(one, asked, *(why for at, why in standing.added if at == place))
