"""
Conditions of a flow: a small grammar, parsed once, never `eval`.

    condition  = either { "or" either }
    either     = test { "and" test }
    test       = "not" test | "(" condition ")" | comparison
    comparison = "slots." name ( "=" | "!=" | "contains" ) "text"
               | "slots." name "is" [ "not" ] "null"

The words are those of Rasa's CALM flows. A slot holds a text, a list of texts, or nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

Slot = str | tuple[str, ...] | None
Slots = Mapping[str, Slot]

_TOKEN = re.compile(
    r"\s*(?:(?P<word>and|or|not|is|null|contains)\b|slots\.(?P<slot>\w+)"
    r'|"(?P<text>[^"]*)"|(?P<mark>!=|=|\(|\)))'
)


class Condition(Protocol):
    """A parsed condition."""

    @property
    def reads(self) -> frozenset[str]:
        """The slots whose values decide it."""
        ...

    def holds(self, slots: Slots) -> bool:
        """Whether it is true of these slots."""
        ...


@dataclass(frozen=True, slots=True)
class Equals:
    """`slots.name = "text"`."""

    slot: str
    text: str

    @property
    def reads(self) -> frozenset[str]:
        """The one slot."""
        return frozenset({self.slot})

    def holds(self, slots: Slots) -> bool:
        """Whether the slot holds just this text."""
        return slots.get(self.slot) == self.text


@dataclass(frozen=True, slots=True)
class Contains:
    """`slots.name contains "text"`."""

    slot: str
    text: str

    @property
    def reads(self) -> frozenset[str]:
        """The one slot."""
        return frozenset({self.slot})

    def holds(self, slots: Slots) -> bool:
        """Whether the text is in the slot's list, or is its only value."""
        value = slots.get(self.slot)
        return value == self.text or (isinstance(value, tuple) and self.text in value)


@dataclass(frozen=True, slots=True)
class IsNull:
    """`slots.name is null`."""

    slot: str

    @property
    def reads(self) -> frozenset[str]:
        """The one slot."""
        return frozenset({self.slot})

    def holds(self, slots: Slots) -> bool:
        """Whether nothing is known for the slot."""
        return slots.get(self.slot) is None


@dataclass(frozen=True, slots=True)
class Not:
    """`not test`."""

    part: Condition

    @property
    def reads(self) -> frozenset[str]:
        """What its part reads."""
        return self.part.reads

    def holds(self, slots: Slots) -> bool:
        """Whether its part is false."""
        return not self.part.holds(slots)


@dataclass(frozen=True, slots=True)
class All:
    """`test and test`."""

    parts: tuple[Condition, ...]

    @property
    def reads(self) -> frozenset[str]:
        """What any of its parts reads."""
        return frozenset[str]().union(*(part.reads for part in self.parts))

    def holds(self, slots: Slots) -> bool:
        """Whether every part is true."""
        return all(part.holds(slots) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Any:
    """`test or test`."""

    parts: tuple[Condition, ...]

    @property
    def reads(self) -> frozenset[str]:
        """What any of its parts reads."""
        return frozenset[str]().union(*(part.reads for part in self.parts))

    def holds(self, slots: Slots) -> bool:
        """Whether some part is true."""
        return any(part.holds(slots) for part in self.parts)


class ConditionSyntaxError(ValueError):
    """A condition is not in the grammar. The loader adds file, line and remedy."""


@dataclass(slots=True)
class _Reader:
    """The tokens of one condition, read from left to right; `at` is the next."""

    tokens: list[tuple[str, str]]
    at: int = 0

    def peek(self) -> tuple[str, str]:
        """Return the next token (kind, text) without going past it; an "end" behind the last."""
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def take(self) -> tuple[str, str]:
        """Return the next token and go past it."""
        token = self.peek()
        self.at += 1
        return token

    def accept(self, kind: str, text: str) -> bool:
        """Whether the next token is this one; if so, go past it."""
        if self.peek() == (kind, text):
            self.at += 1
            return True
        return False

    def expect(self, kind: str) -> str:
        """Return the text of the next token, which has to be of this kind, and go past it."""
        found, text = self.take()
        if found != kind:
            raise ConditionSyntaxError(f"a {kind} is missing before {text or 'the end'!r}")
        return text


def parse_condition(source: str) -> Condition:
    """Return the condition that a text means. Raises ConditionSyntaxError."""
    reader = _Reader(_tokens(source))
    condition = _alternatives(reader)
    kind, text = reader.peek()
    if kind != "end":
        raise ConditionSyntaxError(f"{text!r} stands where the condition should end")
    return condition


def _tokens(source: str) -> list[tuple[str, str]]:
    tokens, at, source = [], 0, source.rstrip()
    while at < len(source):
        if (match := _TOKEN.match(source, at)) is None:
            raise ConditionSyntaxError(f"{source[at:].strip()[:20]!r} is not understood")
        kind = match.lastgroup or ""
        tokens.append((kind, match.group(kind)))
        at = match.end()
    return tokens


def _alternatives(reader: _Reader) -> Condition:
    parts = [_conjunction(reader)]
    while reader.accept("word", "or"):
        parts.append(_conjunction(reader))
    return parts[0] if len(parts) == 1 else Any(tuple(parts))


def _conjunction(reader: _Reader) -> Condition:
    parts = [_test(reader)]
    while reader.accept("word", "and"):
        parts.append(_test(reader))
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _test(reader: _Reader) -> Condition:
    if reader.accept("word", "not"):
        return Not(_test(reader))
    if reader.accept("mark", "("):
        inside = _alternatives(reader)
        if not reader.accept("mark", ")"):
            raise ConditionSyntaxError("a closing bracket is missing")
        return inside
    return _comparison(reader)


def _comparison(reader: _Reader) -> Condition:
    slot = reader.expect("slot")
    if reader.accept("word", "is"):
        negated = reader.accept("word", "not")
        if not reader.accept("word", "null"):
            raise ConditionSyntaxError(f'after "slots.{slot} is" stands "null" or "not null"')
        return Not(IsNull(slot)) if negated else IsNull(slot)
    if reader.accept("mark", "="):
        return Equals(slot, reader.expect("text"))
    if reader.accept("mark", "!="):
        return Not(Equals(slot, reader.expect("text")))
    if reader.accept("word", "contains"):
        return Contains(slot, reader.expect("text"))
    raise ConditionSyntaxError(f'after "slots.{slot}" one of = != is contains is missing')
