"""
Read the dialogues with a critical eye: what a schema and the loader cannot see.

A step that nothing leads to, a circle that asks nothing, a way that ends nowhere, a list that no
telephone shows in one piece: each is found with file and line before she can meet it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.checks.problem import Problem, by_place, problem_of
from bot.checks.schema import schema_problems
from bot.dialogue.flow import Action, Call, Dialogue, Question, SetSlots, Step
from bot.dialogue.loader import dialogue_files, load_dialogue
from bot.dialogue.replay import targets
from bot.errors import ContentError
from bot.yaml_file import Document, read_yaml

ROOTS = ("welcome", "urgent")
"""The flows that begin by themselves: a visit, and the urgent numbers from anywhere."""


@dataclass(frozen=True)
class Places:
    """Where every step stands: its document and the way to it."""

    documents: tuple[Document, ...] = field(repr=False)

    def of(self, step: Step) -> str:
        """Return `file:line` of a step."""
        for document in self.documents:
            flow = (document.value.get("flows") or {}).get(step.flow, {"steps": []})
            for at, raw in enumerate(flow["steps"]):
                if raw["id"] == step.id:
                    return document.place("flows", step.flow, "steps", at)
        return f"{self.documents[0].path}:1"


def check_dialogues(folder: Path) -> list[Problem]:
    """Return every problem of the dialogues in a folder, sorted by file and line."""
    try:
        documents = tuple(read_yaml(path) for path in dialogue_files(folder))
        found = [
            problem
            for document in documents
            for _, problem in schema_problems(document, folder / "schema.json")
        ]
        if not found:
            dialogue, places = load_dialogue(folder), Places(documents)
            found = [*_missing(dialogue, folder), *_unreachable(dialogue, places)]
            found += _circles(dialogue, places)
            found += [*_dead_ends(dialogue, places), *_questions(dialogue, places)]
            found += [*_open_branches(dialogue, places), *_slots(dialogue, documents)]
    except ContentError as error:
        return [problem_of(error)]
    return sorted(found, key=by_place)


def reachable(dialogue: Dialogue) -> set[tuple[str, str]]:
    """Return flow and id of every step that some way leads to."""
    waiting = [dialogue.flows[root].steps[0] for root in ROOTS if root in dialogue.flows]
    seen: set[tuple[str, str]] = set()
    while waiting:
        step = waiting.pop()
        if (step.flow, step.id) not in seen:
            seen.add((step.flow, step.id))
            waiting.extend(targets(dialogue, step))
    return seen


def _missing(dialogue: Dialogue, folder: Path) -> Iterator[Problem]:
    for root in ROOTS:
        if root not in dialogue.flows:
            what = f'there is no flow "{root}": every visit begins in "welcome", and every card '
            remedy = "Write it, or put back the file that holds it"
            yield Problem(f"{folder}:1", f'{what}leads to "urgent"', remedy)


def _unreachable(dialogue: Dialogue, places: Places) -> Iterator[Problem]:
    seen = reachable(dialogue)
    for step in dialogue.steps:
        if (step.flow, step.id) not in seen:
            what = f'nothing leads to step "{step.id}" of "{step.flow}"'
            yield Problem(places.of(step), what, "Lead to it with next, call or link, or remove it")


def _circles(dialogue: Dialogue, places: Places) -> Iterator[Problem]:
    for step in dialogue.steps:
        if not isinstance(step, Question) and _returns(dialogue, step):
            what = f'from step "{step.id}" a way leads back to it without asking anything'
            yield Problem(places.of(step), what, "Put a question on that way, or end it")


def _returns(dialogue: Dialogue, start: Step) -> bool:
    waiting, seen = list(targets(dialogue, start)), set[tuple[str, str]]()
    while waiting:
        step = waiting.pop()
        if step is start:
            return True
        if not isinstance(step, Question) and (step.flow, step.id) not in seen:
            seen.add((step.flow, step.id))
            waiting.extend(targets(dialogue, step))
    return False


def _dead_ends(dialogue: Dialogue, places: Places) -> Iterator[Problem]:
    """A way that reaches neither a listing nor urgent numbers leaves her with nothing (S4)."""
    helps = {(step.flow, step.id) for step in dialogue.steps if isinstance(step, Action)}
    grown = True
    while grown:
        before = {
            (step.flow, step.id)
            for step in dialogue.steps
            if any((one.flow, one.id) in helps for one in targets(dialogue, step))
        }
        grown = not before <= helps
        helps |= before
    called = {(step.flow, step.id) for step in _inside_calls(dialogue)}
    for step in dialogue.steps:
        if (step.flow, step.id) not in helps | called:
            what = f'no way leads from step "{step.id}" to a listing or to urgent numbers'
            yield Problem(places.of(step), what, "Lead on to one of them")


def _inside_calls(dialogue: Dialogue) -> Iterator[Step]:
    """Steps of a flow that is called: what follows stands at the call."""
    called = {step.target for step in dialogue.steps if isinstance(step, Call)}
    return (step for step in dialogue.steps if step.flow in called)


def _questions(dialogue: Dialogue, places: Places) -> Iterator[Problem]:
    for question in dialogue.questions:
        ids = [option.id for option in question.options]
        for id_ in sorted({one for one in ids if ids.count(one) > 1}):
            what = f'option "{id_}" stands twice in "{question.id}"'
            yield Problem(places.of(question), what, "Give one of the two another id")


def _open_branches(dialogue: Dialogue, places: Places) -> Iterator[Problem]:
    for step in dialogue.steps:
        if all(route.condition is not None for route in step.routes):
            what = f'step "{step.id}" has no else: a visit could end there'
            yield Problem(places.of(step), what, 'End its branches with "- else: ..."')


def _slots(dialogue: Dialogue, documents: tuple[Document, ...]) -> Iterator[Problem]:
    used = {question.slot for question in dialogue.questions} | dialogue.condition_slots()
    options = [option for question in dialogue.questions for option in question.options]
    setting = [one.sets for one in options]
    setting += [step.sets for step in dialogue.steps if isinstance(step, SetSlots)]
    used |= {name for sets in setting for name, _ in sets}
    for document in documents:
        for name in document.value.get("slots") or {}:
            if name not in used:
                place = document.place("slots", name)
                yield Problem(place, f'slot "{name}" is never filled or read', "Remove it")
