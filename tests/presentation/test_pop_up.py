"""S27: what is read in a pop-up is whole, as it is dialled, and gives nothing away."""

import re
from dataclasses import replace
from functools import cache

from bot.checks.telling import read_telling_words, telling_word_in
from bot.messages import POP_UP_LENGTH
from bot.presentation.pop_up import (
    dialled,
    fitting,
    has_number,
    length,
    listing_pop_up,
    service_pop_up,
    urgent_pop_up,
)
from bot.presentation.service_card import opening_line
from bot.signposting.listing import Entry
from tests.conversation.visit import ROOT, world
from tests.languages import each_language
from tests.presentation.test_cards import ISOLATES, described, listing_scene, shown

A_SHEET = 5


@cache
def with_numbers(language: str) -> tuple[Entry, ...]:
    entries = (described(service, language) for service in shown())
    found = tuple(one for one in entries if has_number(one))
    assert len(found) > 80
    return found


COLON = re.compile("[:፦] ")
"""What stands before a number: Amharic has a colon of its own."""


def values(entry: Entry) -> set[str]:
    return {contact.dial or contact.value for contact in entry.service.confirmed_contacts}


def numbers_in(pop_up: str, hours: str = "") -> list[str]:
    """Return what stands at the end of each line but the first, and that of the hours."""
    rows = [row for row in pop_up.split("\n")[1:] if row != hours]
    parts = (COLON.split(row.translate(ISOLATES)) for row in rows)
    return [row[-1] for row in parts if len(row) > 1]


@each_language
def test_s27_a_pop_up_of_every_service_fits_and_its_numbers_are_as_dialled(language: str) -> None:
    scene, longest = listing_scene(language), 0
    for entry in with_numbers(language):
        pop_up = service_pop_up(scene, 10, entry)
        longest = max(longest, length(pop_up))
        hours = opening_line(scene.words, entry.opening, scene.local)
        numbers = numbers_in(pop_up, hours)
        assert set(numbers) <= values(entry), entry.service.id
        assert numbers[0] == (dialled(entry)[0].dial or dialled(entry)[0].value)
    print(f"\nlongest pop-up {language}: {longest}")
    assert longest <= POP_UP_LENGTH


@each_language
def test_s27_a_pop_up_of_a_whole_sheet_has_one_number_for_each(language: str) -> None:
    scene, entries = listing_scene(language), with_numbers(language)
    numbers = range(1, A_SHEET + 1)
    for at in range(len(entries)):
        sheet = (entries[at],) * A_SHEET  # five of the longest are the worst that can come
        pop_up = listing_pop_up(replace(scene, shown=sheet), numbers)
        assert length(pop_up) <= POP_UP_LENGTH
        rows = pop_up.translate(ISOLATES).split("\n")[1:]
        assert [row.split(":")[0].strip() for row in rows] == [str(number) for number in numbers]
        assert set(numbers_in(pop_up)) <= values(entries[at])


@each_language
def test_s27_a_pop_up_of_every_country_begins_with_its_first_number(language: str) -> None:
    scene, urgent = listing_scene(language), world().urgent
    countries = dict.fromkeys(number.country for number in urgent)
    assert len(countries) > 5
    for country in countries:
        pop_up = urgent_pop_up(scene, country)
        assert length(pop_up) <= POP_UP_LENGTH
        called = [one.dial for one in urgent if one.country == country and one.how == "voice"]
        rows = pop_up.translate(ISOLATES).split("\n")[1:]
        told = [row.split(" – ")[0] for row in rows]
        assert told[0] == called[0]
        assert set(told) <= set(called)
    assert "112" in urgent_pop_up(scene, None)


@each_language
def test_s25_the_first_line_of_no_pop_up_tells(language: str) -> None:
    words, scene = read_telling_words(ROOT / "locales", language), listing_scene(language)
    pop_ups = [urgent_pop_up(scene, None), listing_pop_up(scene, [1])]
    for entry in with_numbers(language):
        pop_ups.append(service_pop_up(scene, 1, entry))
        assert entry.service.name not in pop_ups[-1].split("\n")[0]
    for pop_up in pop_ups:
        assert telling_word_in(pop_up.split("\n")[0], words) is None


def test_s27_a_pop_up_leaves_out_whole_lines_and_never_cuts_one() -> None:
    long, short = "1" * POP_UP_LENGTH, "0800 123 456"
    assert fitting("First", [(long,), (short,)]) == f"First\n{short}"
    assert fitting("First", [(long, short)]) == f"First\n{short}"
    assert length("ab😀") == 4
