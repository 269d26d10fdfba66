"""Find a service by a name spelt roughly, or by some of its digits. Pure."""

import re
from collections.abc import Iterable

from anyascii import anyascii
from rapidfuzz import fuzz

from bot.signposting.service import Service

NEAR_ENOUGH = 75
"""Out of 100: below it names have nothing to do with each other."""

ALIKE = 90
"""From here on two names may be of the same service."""

FEWEST_DIGITS = 3


def found_services(typed: str, services: Iterable[Service]) -> list[Service]:
    """Return the services that a text may mean, the likeliest first; all of them for no text."""
    wanted = _plain(typed)
    if not wanted:
        return list(services)
    scored = [(_score(wanted, one), one) for one in services]
    near = [(score, one) for score, one in scored if score >= NEAR_ENOUGH]
    return [one for _, one in sorted(near, key=lambda pair: (-pair[0], pair[1].name))]


def alike_services(new: Service, services: Iterable[Service]) -> list[Service]:
    """Return other services that may be the same: with a contact in common, or a like name."""
    contacts = {(one.type, one.value) for one in new.contacts}
    name = _plain(new.name)

    def is_alike(other: Service) -> bool:
        """Whether a keeper should look at this one before she adds another."""
        if other.id == new.id or other.country != new.country:
            return False
        shares = any((one.type, one.value) in contacts for one in other.contacts)
        return shares or fuzz.token_sort_ratio(name, _plain(other.name)) >= ALIKE

    return [one for one in services if is_alike(one)]


def _score(wanted: str, service: Service) -> float:
    digits = re.sub(r"\D", "", wanted)
    if len(digits) >= FEWEST_DIGITS and any(
        digits.removeprefix("0") in re.sub(r"\D", "", one.value) for one in service.contacts
    ):
        return 100
    names = (service.name, service.name_en or "", service.id)
    return max(_likeness(wanted, _plain(name)) for name in names)


def _likeness(wanted: str, name: str) -> float:
    if not name:
        return 0
    # A slip in a short word costs much: the words are looked for one by one as well.
    whole = fuzz.partial_ratio(wanted, name) if len(name) >= len(wanted) else 0
    words = [max(fuzz.ratio(word, part) for part in name.split()) for word in wanted.split()]
    return max(whole, sum(words) / len(words))


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", anyascii(text).casefold()).strip()
