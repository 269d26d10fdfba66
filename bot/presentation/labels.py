"""
The word for every code: reasons, states, kinds of contact, notes, in her language.

Every English text stands inside `pgettext`, where the extractor finds it. `tests/presentation`
proves that no code is without its word.
"""

from collections.abc import Mapping

from bot.dialogue.flow import Dialogue
from bot.i18n import contexts
from bot.i18n.words import Words
from bot.signposting.listing import CheckedState, Met, PlanBWhen, Spoken, UrgentNumber
from bot.signposting.places import Areas
from bot.signposting.service import Contact, Kind


def area_name(words: Words, country: str, name_en: str) -> str:
    """Return the name of an area in her language."""
    return words.pgettext(contexts.area(country), name_en)


def country_label(words: Words, areas: Areas, country: str) -> str:
    """Return what a country (ISO 3166) is called on every card, in a directory or without one."""
    found = next((one for one in areas.countries if one.country == country), None)
    if found is None:
        return words.country_name(country)
    return area_name(words, country, found.names["en"])


def every_option(dialogue: Dialogue, words: Words) -> Mapping[str, str]:
    """Return the label of every option that stands in a dialogue file, by its id."""
    return {
        option.id: words.pgettext(
            contexts.option(question.flow, question.id, option.id, safety=question.safety),
            option.label,
        )
        for question in dialogue.questions
        for option in question.options
    }


def kind_label(words: Words, kind: Kind) -> str:
    """Return what sort of organisation it is."""
    match kind:
        case "community":
            return words.pgettext("kind", "Community group")
        case "specialist":
            return words.pgettext("kind", "Specialist service")
        case "statutory":
            return words.pgettext("kind", "Public service")


def contact_label(words: Words, contact: Contact) -> str:
    """Return the word before a contact's number or address."""
    return {
        "voice": words.pgettext("contact", "Phone"),
        "sms": words.pgettext("contact", "Text message"),
        "whatsapp": words.pgettext("contact", "WhatsApp"),
        "webchat": words.pgettext("contact", "Chat on a website"),
        "email": words.pgettext("contact", "E-mail"),
        "web": words.pgettext("contact", "Website"),
        "app": words.pgettext("contact", "App"),
    }[contact.type]


def bill_line(words: Words, contact: Contact) -> str:
    """Return what is known about the call on the bill (S27)."""
    return {
        "shown": words.pgettext("contact", "the bill shows it"),
        "not_shown": words.pgettext("contact", "the bill does not show it"),
        "not_known": words.pgettext("contact", "not known if the bill shows it"),
    }[contact.bill]


def cost_line(words: Words, contact: Contact) -> str:
    """Return what a call costs."""
    return {
        "free": words.pgettext("contact", "the call is free"),
        "ordinary": words.pgettext("contact", "costs an ordinary call"),
        "not_known": words.pgettext("contact", "cost not known"),
    }[contact.call_cost]


def plan_b_label(words: Words, when: PlanBWhen) -> str:
    """Return the situation that a plan B is for."""
    return {
        # Translators: A button: at most 40 characters.
        "no_answer": words.pgettext("plan_b", "If nobody answers"),
        # Translators: A button: at most 40 characters.
        "refused": words.pgettext("plan_b", "If they say no"),
        # Translators: A button: at most 40 characters.
        "closed": words.pgettext("plan_b", "If it is closed"),
        # Translators: A button: at most 40 characters.
        "cannot_speak": words.pgettext("plan_b", "If you cannot speak"),
        # Translators: A button: at most 40 characters.
        "watched": words.pgettext("plan_b", "If someone looks at your phone"),
    }[when]


def spoken_line(words: Words, code: str, spoken: Spoken) -> str:
    """Return how her language is spoken there."""
    language = words.language_name(code)
    match spoken:
        case "staff":
            return words.pgettext("spoken", "Someone speaks {language}", language=language)
        case "some_hours":
            return words.pgettext("spoken", "{language} at some hours", language=language)
        case "interpreter":
            return words.pgettext("spoken", "{language} with an interpreter", language=language)
        case "ask":
            return words.pgettext("spoken", "{language}: not known, ask them", language=language)
        case "no":
            return words.pgettext("spoken", "{language}: not spoken", language=language)


def near_line(words: Words, code: str, near: str) -> str:
    """Return that a language near hers is spoken there: it is never said to be hers."""
    return words.pgettext(
        "spoken",
        "Someone speaks {near}, which is near to {language}",
        near=words.language_name(near),
        language=words.language_name(code),
    )


def met_line(words: Words, met: Met, *, nationwide: bool, near: bool = False) -> str | None:
    """
    Return the line to add when nothing nearer fits; otherwise nothing.

    `nationwide` is whether all that is shown is for the whole country: a line for England is not.
    `near` is whether some of it is for her place, though not for what she is looking for.
    """
    if met != "national_only":
        return None
    if near:
        return words.pgettext("listing", "Nothing on the list is for exactly this.")
    if nationwide:
        return words.pgettext("listing", "Nothing nearer fits. These are for the whole country.")
    return words.pgettext("listing", "Nothing nearer fits. These are for a larger area.")


def checked_word(words: Words, state: CheckedState, days: int) -> str:
    """Return how long ago somebody checked a record."""
    text = words.npgettext("checked", "Checked {count} day ago", "Checked {count} days ago", days)
    if state == "stale":
        return words.pgettext("checked", "{checked}; it may have changed", checked=text)
    return text


def urgent_label(words: Words, number: UrgentNumber) -> str:
    """Return what a number is for, in ordinary words (S25)."""
    return {
        "emergency": words.pgettext("safety.urgent", "Police, ambulance, fire"),
        "police": words.pgettext("safety.urgent", "Police"),
        "ambulance": words.pgettext("safety.urgent", "Ambulance"),
        "fire": words.pgettext("safety.urgent", "Fire"),
        "helpline": words.pgettext("safety.urgent", "Help line"),
    }[number.kind]


def urgent_how(words: Words, number: UrgentNumber) -> str:
    """Return how a number is used that is not simply called."""
    return {
        "voice": words.pgettext("safety.urgent", "by phone"),
        "sms": words.pgettext("safety.urgent", "by text message"),
        "app": words.pgettext("safety.urgent", "an app"),
    }[number.how]


Names = Mapping[str, Mapping[str, str]]
"""The taxonomy's English names: section, then code."""


def named(words: Words, names: Names, section: str, code: str) -> str:
    """Return a code of the taxonomy in her language; the bare code when it has no name."""
    english = names.get(section, {}).get(code)
    return code if english is None else words.pgettext(contexts.taxonomy(section), english)
