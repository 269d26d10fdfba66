"""
Read the steps of one flow, as loader.py finds them in a dialogue file.

Whatever is wrong with one of them is a FlowError with file, line and remedy.
"""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, get_args

from bot.dialogue.condition import Condition, ConditionSyntaxError, Slot, parse_condition
from bot.dialogue.flow import (
    END,
    Action,
    Call,
    Link,
    Option,
    Question,
    Route,
    SetSlots,
    Source,
    Step,
)
from bot.errors import FlowError
from bot.yaml_file import Document

_KINDS = ("collect", "action", "set_slots", "call", "link", "noop")
_STEP_KEYS = {
    "collect": {
        "ask", "ask_about_her", "ask_where_messages_stay", "options", "options_from", "pick_list",
        "skip",
        "ask_before_filling", "safety",
    },
}  # fmt: skip
_OPTION_KEYS = {"id", "label", "label_about_her", "set_slots", "if", "page"}


def error_at(document: Document, where: tuple[str | int, ...], text: str) -> FlowError:
    """Return what to raise about a place in a dialogue file: it names file and line."""
    return FlowError(f"{document.place(*where)}: {text}")


def suggestion(wrong: str, known: Sequence[str]) -> str:
    """Return ` (did you mean "x"?)` when something known looks like it, or nothing."""
    close = get_close_matches(wrong, known, n=1)
    return f' (did you mean "{close[0]}"?)' if close else ""


def text_of(raw: dict[str, Any], key: str) -> str | None:
    """Return a text without the line breaks that YAML leaves around it; None for none."""
    return raw[key].strip() if key in raw else None


class Steps:
    """Reads the steps of one flow; holds what every message about them needs."""

    def __init__(self, document: Document, flow: str, slots: dict[str, Any]) -> None:
        self.document, self.flow, self.slots = document, flow, slots

    def error(self, where: tuple[str | int, ...], text: str) -> FlowError:
        """Return what to raise about a place in the steps: it names file and line."""
        return error_at(self.document, ("flows", self.flow, "steps", *where), text)

    def read(self, raw: list[dict[str, Any]]) -> tuple[Step, ...]:
        """Return the steps in order. Like all that follows it raises FlowError."""
        ids = [step.get("id") for step in raw]
        for at, id_ in enumerate(ids):
            if not isinstance(id_, str) or id_ in ids[:at]:
                raise self.error((at,), f'a step needs an "id" of its own, found {id_!r}')
        return tuple(self.step(at, step, ids) for at, step in enumerate(raw))

    def step(self, at: int, raw: dict[str, Any], ids: list[Any]) -> Step:
        """Return one step, and refuse a key that would be overlooked."""
        kinds = [kind for kind in _KINDS if kind in raw]
        if len(kinds) != 1:
            raise self.error((at,), f"a step is exactly one of {', '.join(_KINDS)}")
        kind = kinds[0]
        allowed = {"id", "next", kind} | _STEP_KEYS.get(kind, set())
        for key in raw:
            if key not in allowed:
                hint = suggestion(key, [*allowed])
                raise self.error((at, key), f'"{key}" is not known here{hint}')
        following = ids[at + 1] if at + 1 < len(ids) else END
        head = (self.flow, raw["id"], self.routes(at, raw.get("next", following), ids))
        return self.build(at, kind, raw, head)

    def build(
        self, at: int, kind: str, raw: dict[str, Any], head: tuple[str, str, tuple[Route, ...]]
    ) -> Step:
        """Return a step of its kind; `head` is what all kinds have: flow, id, routes."""
        match kind:
            case "collect":
                return self.question(at, raw, head)
            case "action":
                return Action(*head, raw["action"])
            case "set_slots":
                return SetSlots(*head, self.sets((at, "set_slots"), raw["set_slots"]))
            case "call":
                return Call(*head, raw["call"])
            case "link":
                return Link(*head, raw["link"])
            case _:
                return SetSlots(*head)

    def question(
        self, at: int, raw: dict[str, Any], head: tuple[str, str, tuple[Route, ...]]
    ) -> Question:
        """Return a question. Its choices stand in the file, or are those of `options_from`."""
        source, options = raw.get("options_from"), raw.get("options", [])
        if (source is None) == (not options):
            raise self.error((at,), 'a question needs "options" or "options_from", one of the two')
        if source is not None and source not in get_args(Source):
            allowed = ", ".join(get_args(Source))
            raise self.error((at, "options_from"), f'"{source}" is not one of {allowed}')
        self.known_slot((at, "collect"), raw["collect"])
        return Question(
            *head,
            slot=raw["collect"],
            ask=text_of(raw, "ask"),
            ask_where_messages_stay=text_of(raw, "ask_where_messages_stay"),
            ask_about_her=text_of(raw, "ask_about_her"),
            options=tuple(self.option(at, nth, one) for nth, one in enumerate(options)),
            options_from=source,
            pick_list=raw.get("pick_list", source is not None),
            skip=raw.get("skip", True),
            ask_before_filling=raw.get("ask_before_filling", False),
            safety=raw.get("safety", False),
        )

    def option(self, at: int, nth: int, raw: dict[str, Any]) -> Option:
        """Return one choice of a question, the `nth` of the step at `at`."""
        where = (at, "options", nth)
        for key in raw:
            if key not in _OPTION_KEYS:
                raise self.error((*where, key), f'"{key}" is not known in an option')
        if not isinstance(raw.get("id"), str) or not isinstance(raw.get("label"), str):
            raise self.error(where, 'an option needs an "id" and a "label", both words')
        return Option(
            raw["id"],
            raw["label"],
            self.sets((*where, "set_slots"), raw.get("set_slots", [])),
            self.condition((*where, "if"), raw["if"]) if "if" in raw else None,
            raw.get("page"),
            raw.get("label_about_her"),
        )

    def sets(self, where: tuple[str | int, ...], raw: Any) -> tuple[tuple[str, Slot], ...]:
        """Return what is written into which slots when the step or the choice is taken."""
        if not isinstance(raw, list):
            raise self.error(where, '"set_slots" is a list of "- slot: value"')
        found = []
        for at, one in enumerate(raw):
            for name, value in one.items():
                self.known_slot((*where, at), name)
                found.append((name, self.value((*where, at), name, value)))
        return tuple(found)

    def value(self, where: tuple[str | int, ...], name: str, value: Any) -> Slot:
        """Return a value as its slot holds it: a text, several, or None to empty it."""
        if value is None:
            return None
        if self.slots[name] == "list" and isinstance(value, list):
            return tuple(value)
        if self.slots[name] == "text" and isinstance(value, str):
            return value
        raise self.error(where, f'slot "{name}" holds a {self.slots[name]}, not {value!r}')

    def known_slot(self, where: tuple[str | int, ...], name: str) -> None:
        """Refuse a slot that is not declared: misspelt, it would stay empty for ever."""
        if name not in self.slots:
            hint = suggestion(name, [*self.slots])
            raise self.error(where, f'slot "{name}" is not declared{hint}. Add it under "slots:"')

    def condition(self, where: tuple[str | int, ...], source: str) -> Condition:
        """Return a condition of which every slot is declared."""
        try:
            condition = parse_condition(source)
        except ConditionSyntaxError as error:
            raise self.error(where, f"condition {source!r}: {error}") from None
        for name in sorted(condition.reads):
            self.known_slot(where, name)
        return condition

    def routes(self, at: int, raw: Any, ids: list[Any]) -> tuple[Route, ...]:
        """Return where a step leads: to one place, or to the first whose condition holds."""
        if isinstance(raw, str):
            return (self.route((at, "next"), raw, ids, None),)
        return tuple(self.branch((at, "next", nth), one, ids) for nth, one in enumerate(raw))

    def branch(self, where: tuple[str | int, ...], raw: dict[str, Any], ids: list[Any]) -> Route:
        """Return one of several ways on: `if` with `then`, or `else`."""
        if set(raw) == {"else"}:
            return self.route(where, raw["else"], ids, None)
        if set(raw) != {"if", "then"}:
            raise self.error(where, 'a branch is "if:" with "then:", or the last one, "else:"')
        return self.route((*where, "then"), raw["then"], ids, self.condition(where, raw["if"]))

    def route(
        self, where: tuple[str | int, ...], target: str, ids: list[Any], condition: Condition | None
    ) -> Route:
        """Return a way to a step of this flow, or to its end."""
        if target != END and target not in ids:
            hint = suggestion(target, [one for one in ids if isinstance(one, str)])
            raise self.error(where, f'leads to "{target}", which does not exist{hint}')
        return Route(target, condition)
