"""
S4, S81, S84: every transition from every distinct state, in every offered language.

Two states are alike when the same step stands, under the same views, and every test of a slot that
can still be made from there has the same outcome. Walking one of them walks them all.
"""

from collections import Counter
from collections.abc import Iterator

import pytest

from bot.dialogue.condition import All, Any, Condition, Contains, Equals, IsNull, Not
from bot.dialogue.flow import Question, Step
from bot.dialogue.replay import targets
from bot.messages import ANEW, GLANCE
from bot.presentation.text import LISTING_LENGTH, SERVICE_LENGTH
from bot.presentation.words_card import LONGEST
from bot.scenes import where
from bot.sessions.session import View
from tests.conversation.visit import Visit, choosing, directory, world
from tests.languages import SHORTEST_WALK, marked, offered

WAYS_OUT = {"back", "urgent", "leave"}
OF_A_HELPER = {ANEW, "towards_her", "reception"}
ON_EVERY_CARD = (
    WAYS_OUT | OF_A_HELPER | {"skip", "more", "keep", "plan_b", "limits", "fallback", GLANCE}
)
LABEL = 40
FOR_THE_CALL = {"case", "words_to_say", "words_to_write"}
SHOWS_CONTACT = {"service", "plan_b", "case", "urgent", "note"}
Atom = Equals | Contains | IsNull


def atoms(condition: Condition) -> Iterator[Atom]:
    """Yield the single tests that a condition is made of."""
    match condition:
        case Not():
            yield from atoms(condition.part)
        case All() | Any():
            for part in condition.parts:
                yield from atoms(part)
        case Equals() | Contains() | IsNull():
            yield condition
        case _:
            raise AssertionError(condition)


def every_atom() -> tuple[Atom, ...]:
    dialogue = world().dialogue
    routes = [route.condition for step in dialogue.steps for route in step.routes]
    options = [option.condition for one in dialogue.questions for option in one.options]
    found = {atom for one in (*routes, *options) if one is not None for atom in atoms(one)}
    assert found
    return tuple(sorted(found, key=repr))


def reads(step: Step) -> frozenset[str]:
    conditions = [route.condition for route in step.routes]
    if isinstance(step, Question):
        conditions += [option.condition for option in step.options]
    return frozenset[str]().union(*(one.reads for one in conditions if one is not None))


def is_live(slot: str, start: Step) -> bool:
    """Whether some way from a step reads a slot before a question surely fills it anew."""
    waiting, seen = [start], set[tuple[str, str]]()
    while waiting:
        step = waiting.pop()
        if (step.flow, step.id) in seen:
            continue
        seen.add((step.flow, step.id))
        refilled = isinstance(step, Question) and step.slot == slot
        if slot in reads(step) and not refilled:
            return True
        if refilled and isinstance(step, Question) and step.ask_before_filling:
            continue
        waiting.extend(targets(world().dialogue, step))
        # A called flow comes back to wherever it was called from.
        waiting.extend(step for step in callers(step) if step is not start)
    return False


def callers(step: Step) -> list[Step]:
    dialogue = world().dialogue
    return [
        after
        for call in dialogue.steps
        if getattr(call, "target", None) == step.flow
        for after in targets(dialogue, call)
    ]


LIVE: dict[tuple[str, str], frozenset[str]] = {}


def live_slots(question: Question) -> frozenset[str]:
    key = (question.flow, question.id)
    if key not in LIVE:
        slots = {atom.slot for atom in every_atom()}
        LIVE[key] = frozenset(slot for slot in slots if is_live(slot, question))
    return LIVE[key]


def state(moment: Visit) -> object:
    """Return what tells one state from another."""
    assert moment.session is not None
    outcome = where(moment.session, world(), directory())
    live = live_slots(outcome.question) if outcome.question is not None else frozenset()
    tested = tuple(atom.holds(outcome.slots) for atom in every_atom() if atom.slot in live)
    over = moment.session.view
    # Below a card for the call one service is like another; every number has its own cards below.
    number = 0 if over and over[-1].kind in FOR_THE_CALL else 1
    views = tuple(
        (view.kind, view.name, counted(view, over) * number, view.places, view.distress)
        for view in over
    )
    chosen = moment.ids if not outcome.action else ()
    # A helper reads other words, and has other buttons, whatever the flow.
    helper = is_helper(moment), ANEW in moment.ids, "note" in moment.ids
    return (moment.card.step, views, tested, chosen, helper)


def counted(view: View, over: tuple[View, ...]) -> int:
    """Return a view's number; of sheets that something lies over, one is like another."""
    return 0 if view.kind in {"note", "more"} and view is not over[-1] else view.number


def is_helper(moment: Visit) -> bool:
    assert moment.session is not None
    return where(moment.session, world(), directory()).slots.get("role") is not None


def taps(moment: Visit) -> Iterator[str]:
    """Yield every button; of a list of places only the first and the last, which are alike."""
    picks = [one for one in moment.ids if one not in ON_EVERY_CARD]
    if moment.card.step == "language":
        picks = []  # the other languages are walked by themselves
    lists = {"languages", "her_language", "hand_on_languages"}
    alike = asks_for_a_place(moment) or moment.card.step in lists
    yield from (picks[0], picks[-1]) if alike and picks else picks
    yield from (one for one in moment.ids if one in ON_EVERY_CARD)


def asks_for_a_place(moment: Visit) -> bool:
    """Whether parts of a country are to be chosen from, also on a card that is turned to her."""
    assert moment.session is not None
    question = where(moment.session, world(), directory()).question
    here = question is not None and question.options_from in {"regions", "places"}
    return here and moment.card.step in {"region", "place", "towards_her"}


def is_first(moment: Visit) -> bool:
    assert moment.session is not None
    return not moment.session.answers.entries and not moment.session.view


def faults(moment: Visit, *, first: bool) -> Iterator[str]:
    card = moment.card
    if not card.text.strip():
        yield "says nothing"
    if "leave" not in moment.ids:
        yield "cannot be left"
    if "urgent" not in moment.ids and card.step != "urgent":
        yield "has no urgent numbers"
    if "back" not in moment.ids and not first:
        yield "has no way back"
    if len(set(moment.ids)) != len(moment.ids):
        yield f"has a button twice: {moment.ids}"
    if card.step == "results" and len(card.text) > LISTING_LENGTH:
        yield f"is a listing of {len(card.text)} characters"
    if card.step in {"service", "plan_b", "case"} and len(card.text) > SERVICE_LENGTH:
        yield f"is a card of {len(card.text)} characters"
    yield from faults_of_the_call(moment)
    yield from (f"has a long label: {one.label}" for one in card.buttons if len(one.label) > LABEL)
    if card.step not in {"results", "service", "plan_b", "urgent"}:
        choices = [one for one in moment.ids if one not in ON_EVERY_CARD]
        if len(choices) > (10 if card.columns == 2 else 5):
            yield f"offers {len(choices)} choices"


def faults_of_the_call(moment: Visit) -> Iterator[str]:
    """Yield what is wrong with a card that she may hold in her hand while she calls (S22)."""
    step, words = moment.card.step, {"words_to_say", "words_to_write", "reception"}
    if step in words and len(moment.card.text) > LONGEST:
        yield f"are words of {len(moment.card.text)} characters"
    shows = step in words or (step in SHOWS_CONTACT and moment.card.services)
    if shows and "keep" not in moment.ids:
        yield "shows a contact and cannot be kept"


@pytest.mark.parametrize("language", marked(offered(), few=SHORTEST_WALK))
def test_s4_no_dead_end_from_any_state_in_any_language(language: str) -> None:
    start = choosing(language)
    waiting, seen, walked = [start], {state(start)}, 0
    steps: Counter[str] = Counter()
    wrong: list[str] = []
    while waiting:
        moment = waiting.pop()
        steps[moment.card.step] += 1
        wrong += [f"{moment.card.step} {fault}" for fault in faults(moment, first=is_first(moment))]
        for id_ in taps(moment):
            after = moment.tap(id_)
            walked += 1
            if id_ == "leave":
                assert after.session is None
                assert after.card.text == ""
                continue
            assert after.session is not None
            asked_anew = after.session.answers.last("language") is None
            assert after.card.language == language or asked_anew
            key = state(after)
            if key not in seen:
                seen.add(key)
                waiting.append(after)
    print(f"\nwalk {language}: {len(seen)} states, {walked} transitions, {len(steps)} steps")
    asked = {question.id for question in world().dialogue.questions} - {
        "after_results",
        "urgent_where",
    }
    assert asked <= set(steps) | {"language"}, f"never reached: {asked - set(steps)}"
    shown = {"results", "service", "plan_b", "case", "words_to_say", "words_to_write", "urgent"}
    assert shown | {"traces", "limits", "towards_her", "reception", "hand_on"} <= set(steps)
    assert sorted(set(wrong)) == []
