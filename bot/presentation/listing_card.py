"""
The listing in words: the pair first, then the others, a sheet at a time.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.presentation import labels
from bot.presentation.missing import ROOM
from bot.presentation.reasons import is_stated
from bot.presentation.scene import Scene
from bot.presentation.service_card import entry_lines
from bot.presentation.text import LISTING_LENGTH, blocks, lines
from bot.signposting.listing import Entry, Listing, Met, Pair
from bot.signposting.need import Need
from bot.signposting.rules import usable_contacts

FIRST_SHEET = 5
"""The pair and three more (S65)."""

NEXT_SHEET = 3
"""The services on every sheet after the first (S65)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a listing: the numbers on it (from 1), its text, and whether it is the last."""

    numbers: tuple[int, ...]
    text: str
    is_last: bool


def sheet_at(scene: Scene, listing: Listing, wanted: int) -> Sheet:
    """
    Return a sheet, counted from 1; the last one when there are fewer.

    A sheet holds as many as S65 allows and fewer where the text would grow too long (S84). Its
    first line names a place and nothing else (S25).
    """
    sheet = _sheet_from(scene, listing, 1, FIRST_SHEET)
    for _ in range(1, wanted):
        if sheet.is_last:
            break
        sheet = _sheet_from(scene, listing, sheet.numbers[-1] + 1, NEXT_SHEET)
    return sheet


def _sheet_from(scene: Scene, listing: Listing, begin: int, most: int) -> Sheet:
    room = LISTING_LENGTH - (ROOM if scene.words.behind is not None else 0)
    every = range(begin, len(scene.shown) + 1)
    texts = [_head(scene, listing, first=1 in every)]
    for number in every[:most]:
        text = _entry(scene, number)
        if len(texts) > 1 and len(blocks(*texts, text)) > room:
            break
        texts.append(text)
    numbers = every[: len(texts) - 1]
    return Sheet(tuple(numbers), blocks(*texts), len(numbers) == len(every))


def _head(scene: Scene, listing: Listing, *, first: bool) -> str:
    opening = pair_line(scene, listing) if first else empty_line(scene)
    return lines(heading(scene), other_ways_line(scene), opening)


def other_ways_line(scene: Scene) -> str | None:
    """Say that nobody can be reached in the way she asked for, when the list is of other ways."""
    wanted = scene.need.contact if scene.need is not None else ()
    every = [one for one in scene.shown if one is not None]
    if not wanted or not every or any(usable_contacts(one.service, wanted) for one in every):
        return None
    return scene.words.pgettext(
        "listing", "Nobody we know of can be reached that way. These have other ways."
    )


def empty_line(scene: Scene) -> str | None:
    """Say that the list cannot be read, when there is nothing in it at all."""
    if scene.shown:
        return None
    return scene.words.pgettext(
        "safety.listing", "The list cannot be read now. The urgent numbers can."
    )


def _entry(scene: Scene, number: int) -> str:
    entry = scene.shown[number - 1]
    if entry is not None:
        return entry_lines(scene, number, entry)
    return scene.words.pgettext("listing", "{number}. No longer on the list", number=number)


def heading(scene: Scene) -> str:
    """Return the first line of a listing."""
    words = scene.words
    if scene.need is None:
        return words.pgettext("cover.listing", "One help line for each country")
    place = place_name(scene, scene.need.country, scene.need.area)
    return words.pgettext("cover.listing", "List for {place}", place=place)


def place_name(scene: Scene, country: str, area_id: str | None) -> str:
    """Return the name of an area; without one, that of the country."""
    if not area_id or not scene.directory.area_list:
        return labels.country_label(scene.words, scene.directory.areas, country)
    area = scene.directory.areas.get(country, area_id)
    return labels.area_name(scene.words, country, area.names["en"]) if area else country


def pair_line(scene: Scene, listing: Listing) -> str | None:
    """Return what is to be said of the pair: together or not, and whom to call first."""
    words, pair = scene.words, listing.pair
    if not _pair_stands(scene, pair):
        return None
    if pair.community is None:
        return None if scene.need is None else _no_group(scene, scene.need, listing.met)
    if pair.specialist is None:
        return words.pgettext("listing", "1 is run by and for women who share this language.")
    first = 1 if pair.call_first == pair.community.service.id else 2
    if pair.together and is_stated(pair):
        return words.pgettext(
            "listing",
            "A page says that 1 and 2 work together. Start with {number}.",
            number=first,
        )
    if pair.together:
        return words.pgettext(
            "listing", "1 and 2 may know each other. Start with {number}.", number=first
        )
    if not _speaks(pair.community):
        return words.pgettext(
            "listing",
            "1 may know this language: ask them. 2 has the experience. Start with {number}.",
            number=first,
        )
    return words.pgettext(
        "listing",
        "1 knows this language, 2 has the experience. Start with {number}.",
        number=first,
    )


def _speaks(community: Entry) -> bool:
    """Whether a page states that staff speak one of her languages (S60)."""
    return "staff" in community.spoken.values()


def _pair_stands(scene: Scene, pair: Pair) -> bool:
    """Whether the pair is still what stands first on the screen."""
    paired = [one.service.id for one in (pair.community, pair.specialist) if one is not None]
    return list(scene.session.shown[: len(paired)]) == paired


def _no_group(scene: Scene, need: Need, met: Met) -> str | None:
    """Say that no community group is known for her language: never a wrong one in its place."""
    words, shown = scene.words, [one for one in scene.shown if one is not None]
    nobody = words.pgettext(
        "listing", "We know of no community group for this language here that anyone has checked."
    )
    # Where a helper has named no language of hers, there may well be a group for it.
    said = nobody if need.languages else None
    near = any("area" in one.why for one in shown)
    met_line = labels.met_line(words, met, nationwide=_all_nationwide(shown), near=near)
    return lines(said, met_line) or None


def _all_nationwide(shown: Iterable[Entry]) -> bool:
    return all("nationwide" in one.why for one in shown)
