"""
Which languages are spoken where, and whose community a service is.

Only what staff speak and a page states counts as spoken. Unknown is never yes and never no: it is
"ask" (S60).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from bot.signposting.listing import Spoken
from bot.signposting.need import Need
from bot.signposting.service import Service, SpokenLanguage

_OFFICIAL = {
    "AL": "sq", "AT": "de", "BA": "bs hr sr", "BE": "nl fr de", "BG": "bg", "CH": "de fr it",
    "CY": "el tr", "CZ": "cs", "DE": "de", "DK": "da", "EE": "et", "ES": "es", "FI": "fi sv",
    "FR": "fr", "GB": "en", "GR": "el", "HR": "hr", "HU": "hu", "IE": "en ga", "IS": "is",
    "IT": "it", "LT": "lt", "LU": "fr de lb", "LV": "lv", "MD": "ro", "ME": "sr", "MK": "mk",
    "MT": "mt en", "NL": "nl", "NO": "no", "PL": "pl", "PT": "pt", "RO": "ro", "RS": "sr",
    "SE": "sv", "SI": "sl", "SK": "sk", "TR": "tr", "UA": "uk", "XK": "sq sr",
}  # fmt: skip

OF_THE_COUNTRY: Mapping[str, frozenset[str]] = MappingProxyType(
    {country: frozenset(languages.split()) for country, languages in _OFFICIAL.items()}
)
"""
Languages that say nothing about which community someone belongs to, by country (ISO 3166).

All of Europe, after the Unicode CLDR, so that a country can be added by its files alone.
"""

OF_THE_PROJECT = (
    "en", "fr", "es", "de", "it", "mt", "sq", "ar", "fa", "prs", "ps", "ckb", "kmr", "ti", "am",
    "so", "ur", "bn", "pa", "tr", "uk", "ru", "pl", "ro", "pt", "vi",
)  # fmt: skip
"""Languages (ISO 639) that can be asked for even where no service lists them."""

KURDISH = frozenset({"ku", "ckb", "kmr", "ku_unspecified"})
"""Kurdish as a whole, its varieties, and "Kurdish, the page does not say which"."""

UNNAMED_KURDISH = frozenset({"ku", "ku_unspecified"})

FOR_EVERY_MIGRANT = frozenset({"all_migrant_women", "all_refugees"})
"""Communities that every woman this bot is for belongs to."""

LANGUAGES_OF: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "albanian": frozenset({"sq"}),
        "polish": frozenset({"pl"}),
        "latin_american": frozenset({"es", "pt"}),
        "jewish": frozenset(),
        "sikh": frozenset(),
    }
)
"""
The `only_for` codes of communities and faiths, with the languages by which one is recognised.

A faith has none: nobody is asked for hers, and none is guessed from a language (S9).
"""

BEST_FIRST: tuple[Spoken, ...] = ("staff", "some_hours", "interpreter", "ask", "no")

SIGNED = frozenset({"bfi", "csc", "fsl", "gsg", "ise", "mdl", "ssp"})
"""The sign languages of the countries so far (ISO 639)."""


@dataclass(frozen=True, slots=True)
class RelatedSource:
    """A page, and the day on which it was read (UTC)."""

    url: str
    read: date


@dataclass(frozen=True, slots=True)
class Related:
    """
    Languages (ISO 639) that are near each other, or, with `near` no, only thought to be.

    `said` is what the pages say, in our words; nobody but an administrator reads it.
    """

    id: str
    languages: tuple[str, ...]
    near: Literal["yes", "no"]
    said: str
    sources: tuple[RelatedSource, ...]


def spoken(service: Service, language: str) -> Spoken:
    """Return how well a language (ISO 639) can be spoken there."""
    listed = [_as_stated(one) for one in service.languages if one.code == language]
    if listed:
        return min(listed, key=BEST_FIRST.index)
    if language in KURDISH and any(one.code in KURDISH for one in service.languages):
        return "ask"
    return _unlisted(service)


def _as_stated(one: SpokenLanguage) -> Spoken:
    return one.how if one.basis == "stated" else "ask"


def _unlisted(service: Service) -> Spoken:
    offered = service.interpreters.offered if service.interpreters else "ask"
    if offered == "yes":
        return "ask" if _names_every_interpreter(service) else "interpreter"
    return offered


def _names_every_interpreter(service: Service) -> bool:
    """
    Whether the record already names all languages it has interpreters for.

    A line with eighteen languages, all eighteen named, does not promise a nineteenth.
    """
    count = service.interpreters.count if service.interpreters else None
    if count is not None:
        return sum(one.how in {"interpreter", "ask"} for one in service.languages) >= count
    return any(one.how == "interpreter" for one in service.languages)


def speaks(service: Service, language: str) -> bool:
    """Whether staff speak it and a page states so; Kurdish of no named kind counts for each."""
    wanted = UNNAMED_KURDISH | {language} if language in KURDISH else {language}
    return any(
        one.code in wanted and one.how == "staff" and one.basis == "stated"
        for one in service.languages
    )


def near_ones(service: Service, language: str, related: Iterable[Related]) -> tuple[str, ...]:
    """
    Return the languages near hers that staff there speak, where they do not speak hers.

    To be shown, and never counted as hers: no rule, no rank and no "met" asks this
    (decisions/0011). An interpreter into a near language is not named: one into hers can be asked
    for as well.
    """
    if speaks(service, language):
        return ()
    near = (one.languages for one in related if one.near == "yes" and language in one.languages)
    others = dict.fromkeys(other for languages in near for other in languages if other != language)
    return tuple(other for other in others if speaks(service, other))


def of_her_community(need: Need) -> tuple[str, ...]:
    """
    Return her languages without the country's own.

    Who names only English in the United Kingdom has not said that she is Polish, Somali or Sikh.
    """
    own = OF_THE_COUNTRY.get(need.country, frozenset())
    return tuple(one for one in need.languages if one not in own)


def that_count(need: Need) -> tuple[str, ...]:
    """
    Return those of her languages by which it is told whether a service meets her in her own.

    The first she named, and every other that is not the country's own: who names Albanian and then
    English has not been met in her language by a line that speaks English.
    """
    return tuple(dict.fromkeys((*need.languages[:1], *of_her_community(need))))


def place_of_her_language(service: Service, need: Need) -> int:
    """
    Return the place, in her order, of the first of her languages that staff there speak.

    The country's own languages have no part in it. Smaller is better; a service that speaks none of
    them, though it be for every migrant, stands after all that speak one.
    """
    hers = of_her_community(need)
    return next((place for place, one in enumerate(hers) if speaks(service, one)), len(hers))


def is_hers(service: Service, need: Need) -> bool:
    """Whether a community service is for hers: it speaks her language, or is for every migrant."""
    if not FOR_EVERY_MIGRANT.isdisjoint(service.community):
        return True
    return any(speaks(service, one) for one in of_her_community(need))


def may_be_of(code: str, need: Need) -> bool:
    """
    Whether she may be of the community or faith that an `only_for` code names.

    Who named her languages, and none of that community's, would only be turned away at that door. A
    faith has no language, and who named none but the country's own has not said: these may be.
    """
    theirs = LANGUAGES_OF[code]
    return not (theirs and of_her_community(need)) or not theirs.isdisjoint(need.languages)


def is_kept_to_another_community(service: Service, need: Need) -> bool:
    """Whether it is only for one community or faith, and she named no language of that one."""
    kept = [LANGUAGES_OF[one] for one in service.only_for if one in LANGUAGES_OF]
    return bool(kept) and all(one.isdisjoint(need.languages) for one in kept)


def is_of_another_community(service: Service, need: Need) -> bool:
    """
    Whether it is by and for a community, or may be, and that is not known to be hers.

    "May be" counts only where the record names the community.
    """
    if service.by_and_for == "no" or is_hers(service, need):
        return False
    return service.by_and_for == "yes" or bool(service.community)
