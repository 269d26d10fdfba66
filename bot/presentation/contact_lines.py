"""
How a service can be reached, in words: numbers, what a call costs, what it leaves behind.

A number stands as it is dialled, in digits 0 to 9 (S63). Where none is confirmed, it says so (S60).
"""

from collections.abc import Callable

from bot.i18n.words import Words
from bot.presentation import labels
from bot.presentation.labels import Names
from bot.presentation.text import bullets, lines
from bot.signposting.listing import Entry
from bot.signposting.service import Contact

NUMBERED = frozenset({"voice", "sms", "whatsapp"})
"""Kinds of contact that have a number."""

SAYS_NOTHING = ("general", "general_2", "general_3", "text")
"""Labels of contacts that add nothing to what kind of contact it is."""


def contacts_text(
    words: Words,
    entry: Entry,
    names: Names,
    own: Callable[[Contact], str | None] = lambda _: None,
) -> str:
    """
    Return how to reach a service; where no number is confirmed, it says so.

    `own` gives what is to be said below one contact alone, such as that it is open when others
    are not.
    """
    told = bullets(lines(contact_line(words, one, names), own(one)) for one in entry.contacts)
    if not entry.contacts:
        return words.pgettext("service", "No way to reach them has been confirmed.")
    # One that she did not ask for is confirmed all the same: then nothing is said to be missing.
    if any(contact.type in NUMBERED for contact in entry.service.confirmed_contacts):
        return told
    return lines(words.pgettext("service", "No phone number has been confirmed."), told)


def contact_line(words: Words, contact: Contact, names: Names) -> str:
    """Return one contact as it is dialled or opened, with what a call costs and shows."""
    if contact.type != "voice":
        return plain_line(words, contact, names)
    return words.pgettext(
        "contact",
        "{contact}: {value} ({cost}; {bill})",
        contact=_labelled(words, contact, names),
        value=contact.dial or contact.value,
        cost=labels.cost_line(words, contact),
        bill=labels.bill_line(words, contact),
    )


def plain_line(words: Words, contact: Contact, names: Names | None = None) -> str:
    """Return one contact as it is dialled or opened; with `names`, also what it is for."""
    return words.pgettext(
        "contact",
        "{contact}: {value}",
        contact=_labelled(words, contact, names or {}),
        value=contact.dial or contact.value,
    )


def _labelled(words: Words, contact: Contact, names: Names) -> str:
    label, code = labels.contact_label(words, contact), contact.label_code
    if code in SAYS_NOTHING or code not in names.get("contact_labels", {}):
        return label
    use = labels.named(words, names, "contact_labels", code)
    return words.pgettext("contact", "{contact} ({use})", contact=label, use=use)


def traces_line(words: Words, contacts: tuple[Contact, ...]) -> str | None:
    """Return what reaching them leaves behind (S27)."""
    types = {contact.type for contact in contacts}
    return lines(
        words.pgettext("safety.service", "The phone’s own list keeps every call.")
        if "voice" in types
        else None,
        words.pgettext("safety.service", "Texts, chats and e-mails stay where they are written.")
        if types & {"sms", "whatsapp", "email"}
        else None,
        words.pgettext("safety.service", "The browser remembers the pages you open.")
        if types & {"web", "webchat"}
        else None,
    )
