"""
One visit: all that is remembered while it lasts, and what dropping the object forgets.

The position in the conversation is not here: it is found by replaying `answers`. What is here
besides is only what stands on the screen: `view`, `offered`, `shown` and `standing`.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from bot.answers import Answers

Told = tuple[tuple[str, str | tuple[str, ...]], ...]
"""Slots of the dialogue with what fills them, known before she was asked anything."""

OF_THE_HELPER = ("language", "start", "for_whom", "supporter")
"""Answers of someone who helps that say nothing of the woman she helps."""

ViewKind = Literal[
    "flow", "page", "service", "plan_b", "case", "words_to_say", "words_to_write", "note", "more",
    "places", "languages", "fallback", "lessons", "lesson", "towards_her", "reception",
    "hand_on_languages",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """
    Something laid over the question or listing: back takes it away again.

    `name` is the flow, the page or the trouble of plan B: its `case`, or words for the service that
    it names. `number` is that of the service, of the card of the lesson that `name` is, or of the
    sheet of a long list, counted from 1. Over a lesson, the `name` of the notes is their country.
    `places` are those that a typed name may mean: country (ISO 3166) and area;
    `names` what each is called where its area is called otherwise; in a list of languages the codes
    of those that go by the name she typed. A flow laid over has `answers`
    of its own. Of what is handed on, `names` is the language (ISO 639) that was chosen for it.
    `distress` marks urgent numbers that came because of a
    typed word, not of a tap.
    """

    kind: ViewKind
    name: str = ""
    number: int = 1
    places: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    answers: Answers = Answers()
    distress: bool = False


class Standing(NamedTuple):
    """
    The shape of the listing that stands: all of it that the records do not say.

    It holds while the directory has this `revision` and it is the same `day` at her place.
    `community` and `specialist` are whether the first numbers are these, `call_first` is an id.
    `any_way` is whether it looks beyond the contacts that she asked for. By place in `shown`:
    `added` are reasons besides those of the record, `fewer` the values of the contacts left.
    """

    revision: int
    day: date
    community: bool
    specialist: bool
    together: bool
    call_first: str | None
    met: Literal["need_and_language", "need", "national_only"]
    any_way: bool
    added: tuple[tuple[int, Literal["partner", "fallback"]], ...] = ()
    fewer: tuple[tuple[int, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """
    One visit.

    `version` is that of the dialogue the answers were given to. `deadline` (UTC) is when silence
    becomes leaving. `offered` are the ids of the buttons on the card that stands, `shown` the ids
    of the services of the listing in their order, so that button 2 stays button 2; `standing` is
    the shape of that listing, None where it has to be matched anew. `ordinary` is
    her choice to leave an ordinary message behind (S21). `fallback` is the language (ISO 639) of
    what has no translation into hers yet, empty for English (S80). `reported` is whether she has
    said of a service that it did not work: once in a visit. `counted` is whether something that she
    did not find was counted (S46): once in a visit too. `told` is what an assistant knew of her
    that she talked with before (bot/rasa); everywhere else nothing is.
    """

    version: str
    deadline: datetime
    answers: Answers = Answers()
    view: tuple[View, ...] = ()
    offered: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    standing: Standing | None = None
    ordinary: bool = False
    fallback: str = ""
    reported: bool = False
    counted: bool = False
    told: Told = ()

    @property
    def top(self) -> View | None:
        """The view that lies on top, if any."""
        return self.view[-1] if self.view else None

    def opening(self, view: View) -> "Session":
        """Return this visit with one more view on top."""
        return replace(self, view=(*self.view, view))

    def closing(self) -> "Session":
        """Return this visit without its top view."""
        return replace(self, view=self.view[:-1])

    def turning_to(self, view: View) -> "Session":
        """Return this visit with its top view changed for another."""
        return replace(self, view=(*self.view[:-1], view))

    def answering(self, answers: Answers) -> "Session":
        """Return this visit with other answers: nothing lies over them, no listing stands."""
        return replace(self, answers=answers, view=(), shown=(), standing=None)

    def beginning_again(self) -> "Session":
        """Return this visit as it began: with her language, and nothing that anybody said."""
        return replace(self.answering(self.answers.only("language")), told=())

    def for_the_next(self, until: datetime) -> "Session":
        """
        Return a helper's new visit: of the one before, only how the bot speaks and what it is for.
        """
        kept = self.answers.only(*OF_THE_HELPER)
        return Session(self.version, until, kept, fallback=self.fallback)

    def until(self, now: datetime, silence: timedelta) -> "Session":
        """Return this visit with a deadline as long from now as silence may last."""
        return replace(self, deadline=max(self.deadline, now + silence))

    def is_over(self, now: datetime) -> bool:
        """Whether silence has lasted to the deadline."""
        return now >= self.deadline
