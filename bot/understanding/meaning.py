"""
What a typed message means: the one question the turn asks of this package.

In this order, because a mistake is worse the further up it happens: the safe word (S12), distress
(S11), a command, an answer on the card, a wish to leave in one of its clauses, an answer in her own
words, a country, a place, a part of an answer (after places: York is not Yorkshire), an answer or a
place in a sentence, a country that a sentence mentions, what she looks for where something else is
asked; what surely sounds like a command in her language; then commands, answers and places with
slips of spelling, and answers and wishes in English words. A command in her own language goes
before what only sounds like danger, or is a slip away from it. A text that fits nothing is
`unknown`, and the same question is asked again, kindly.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from bot.understanding.commands import (
    FoundCommand,
    exact_command,
    leaving_in_a_clause,
    misspelt_command,
)
from bot.understanding.countries import FoldedNames, country_called, country_mentioned
from bot.understanding.distress import meant_as_danger
from bot.understanding.gazetteer import PlaceKey
from bot.understanding.lexicon import Lexicon
from bot.understanding.options import exact_option, partly_named_option
from bot.understanding.places import PlaceFinding, PlaceIndex
from bot.understanding.sentences import (
    SHORTEST_ELSEWHERE,
    is_her_word,
    is_only_polite,
    misspelt,
    named,
    nearly_named,
    option_in,
    place_in,
)
from bot.understanding.skeleton import plain

Kind = Literal[
    "safe_word", "distress", "leave", "back", "restart", "language", "urgent", "skip", "more",
    "privacy", "share", "option", "wish", "place", "place_candidates", "unknown",
]  # fmt: skip

_LONGEST_READ = 4096
_LONGEST_MISSPELT = 60
_SHORT_WORD = 4


@dataclass(frozen=True, slots=True)
class Meaning:
    """
    What was meant.

    `detail` is an option's id for `option` and `wish`; for `language` the ISO 639 code she named,
    if any; for every other command, for distress and the safe word the code of the language it was
    said in.
    `places` is the one place for `place`, at most three for `place_candidates`; `names` is what
    each is called where that is not the area's own name: the city she typed, which lies in it. For
    `language` it is the codes of all that go by the name she typed, where that is not one alone.
    """

    kind: Kind
    detail: str | None = None
    places: tuple[PlaceKey, ...] = ()
    names: tuple[str, ...] = ()


UNKNOWN = Meaning("unknown")

_ENGLISH = "en"
"""The language in whose words answers are understood beside hers, the last of all."""

_NO_NAMES: FoldedNames = {}
_NO_WISHES: Mapping[str, Collection[str]] = MappingProxyType({})


def understand(
    text: str,
    lexicons: Sequence[Lexicon],
    options: Mapping[str, str],
    places: PlaceIndex,
    country: str | None = None,
    *,
    asks_where: bool = True,
    language: str | None = None,
    countries: FoldedNames = _NO_NAMES,
    own_countries: Collection[str] = (),
    everyday: Collection[str] = (),
    asked: Collection[str] = (),
    wishes: Mapping[str, Collection[str]] = _NO_WISHES,
) -> Meaning:
    """
    Return what a text means. Never raises, whatever the text.

    `options` are the labels on the card by id; `country` is the one she chose (ISO 3166), if any;
    `asks_where` is whether the card asks for a place: elsewhere a name must be nearer. `language`
    (ISO 639) is the one she chose, if any: what is ordinary in it is no danger in another.
    `countries` are the folded names of whole countries, `own_countries` those in her language where
    the card asks for a place: "Italien" is also what some call a language. `everyday` are folded
    words of her language that are a command, or danger, only where its own list says so: "hello" in
    it is how to leave in another; and so is what stands in its list of answers to what is asked.
    `asked` are the slots of the questions that the options answer, for answers in her own words;
    `wishes` holds of other questions, by slot, the answers that may be given ahead.
    """
    text, own, english = text[:_LONGEST_READ], _own(lexicons, language), _own(lexicons, _ENGLISH)
    is_polite = is_only_polite(text, own)
    is_everyday = is_polite or plain(text) in everyday
    is_everyday = is_everyday or is_her_word(text, own, (*asked, *wishes))
    commanding = _asked_for_commands(text, lexicons, language, is_everyday=is_everyday)
    return (
        _safe_word(text, lexicons)
        or _distress(
            meant_as_danger(
                text,
                (own,) if is_everyday and own is not None else lexicons,
                language,
                lambda: is_polite or _is_an_answer(text, options, places, country),
            )
        )
        or (
            _in_country(text, countries, options, country) if plain(text) in own_countries else None
        )
        or _command_or_answer(text, commanding, options, own)
        or _option(exact_option(text, options))
        or _command(leaving_in_a_clause(text, own))
        or _option(named(text, own, asked, options))
        or _in_country(text, countries, options, country, offered=not asks_where)
        or _offered(is_everyday, _place(places.find_exact(text, country)))
        or _option(partly_named_option(text, options))
        or _option(option_in(text, own, options))
        or _place(place_in(text, own, places, country))
        or _country_mentioned(country_mentioned(text, countries), options, text, places)
        or _wish(text, own, wishes)
        or _unless(is_everyday, _sounds_like_a_command(text, commanding, language))
        or _unless(is_everyday, _misspelt_command(text, commanding))
        or _misspelt(text, own, options, lambda: places.find_near(text, country, asks_where))
        or _option(nearly_named(text, own, asked, options))
        or _option(named(text, english, asked, options, SHORTEST_ELSEWHERE))
        or _wish(text, english, wishes, SHORTEST_ELSEWHERE)
        or UNKNOWN
    )


def _safe_word(text: str, lexicons: Sequence[Lexicon]) -> Meaning | None:
    folded = plain(text)
    for lexicon in lexicons:
        if lexicon.safe_word is not None and folded and plain(lexicon.safe_word) == folded:
            return Meaning("safe_word", lexicon.language)
    return None


def _distress(found: str | None) -> Meaning | None:
    return Meaning("distress", found) if found is not None else None


def _is_an_answer(
    text: str, options: Mapping[str, str], places: PlaceIndex, country: str | None
) -> bool:
    if exact_option(text, options) is not None:
        return True
    return places.find_exact(text, country).resolved is not None


def _own(lexicons: Sequence[Lexicon], language: str | None) -> Lexicon | None:
    return next((one for one in lexicons if one.language == language), None)


def _asked_for_commands(
    text: str, lexicons: Sequence[Lexicon], language: str | None, *, is_everyday: bool
) -> Sequence[Lexicon]:
    """Return the lexicons whose commands the text may be: none where it is ordinary in hers."""
    own = _own(lexicons, language)
    if own is None or any(plain(text) in one.plain_names for one in lexicons):
        return lexicons
    if not own.ordinary_phrases.taken_out_of(plain(text)).strip("| "):
        return ()  # her greeting may be a farewell in another language, or nearly one
    return (own,) if is_everyday else lexicons


def _unless(is_everyday: bool, found: Meaning | None) -> Meaning | None:
    """Return what a text only resembles; of an everyday word nothing but the call for help."""
    return None if found and is_everyday and found.kind != "urgent" else found


def _offered(is_everyday: bool, found: Meaning | None) -> Meaning | None:
    """Return the place of a text; where "thanks" is the name of one, it is only asked about."""
    if found is None or found.kind != "place" or not is_everyday:
        return found
    return replace(found, kind="place_candidates")


def _command(found: FoundCommand | None) -> Meaning | None:
    if found is None:
        return None
    several = found.named if len(found.named) > 1 else ()
    return Meaning(found.name, found.language, names=several)


def _command_or_answer(
    text: str, lexicons: Sequence[Lexicon], options: Mapping[str, str], own: Lexicon | None
) -> Meaning | None:
    command = exact_command(text, lexicons)
    if command is not None and command.name == "language":
        # Where the card asks for a language, its name is the answer and no wish to read in it.
        named = partly_named_option(text, options) if command.language else None
        return (
            _option(exact_option(text, options) or named)
            or _option(option_in(text, own, options))
            or _command(command)
        )
    return _command(command)


def _sounds_like_a_command(
    text: str, lexicons: Sequence[Lexicon], language: str | None
) -> Meaning | None:
    own = _own(lexicons, language)
    if own is None or own.hearing is None:
        return None
    name = own.hearing.command(plain(text))
    if name is None:
        return None
    return _command(FoundCommand(name, None if name == "language" else own.language))


def _option(found: str | None) -> Meaning | None:
    return Meaning("option", found) if found is not None else None


def _wish(
    text: str, own: Lexicon | None, wishes: Mapping[str, Collection[str]], shortest: int = 1
) -> Meaning | None:
    found = (named(text, own, (slot,), ids, shortest) for slot, ids in wishes.items())
    return next((Meaning("wish", one) for one in found if one is not None), None)


def _place(found: PlaceFinding) -> Meaning | None:
    if found.resolved is not None:
        return Meaning("place", places=(found.resolved,), names=found.names)
    if not found:
        return None
    return Meaning("place_candidates", places=found.candidates, names=found.names)


def _in_country(
    text: str,
    countries: FoldedNames,
    options: Mapping[str, str],
    country: str | None,
    *,
    offered: bool = False,
) -> Meaning | None:
    """Return the country that the text names; a move to another one may be `offered` only."""
    found = country_called(text, countries)
    if found is None:
        return None
    if found[0] in options:
        return Meaning("option", found[0])
    if found[0] == country:
        return UNKNOWN  # she has said so already, and no town that only looks like it is meant
    return _place(PlaceFinding(None if country is not None and offered else found, (found,)))


def _country_mentioned(
    found: PlaceKey | None, options: Mapping[str, str], text: str, places: PlaceIndex
) -> Meaning | None:
    """Take the country of a sentence where it is asked for, unless a place there stands beside."""
    if found is None or found[0] not in options:
        return None
    beside = (places.find_exact(word, found[0]) for word in text.split() if len(word) > _SHORT_WORD)
    within = next((one for one in beside if one.resolved and one.resolved[0] == found[0]), None)
    return _place(within) if within is not None else Meaning("option", found[0])


def _misspelt_command(text: str, lexicons: Sequence[Lexicon]) -> Meaning | None:
    if len(text) > _LONGEST_MISSPELT:
        return None
    return _command(misspelt_command(text, lexicons))


def _misspelt(
    text: str, own: Lexicon | None, options: Mapping[str, str], place: Callable[[], PlaceFinding]
) -> Meaning | None:
    if len(text) > _LONGEST_MISSPELT:
        return None
    return _option(misspelt(text, own, options)) or _place(place())
