"""
Rounds of narrowing: what her answers are once a country or a narrowing has replaced another.

Pure: answers go in, answers come out.
"""

from bot.answers import SKIPPED, Answers

Round = tuple[tuple[str, str], ...]
"""The answers of one round of narrowing, or those before the first: question and option."""

NARROWING = "after_results"
"""The question below every listing: a round of narrowing begins with its answer."""

ELSEWHERE = "another_country"
"""The answer to that question which keeps every other and asks for the country anew."""


def in_one_country(answers: Answers) -> Answers:
    """
    Return the answers as if she had named the last country first.

    A place that is typed now belongs to that one; the part of a country that she named before does
    not.
    """
    rounds = _rounds(answers)
    moves = [one for one in rounds[1:] if _is_move(one)]
    if not moves:
        return answers
    kept = Answers(tuple(entry for one in rounds if one not in moves for entry in one))
    kept = kept.replacing("country", moves[-1][1][1])
    for named in ("region", "place"):
        kept = kept if kept.last(named) is None else kept.replacing(named, SKIPPED)
    return kept


def _is_move(one: Round) -> bool:
    """Whether a round took her to another country."""
    return one[:1] == ((NARROWING, ELSEWHERE),) and len(one) > 1


def without_replaced_rounds(answers: Answers) -> Answers:
    """
    Return the answers without rounds of narrowing that a later, like round has replaced.

    Keeps a long visit short: narrowing by papers twice leaves the second round alone. Of countries
    gone through, one in which something was answered stays: it may be offered nowhere else.
    """
    rounds = _rounds(answers)
    kept = [
        one
        for at, one in enumerate(rounds)
        if at == 0 or not any(_alike(one, later) for later in rounds[at + 1 :])
    ]
    after = [*kept[1:], ()]
    kept = [one for one, then in zip(kept, after, strict=True) if not _is_passed_through(one, then)]
    return Answers(tuple(entry for one in kept for entry in one))


def _rounds(answers: Answers) -> list[Round]:
    found: list[list[tuple[str, str]]] = [[]]
    for entry in answers.entries:
        if entry[0] == NARROWING:
            found.append([])
        found[-1].append(entry)
    return [tuple(one) for one in found]


def _is_passed_through(one: Round, then: Round) -> bool:
    """Whether she went to a country and on to the next without answering anything there."""
    return _is_move(one) and _is_move(then)


def _alike(one: Round, later: Round) -> bool:
    if _is_move(one):
        return False
    # A round that has only begun replaces nothing: back must still find what it leads away from.
    same_start = one[:1] == later[:1] and len(later) >= len(one) > 1
    narrowed_by = [entry for entry in one if entry[0] == "narrow_by"]
    return same_start and all(entry in later for entry in narrowed_by)
