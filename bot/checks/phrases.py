"""
Words to say in the languages of the countries, and which languages are near each other.

A stranger reads the words on her screen: they are short, they tell nothing (S25), and every
language that can be chosen has a name in them. What is said of two languages rests on a page that
somebody read.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path

from bot.checks.cover import every_list
from bot.checks.problem import Problem, problem_of
from bot.checks.services_contacts import is_web_address
from bot.checks.telling import TellingWords, telling_word_in
from bot.errors import ContentError
from bot.exchange.related_files import related_document, related_in
from bot.exchange.service_files import Standing
from bot.i18n.phrases import FILE, Phrases, read_phrases
from bot.i18n.words import PLACEHOLDER, SOURCE
from bot.signposting.languages import OF_THE_COUNTRY, OF_THE_PROJECT, Related

LONGEST = 80
"""The most characters of a sentence: a stranger reads it at arm's length."""


def check_phrases(locales: Path, countries: Iterable[str]) -> list[Problem]:
    """Return all that is wrong with the words to say in these countries (ISO 3166)."""
    try:
        phrases = read_phrases(locales)
        lists = every_list(locales)
    except ContentError as error:
        return [problem_of(error)]
    place = f"{locales / FILE}:1"
    faults = (*_missing(phrases, countries), *_wrong(phrases, lists), *_nameless(phrases))
    return [Problem(place, what, remedy) for what, remedy in faults]


Fault = tuple[str, str]
"""What is wrong, and what to do."""


def _missing(phrases: Phrases, countries: Iterable[str]) -> Iterator[Fault]:
    spoken = (OF_THE_COUNTRY.get(country, frozenset()) for country in countries)
    for code in sorted(frozenset[str]().union(*spoken) - set(phrases.sentences)):
        yield f"no sentences in {code}, the language of a country", "Write them, as a draft"


def _wrong(phrases: Phrases, lists: list[TellingWords]) -> Iterator[Fault]:
    for language, sentences in phrases.sentences.items():
        for name, text in sentences.items():
            said, where = phrases.sentences[SOURCE][name], f"{name} in {language}"
            if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(said)):
                yield f"{where} has other placeholders than the English", "Write the same"
            if len(text) > LONGEST:
                yield f"{where} has {len(text)} characters; at most {LONGEST}", "Say it shorter"
            if any(telling_word_in(text, words) for words in lists):
                yield f"{where} holds a telling word", "Say it with ordinary words (S25)"


def _nameless(phrases: Phrases) -> Iterator[Fault]:
    for language in phrases.sentences:
        for code in OF_THE_PROJECT:
            if phrases.name(code, language) == code:
                yield f"{code} has no name in {language}", "Write one under `names`"


def check_related(folder: Path, today: date | None = None) -> list[Problem]:
    """Return all that is wrong with the languages that are said to be near each other."""
    try:
        document = related_document(folder)
        found = related_in(document)
    except ContentError as error:
        return [problem_of(error)]
    latest = today or datetime.now(UTC).date()
    standing = {one.id: Standing(document, (at,)) for at, one in enumerate(found)}
    faults = [fault for one in found for fault in _unsound(one, latest)]
    return [
        Problem(standing[id_].place(), what, remedy)
        for id_, what, remedy in [*faults, *_twice(found)]
    ]


RelatedFault = tuple[str, str, str]
"""The id of an entry, what is wrong with it, and what to do."""


def _unsound(one: Related, latest: date) -> Iterator[RelatedFault]:
    if len(set(one.languages)) < 2:
        yield one.id, "fewer than two languages", "Name both"
    if not one.sources:
        yield one.id, "nobody says so", "Add `sources` with the page it was read on"
    for source in one.sources:
        if not is_web_address(source.url):
            yield one.id, f"{source.url!r} is not a web address", "Copy it from the browser"
        if source.read > latest:
            yield one.id, "it was read on a day to come", "Write the day it was read on"


def _twice(found: tuple[Related, ...]) -> Iterator[RelatedFault]:
    """Yield what two entries say of the same two languages: which is meant is not to be guessed."""
    seen: dict[frozenset[str], str] = {}
    for one in found:
        for pair in map(frozenset, combinations(one.languages, 2)):
            if pair in seen:
                named = " and ".join(sorted(pair))
                yield one.id, f"{named} stand in {seen[pair]!r} already", "Keep one of the two"
            seen.setdefault(pair, one.id)
