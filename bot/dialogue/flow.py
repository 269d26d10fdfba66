"""
Flows as values: what a dialogue file says, compiled.

The vocabulary is that of Rasa's CALM flows: a flow is a list of steps; a step collects an answer,
runs an action, sets slots, calls or links another flow, or does nothing but route. English wording
stands here only as the source of the catalogues; routing goes by ids alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from bot.dialogue.condition import Condition, Slot

END = "END"
"""The target of a step after which its flow is over."""

Source = Literal["languages", "countries", "regions", "places", "spoken_languages"]


@dataclass(frozen=True, slots=True)
class Option:
    """
    One answer that a question offers.

    `sets` is what choosing it sets besides the question's own slot. An option with a `page` opens
    that page and answers nothing. `label_about_her` is what a helper reads instead of the label.
    """

    id: str
    label: str
    sets: tuple[tuple[str, Slot], ...] = ()
    condition: Condition | None = None
    page: str | None = None
    label_about_her: str | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """Where to go when a condition holds; a route without one is the `else`."""

    target: str
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What every step has: its flow, its id, and where it leads."""

    flow: str
    id: str
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True)
class Question(Step):
    """
    A step that waits for an answer (`collect`).

    Its options stand in the file, or come from a list that the turn knows (`options_from`). It is
    passed over when its slot is filled already, unless `ask_before_filling`. A `pick_list` has ten
    choices on a sheet, where a question has five (S81). `ask_where_messages_stay` takes the place
    of `ask` on a channel that cannot clear what was said; `ask_about_her` is how it is asked of
    someone who helps her.
    """

    slot: str
    ask: str | None = None
    ask_where_messages_stay: str | None = None
    ask_about_her: str | None = None
    options: tuple[Option, ...] = ()
    options_from: Source | None = None
    pick_list: bool = False
    skip: bool = True
    ask_before_filling: bool = False
    safety: bool = False

    def option(self, id_: str) -> Option | None:
        """Return the option with that id, among those that stand in the file."""
        return next((option for option in self.options if option.id == id_), None)


@dataclass(frozen=True, slots=True)
class Action(Step):
    """A step that has the turn do something, such as making the listing."""

    name: str


@dataclass(frozen=True, slots=True)
class SetSlots(Step):
    """A step that sets slots. A step that only routes (`noop`) sets none."""

    sets: tuple[tuple[str, Slot], ...] = ()


@dataclass(frozen=True, slots=True)
class Call(Step):
    """A step that runs another flow and comes back."""

    target: str


@dataclass(frozen=True, slots=True)
class Link(Step):
    """A step that goes over to another flow for good."""

    target: str


@dataclass(frozen=True, slots=True)
class Page:
    """
    A text that can be reached and never must be.

    `text_where_messages_stay` takes the place of `text` on a channel that cannot clear what was
    said.
    """

    id: str
    title: str
    text: str
    safety: bool = False
    text_where_messages_stay: str | None = None


@dataclass(frozen=True)
class Flow:
    """One flow: its steps in order."""

    id: str
    description: str
    steps: tuple[Step, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Step]:
        """Its steps by id."""
        return {step.id: step for step in self.steps}


@dataclass(frozen=True)
class Dialogue:
    """
    All flows, pages and slots. `version` is a digest of the files they came from.

    `slot_types` says of each slot whether it holds a text or a list. `messages_stay` is whether its
    texts are those for a channel that cannot clear what was said.
    """

    flows: Mapping[str, Flow]
    pages: Mapping[str, Page]
    slot_types: Mapping[str, Literal["text", "list"]]
    version: str = field(default="")
    messages_stay: bool = False

    def where_messages_stay(self) -> "Dialogue":
        """Return the same flows and pages, in the words that are true where messages stay."""
        flows = {
            id_: replace(flow, steps=tuple(_where_messages_stay(step) for step in flow.steps))
            for id_, flow in self.flows.items()
        }
        pages = {
            id_: replace(page, text=page.text_where_messages_stay or page.text)
            for id_, page in self.pages.items()
        }
        return replace(self, flows=flows, pages=pages, messages_stay=True)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step of every flow."""
        return tuple(step for flow in self.flows.values() for step in flow.steps)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question of every flow."""
        return tuple(step for step in self.steps if isinstance(step, Question))

    def condition_slots(self) -> frozenset[str]:
        """Return the slots that any condition reads: what tells one state from another."""
        routes = (route.condition for step in self.steps for route in step.routes)
        options = (option.condition for step in self.questions for option in step.options)
        read = [condition.reads for condition in (*routes, *options) if condition is not None]
        return frozenset[str]().union(*read)


def _where_messages_stay(step: Step) -> Step:
    if not isinstance(step, Question):
        return step
    return replace(step, ask=step.ask_where_messages_stay or step.ask)
