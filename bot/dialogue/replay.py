"""
Find where she is by replaying her answers through the flows.

Nothing about the position is ever stored: the same answers always lead to the same step. An answer
that the flow no longer offers is passed over and its question stands again.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.answers import SKIPPED, Answers
from bot.dialogue.condition import Slot, Slots
from bot.dialogue.flow import END, Action, Call, Dialogue, Link, Question, SetSlots, Step
from bot.errors import FlowError

MOST_STEPS = 2000
"""More steps than any real visit takes: beyond it a flow turns in a circle without a question."""

Choices = Callable[[Question, Slots], tuple[str, ...]]
"""Given a question whose options do not stand in the file: the ids that can be chosen now."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    Where she is: the question that waits (None at the end), and the slots that her answers fill.

    `action` is the last action since the question before: what the card has to show. `offered` are
    the ids that can be chosen, `read` says how many of her answers to each question were needed.
    """

    question: Question | None
    slots: dict[str, Slot]
    action: str | None
    offered: tuple[str, ...] = ()
    read: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Run:
    """One replay: which answers are used up, what the slots hold, which calls wait for an end."""

    dialogue: Dialogue
    answers: Answers
    choices: Choices
    slots: dict[str, Slot]
    used: Counter[str] = field(default_factory=Counter)
    stack: list[tuple[str, str]] = field(default_factory=list)
    action: str | None = None

    def walk(self, flow: str) -> Outcome:
        """Return where a flow comes to rest: the question that waits for her, or its end."""
        step: Step | None = self.dialogue.flows[flow].steps[0]
        for _ in range(MOST_STEPS):
            if step is None:
                return Outcome(None, self.slots, self.action, (), self.used)
            if isinstance(step, Question) and (offered := self.waits(step)):
                return Outcome(step, self.slots, self.action, offered, self.used)
            step = self.after(step)
        raise FlowError(f"{flow}:1: the flow turns in a circle without asking anything")

    def waits(self, question: Question) -> tuple[str, ...]:
        """Return what can be chosen when the question has to be put, or nothing to pass over it."""
        if self.slots.get(question.slot) is not None and not question.ask_before_filling:
            return ()
        offered = self.offered(question)
        if not offered:
            return ()
        given = self.answers.to(question.slot)
        while (nth := self.used[question.slot]) < len(given):
            self.used[question.slot] += 1
            if self.accepts(question, offered, given[nth]):
                self.fill(question, given[nth])
                return ()
        return offered

    def offered(self, question: Question) -> tuple[str, ...]:
        """Return what she can choose here and now, whatever she answered before."""
        if question.options_from is not None:
            return self.choices(question, self.slots)
        return tuple(
            option.id
            for option in question.options
            if option.condition is None or option.condition.holds(self.slots)
        )

    def accepts(self, question: Question, offered: tuple[str, ...], value: str) -> bool:
        """Whether an answer still counts: what led to it may have changed since."""
        return value in offered or (value == SKIPPED and question.skip)

    def fill(self, question: Question, value: str) -> None:
        """Put an answer into its slot, and what its option sets besides; the action before ends."""
        self.action = None
        self.slots[question.slot] = None if value == SKIPPED else value
        if (option := question.option(value)) is not None:
            self.slots.update(option.sets)

    def after(self, step: Step) -> Step | None:
        """Do what a step does that asks nothing, and return the next; None at the end of all."""
        match step:
            case SetSlots():
                self.slots.update(step.sets)
            case Action():
                self.action = step.name
            case Call():
                self.stack.append((step.flow, step.id))
                return self.dialogue.flows[step.target].steps[0]
            case Link():
                return self.dialogue.flows[step.target].steps[0]
            case _:
                pass
        return self.leads(step)

    def leads(self, step: Step) -> Step | None:
        """Return the step behind the first route that is open; with none open the flow ends."""
        for route in step.routes:
            if route.condition is None or route.condition.holds(self.slots):
                return self.at(step.flow, route.target)
        return self.at(step.flow, END)

    def at(self, flow: str, target: str) -> Step | None:
        """Return a step by its id; at the end of a called flow, the step behind its call."""
        if target != END:
            return self.dialogue.flows[flow].by_id[target]
        if not self.stack:
            return None
        caller, call = self.stack.pop()
        return self.leads(self.dialogue.flows[caller].by_id[call])


def replay(
    dialogue: Dialogue, flow: str, answers: Answers, choices: Choices, slots: Slots | None = None
) -> Outcome:
    """
    Return where these answers lead in a flow.

    `slots` are filled before the first step. Raises FlowError for a flow that there is not, or one
    that never asks anything.
    """
    if flow not in dialogue.flows:
        raise FlowError(
            f'there is no flow "{flow}". Write it, or put back the file that holds it; then run: '
            "python -m bot check dialogues"
        )
    return _Run(dialogue, answers, choices, dict(slots or {})).walk(flow)


def targets(dialogue: Dialogue, step: Step) -> Iterator[Step]:
    """Yield every step that could follow directly, whatever the slots hold; for the checks."""
    flow = dialogue.flows[step.flow]
    if isinstance(step, Call | Link):
        yield dialogue.flows[step.target].steps[0]
    if not isinstance(step, Link):
        yield from (flow.by_id[route.target] for route in step.routes if route.target != END)
