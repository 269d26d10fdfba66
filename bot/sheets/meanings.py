"""
What a translator has to know of a text beside its English: where it appears, what its gaps hold.
"""

from collections.abc import Iterator, Mapping
from gettext import c2py
from types import MappingProxyType

from bot.i18n.catalogue_files import Message
from bot.i18n.contexts import COVER, SAFETY
from bot.i18n.words import PLACEHOLDER

MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "bill": "whether the call stands on the bill, in words",
        "checked": "a whole sentence: how long ago somebody checked it",
        "contact": "what kind of contact it is: phone, text message, e-mail",
        "cost": "what the call costs, in words",
        "count": "a whole number, in digits",
        "country": "the name of a country",
        "date": "a day, such as 20 November 2026, in your language",
        "day": "the name of a day of the week, or a word such as tomorrow",
        "kind": "what kind of service it is",
        "language": "the name of a language",
        "name": "the name of a service, in its own letters",
        "near": "the name of a language that is near to hers",
        "needs": "what a service helps with: one or several, as a list",
        "note": "a short remark on a number",
        "number": "a number: of a service in the list, or a telephone number",
        "oldest": "an age in years, in digits",
        "people": "whom it is for: one or several groups, as a list",
        "place": "the name of a town, a region or a country",
        "places": "names of places, as a list",
        "purpose": "what an urgent number is for",
        "reason": "why a service stands in the list",
        "site": "the address of a web site",
        "subject": "what a note is about",
        "subjects": "what notes are about, as a list",
        "text": "a whole text of one or several sentences",
        "time": "a time of day, such as 09:30",
        "use": "what this contact is for: the office, a crisis",
        "value": "a telephone number or an address",
        "word": "one ordinary word: the safe word of your language",
        "year": "a year, in digits",
        "youngest": "an age in years, in digits",
    }
)
"""What stands in the place of each word in braces. A test knows that none is missing."""

PLACES: Mapping[str, str] = MappingProxyType(
    {
        "area": "the name of a place: in the list to choose from, and above a listing",
        "beside_her": "a card that a helper reads, or turns towards the woman beside her",
        "button": "a button on many cards",
        "checked": "how well a service is known, below it in the list",
        "command": "the list of commands beside the field in which she types",
        "contact": "a service's card: how to reach it",
        "cover": "the first line of what stands in the chat",
        "country_note": "a card on law and practice in a country",
        "day": "when a service opens next",
        "hand_on": "the card with which a helper hands the bot on",
        "handout": "a page that is printed for a group",
        "kind": "what a service is, below its name",
        "language": "the name of a language, in a list or a sentence",
        "leave": "the card that she sees when she leaves",
        "lesson": "a short lesson for helpers",
        "lessons": "the short lessons for helpers",
        "listing": "the list of services",
        "note": "a card on law and practice: the lines around the note",
        "notice": "a line above a card",
        "opening": "whether a service is open",
        "option": "a button below a question",
        "page": "a page that explains the bot",
        "place": "a place with its country",
        "plan_b": "the card on what to do when it does not work",
        "pop_up": "a pop-up that shows numbers for a moment",
        "privacy": "the page that says what is kept",
        "profile": "what anybody sees of the bot before it is begun",
        "question": "a question",
        "service": "a service's card",
        "spoken": "which language is spoken at a service",
        "taxonomy": "a word for what a service does or whom it is for",
        "urgent": "the card of urgent numbers",
        "welcome": "the first card",
        "why": "why a service stands in the list",
        "words_to_say": "what she can say on the phone, or show",
    }
)
"""Where a text appears, by the first word of its context."""

_SAMPLES = 4
_TRIED = 1_001


def where_of(context: str) -> str:
    """Return where a text appears, in words."""
    plain = context.removeprefix(SAFETY).removeprefix(COVER)
    first, _, rest = plain.partition(".")
    said = PLACES.get(first, "somewhere on a card")
    if first in {"option", "question", "taxonomy"} and rest:
        said += f" ({rest.replace('.', ', ')})"
    if context.startswith(SAFETY):
        said += ". A safety text: without it the language is not offered"
    return said


def gaps_of(english: str) -> str:
    """Return what stands in the place of each word in braces, a line each."""
    names = dict.fromkeys(PLACEHOLDER.findall(english))
    return "\n".join(f"{{{name}}}: {MEANINGS[name]}" for name in names)


def numbers_of(rule: str, forms: int) -> Iterator[str]:
    """Yield for each plural form of a language the first few numbers that take it."""
    chosen = c2py(rule.partition("plural=")[2].strip().rstrip(";"))
    for form in range(forms):
        taken = [number for number in range(_TRIED) if int(chosen(number)) == form]
        more = ", …" if len(taken) > _SAMPLES else ""
        yield "for " + ", ".join(map(str, taken[:_SAMPLES])) + more


def remarks_of(message: Message) -> str:
    """Return the remarks for translators, as one sentence after another."""
    return " ".join(message.auto_comments)
