"""
How a service can be reached, in words: numbers, what a call costs, what it leaves behind.

A number stands as it is dialled, in digits 0 to 9 (S63). Where none is confirmed, it says so (S60).
"""

from bot.i18n.words import Words
from bot.presentation import labels
from bot.presentation.labels import Names
from bot.presentation.text import bullets, lines
from bot.signposting.service import Contact

SAYS_NOTHING = ("general", "general_2", "general_3", "text")
"""Labels of contacts that add nothing to what kind of contact it is."""


def contacts_text(words: Words, contacts: tuple[Contact, ...], names: Names) -> str:
    """Return how to reach a service; where no number is confirmed, it says so."""
    told = bullets(contact_line(words, contact, names) for contact in contacts)
    if not contacts:
        return words.pgettext("service", "No way to reach them has been confirmed.")
    if any(contact.type in {"voice", "sms", "whatsapp"} for contact in contacts):
        return told
    return lines(words.pgettext("service", "No phone number has been confirmed."), told)


def contact_line(words: Words, contact: Contact, names: Names) -> str:
    """Return one contact as it is dialled or opened, with what a call costs and shows."""
    label = labels.contact_label(words, contact)
    if contact.label_code not in SAYS_NOTHING and contact.label_code in names["contact_labels"]:
        use = labels.named(words, names, "contact_labels", contact.label_code)
        label = words.pgettext("contact", "{contact} ({use})", contact=label, use=use)
    value = contact.dial or contact.value
    if contact.type != "voice":
        return words.pgettext("contact", "{contact}: {value}", contact=label, value=value)
    return words.pgettext(
        "contact",
        "{contact}: {value} ({cost}; {bill})",
        contact=label,
        value=value,
        cost=labels.cost_line(words, contact),
        bill=labels.bill_line(words, contact),
    )


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
