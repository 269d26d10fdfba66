"""
What a listing needs once it stands on a screen: its order kept, and a listing without a country.

A record can leave the directory while she reads. Then its number stays where it is and says so:
button 2 stays button 2 under her thumb.
"""

from collections.abc import Iterable
from datetime import datetime

from bot.signposting.directory import Directory
from bot.signposting.entry import entry, explained
from bot.signposting.listing import Entry, Listing, Pair
from bot.signposting.match import make_listing
from bot.signposting.need import Need
from bot.signposting.rules import BUT_FOR_CONTACT, passes
from bot.signposting.search import search


def as_shown(
    ids: tuple[str, ...], fresh: Listing, need: Need | None, directory: Directory, now: datetime
) -> tuple[Entry | None, ...]:
    """Return the services with these ids in this order; None for one that may not be shown now."""
    found = {one.service.id: one for one in fresh.entries}
    missing = [id_ for id_ in ids if id_ not in found]
    if need is not None and missing:
        found |= {one.service.id: one for one in _still_live(missing, need, directory, now)}
    return tuple(found.get(id_) for id_ in ids)


def _still_live(
    ids: Iterable[str], need: Need, directory: Directory, now: datetime
) -> Iterable[Entry]:
    asked = search(need, directory.areas, now)
    for service in (directory.by_id[id_] for id_ in ids if id_ in directory.by_id):
        described = entry(service, asked) if passes(service, asked, BUT_FOR_CONTACT) else None
        if described is not None and described.contacts:
            yield explained(described, asked)


def listing_everywhere(needs: Iterable[Need], directory: Directory, now: datetime) -> Listing:
    """
    Make a listing for someone who did not say the country: one service for each country.

    `needs` are the same need in every country. Skipping the question still leads somewhere (S3).
    """
    every = [make_listing(need, directory, (), now) for need in needs]
    return Listing(
        urgent=(),
        pair=Pair(None, None, together=False, call_first=None),
        others=tuple(_national(listing, directory) for listing in every if listing.entries),
        plan_b=tuple(plan for listing in every for plan in listing.plan_b[:1]),
        met="national_only",
    )


def _national(listing: Listing, directory: Directory) -> Entry:
    """Return the first service for the whole country, or the first of all."""
    for one in listing.entries:
        country = directory.areas.country(one.service.country)
        if country.id in one.service.serves:
            return one
    return listing.entries[0]
