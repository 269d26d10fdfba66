"""
The rank of rank.py, number by number, as questions to be asked of sets.
"""

from collections.abc import Iterator

from bot.signposting.bits import Bits, either
from bot.signposting.questions import Question, Row, as_questions
from bot.signposting.sets import Sets


def rank_as_questions(sets: Sets) -> list[Question]:
    """Return the rank as questions: a row for each number, of the last as far as the urns go."""
    questions: list[Question] = []
    for row in _what_it_is(sets):
        questions += as_questions(row)
    for language in dict.fromkeys(sets.need.languages):
        questions += sets.index.spoken.get(language, sets.index.unlisted)
    for row in _like_today(sets):
        questions += as_questions(row)
    questions += sets.index.by_confidence
    questions.append((sets.day.fresh, 1))
    questions += sets.index.by_year
    questions.extend((bits, 1) for bits in _how_easy_it_is(sets))
    questions += sets.index.days.draw(sets.search.today)
    return questions


def _what_it_is(sets: Sets) -> Iterator[Row]:
    need, filed = sets.need, sets.filed
    if sets.last_of_all:
        yield (sets.but(sets.last_of_all),)
    if sets.for_this_child:
        yield (sets.for_this_child,)
    yield (sets.but(sets.for_others),)
    yield (sets.met,)
    if sets.for_this_child:
        yield _open_for_children(sets)
    yield (sets.day.recent, sets.day.stale)
    yield (sets.but(filed["takes", need.who or "woman", "ask"]),)
    if sets.for_other_papers:
        yield (sets.but(sets.for_other_papers),)
    if "deaf" in need.groups:
        yield (either(filed["way", way] for way in sets.ways if way != "voice"),)
    yield sets.does_so_many()
    if need.groups or need.who == "man":
        yield (sets.made_for_her,)


def _open_for_children(sets: Sets) -> Row:
    opened, *others = sets.states
    return (sets.but(sets.for_this_child) | opened, *others)


def _like_today(sets: Sets) -> Iterator[Row]:
    if sets.papers_count:
        yield (sets.filed["papers", sets.need.papers, "yes"],)
    yield (sets.states[0],)
    stage = "now" if sets.need.tonight else sets.need.stage
    if stage is not None:
        yield (sets.filed["stage", stage],)
    if len(sets.steps) > 1:
        yield sets.steps[:-1]


def _how_easy_it_is(sets: Sets) -> Iterator[Bits]:
    yield sets.filed["free_service",] | sets.by_ways("free")
    if "text" in sets.ways:
        yield sets.filed["quiet",]
