"""
What is wrong with a contact: a number nobody can dial, an address that is none.

A number is right when it stands in our own list of short codes, which no library may overrule, or
when the telephone library accepts it for that country; and what is dialled is the same number
(S63). Plain `http:` addresses pass: some small groups have no other page, and nobody has checked
whether the same address answers with `https:`. Any other scheme is refused.
"""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import phonenumbers

from bot.checks.problem import Problem
from bot.checks.services_known import Found, Known
from bot.signposting.service import Contact

TELEPHONE = frozenset({"voice", "sms", "whatsapp"})
"""Contacts whose value is a number."""

FIRST_TRUSTED_YEAR = 2019
"""What stands only on an older page is unconfirmed until a person has checked it."""

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def numbers_can_be_dialled(found: Found, known: Known) -> Iterator[Problem]:
    """A number exists in that country, and `dial` is the same number as dialled there."""
    country = found.service.country
    for at, contact in enumerate(found.service.contacts):
        if contact.type in TELEPHONE and (wrong := wrong_number(contact, country, known)):
            what, remedy, key = wrong
            yield found.problem(what, remedy, "contacts", at, key)


def wrong_number(contact: Contact, country: str, known: Known) -> tuple[str, str, str] | None:
    """Return what is wrong, the remedy and the key it stands at; None for a right number."""
    digits = dialled(contact.value, country, known.short_codes)
    if digits is None:
        what = f"{contact.value!r} is neither a number of {country} nor a short code of it"
        remedy = "Write it as +, country and number, or add it to short_codes.yaml with its source"
        if contact.value.isdigit() and dialled(f"+{contact.value}", country, known.short_codes):
            remedy = f"Its + was lost, as spreadsheets do. Write {'+' + contact.value!r}"
        return what, remedy, "value"
    if contact.dial is None:
        return "`dial` is missing", f"Add it, as dialled in {country}: {digits!r}", "value"
    if re.sub(r"\D", "", contact.dial) != digits:
        what = f"`dial` {contact.dial!r} is not the number {contact.value!r}"
        return what, f"In {country} it is dialled {digits!r}. Mend the wrong one of the two", "dial"
    return None


def dialled(value: str, country: str, short_codes: frozenset[tuple[str, str]]) -> str | None:
    """Return the digits that a person dials in that country, or None for no number of it."""
    if (country, value) in short_codes:
        return value
    try:
        number = phonenumbers.parse(value, None)  # only E.164: nothing is guessed from the country
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number_for_region(number, country):
        return None
    if phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) != value:
        return None
    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return re.sub(r"\D", "", national)


def addresses_are_addresses(found: Found, _known: Known) -> Iterator[Problem]:
    """A web or e-mail address is one, and hides nothing; it has nothing to dial."""
    for at, contact in enumerate(found.service.contacts):
        if contact.type in TELEPHONE:
            continue
        if wrong := _wrong_address(contact):
            yield found.problem(wrong[0], wrong[1], "contacts", at, "value")
        if contact.dial is not None:
            what = f"`dial` stands at a contact of type {contact.type}"
            yield found.problem(what, "Remove it: only numbers are dialled", "contacts", at, "dial")


def _wrong_address(contact: Contact) -> tuple[str, str] | None:
    if contact.type == "email":
        if _EMAIL.fullmatch(contact.value):
            return None
        return f"{contact.value!r} is not an e-mail address", "Write it like help@example.org"
    if is_web_address(contact.value):
        return None
    return f"{contact.value!r} is not a web address", "Begin it with https:// and write no spaces"


def is_web_address(text: str) -> bool:
    """Whether it is a plain address of a page: a web scheme, a host with a dot, no user name."""
    if re.search(r"[\s\x00-\x1f\x7f<>\"]", text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    host = parts.hostname or ""
    return parts.scheme in {"https", "http"} and "." in host.strip(".") and "@" not in parts.netloc


def sources_are_addresses(found: Found, _known: Known) -> Iterator[Problem]:
    """Where something was read is a web address too."""
    given = [(found.service.source.url, ("source", "url"))] + [
        (contact.source_url, ("contacts", at, "source_url"))
        for at, contact in enumerate(found.service.contacts)
    ]
    for url, where in given:
        if url is not None and not is_web_address(url):
            what = f"{url!r} is not a web address"
            yield found.problem(what, "Copy it from the browser, beginning with https://", *where)


def contacts_stand_once(found: Found, _known: Known) -> Iterator[Problem]:
    """The same way to reach a service stands in its record once."""
    seen: set[tuple[str, str]] = set()
    for at, contact in enumerate(found.service.contacts):
        if (contact.type, contact.value) in seen:
            what = f"{contact.value!r} stands here twice"
            yield found.problem(what, "Remove one of the two", "contacts", at, "value")
        seen.add((contact.type, contact.value))


def confirmed_rests_on_a_page(found: Found, known: Known) -> Iterator[Problem]:
    """
    A confirmed contact was read on a page that is not too old, or a person has checked it (S60).

    Short codes outlive pages: what short_codes.yaml holds for the country may rest on an old one.
    """
    if found.service.assured_date is not None:
        return
    for at, contact in enumerate(found.service.contacts):
        if contact.confirmed and (what := _rests_on_nothing(contact, found, known)):
            remedy = "Add a newer source_url with its year, or write `unconfirmed`"
            yield found.problem(what, remedy, "contacts", at, "status")


def _rests_on_nothing(contact: Contact, found: Found, known: Known) -> str | None:
    source = found.service.source
    if not (contact.source_url or source.url or source.note):
        return "it is confirmed, but nothing says on which page it was read"
    is_short = (found.service.country, contact.value) in known.short_codes
    if not is_short and (contact.source_year or FIRST_TRUSTED_YEAR) < FIRST_TRUSTED_YEAR:
        return f"it is confirmed, but by a page of {contact.source_year} alone"
    return None


CONTACT_CHECKS: tuple[Callable[[Found, Known], Iterator[Problem]], ...] = (
    numbers_can_be_dialled,
    addresses_are_addresses,
    sources_are_addresses,
    contacts_stand_once,
    confirmed_rests_on_a_page,
)
