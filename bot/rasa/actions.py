"""
The custom actions: ordinary ones of rasa-sdk, over the same turn as every other channel.

| action | what it does |
|---|---|
| `validate_find_help_form` | takes a turn with each message while the form is active |
| `action_ask_fingerpost_answer` | the same, for CALM flows |
| `action_signpost` | the listing for what the slots say, without asking anything |
| `action_urgent` | the urgent numbers |
| `action_supporter` | begins for someone who helps her |
| `action_leave` | forgets the visit and starts the conversation again |

An error never leaves an action: the SDK would answer it with the whole conversation. What she sees
then are urgent numbers (S11), and what is said of it is a code and a place (S43).
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, Restarted, SlotSet
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher
from rasa_sdk.forms import REQUESTED_SLOT

from bot.messages import Card, left
from bot.rasa import names
from bot.rasa.desk import Desk, new_code
from bot.rasa.payloads import Heard, Named, Typed, heard, payload
from bot.sessions.visit_seal import Carried, VisitSeal
from bot.turn import Turn

ANSWERING = frozenset(
    {names.ACTION_SIGNPOST, names.ACTION_URGENT, names.ACTION_SUPPORTER, names.ACTION_LEAVE}
)
"""Actions after which the form, called for the same message, has nothing more to say."""

Report = Callable[[BaseException], None]
"""Is told of an error that nobody expected."""


class CardAction(Action):  # type: ignore[misc]  # the SDK carries no types
    """What all of them share: a turn in, a card and the sealed visit out, and never an error."""

    called = ""

    def __init__(self, desk: Desk, seal: VisitSeal, report: Report) -> None:
        self._desk, self._seal, self._report = desk, seal, report
        fallback = desk.fallback()
        self._fallback = {calm: _message(fallback, "", in_calm=calm) for calm in (False, True)}

    def name(self) -> str:
        """Return what Rasa calls it by."""
        return self.called

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: Any
    ) -> list[EventType]:
        """Answer the newest message. Raises nothing."""
        try:
            said, events = await self._answered(tracker)
            if said is not None:
                dispatcher.utter_message(**said)
        except Exception as error:
            return self._failed(error, dispatcher, in_calm=bool(tracker.stack))
        return events

    async def turn(self, carried: Carried | None, heard_: Heard, tracker: Tracker) -> Turn:
        """Return what this action answers."""
        raise NotImplementedError

    def after(self) -> list[EventType]:
        """Return the events that follow each answer of this action."""
        return []

    def has_answered(self, _tracker: Tracker) -> bool:
        """Whether the newest message has its answer already."""
        return False

    async def _answered(self, tracker: Tracker) -> tuple[dict[str, Any] | None, list[EventType]]:
        if self.has_answered(tracker):
            return None, self.after()
        owner = str(tracker.sender_id)
        carried = self._seal.open(tracker.slots.get(names.VISIT), owner)
        said = heard(tracker.latest_message, is_open=self._desk.is_open(carried))
        turn = await self.turn(carried, said, tracker)
        in_calm = bool(tracker.stack)
        if turn.session is None:
            return _message(turn.card, "", in_calm=in_calm), _gone()
        code = new_code()
        sealed = self._seal.close(Carried(turn.session, code), owner)
        spoken = _speaking(turn.card, tracker)
        events = [SlotSet(names.VISIT, sealed), *spoken, *self.after()]
        return _message(turn.card, code, in_calm=in_calm, erase=turn.anew), events

    def _failed(
        self, error: Exception, dispatcher: CollectingDispatcher, *, in_calm: bool
    ) -> list[EventType]:
        self._told(error)
        dispatcher.messages.append(dict(self._fallback[in_calm]))
        return self.after()

    def _told(self, error: Exception) -> None:
        # A log that cannot be written is no reason to leave her without an answer.
        with suppress(Exception):
            self._report(error)


class FindHelpForm(CardAction):
    """`validate_find_help_form`: a turn with each message while the form is active."""

    called = names.VALIDATE

    async def turn(self, carried: Carried | None, heard_: Heard, tracker: Tracker) -> Turn:
        """Answer whatever was said."""
        return await self._desk.answer(carried, heard_, tracker.slots)

    def after(self) -> list[EventType]:
        """Have Rasa wait for her next message, and hand that here again."""
        return [SlotSet(names.ANSWER, None), SlotSet(REQUESTED_SLOT, names.ANSWER)]

    def has_answered(self, tracker: Tracker) -> bool:
        """Whether another action of ours has answered this message: then the form only begins."""
        return bool(ANSWERING & set(_actions_since_she_spoke(tracker)))


class AskAction(FindHelpForm):
    """`action_ask_fingerpost_answer`: the same for CALM flows, which ask for it themselves."""

    called = names.ASK

    def after(self) -> list[EventType]:
        """Do nothing more: the flow says what follows."""
        return []


class SignpostAction(CardAction):
    """`action_signpost`: the listing for what the slots say."""

    called = names.ACTION_SIGNPOST

    async def turn(self, carried: Carried | None, heard_: Heard, tracker: Tracker) -> Turn:  # noqa: ARG002  # one form for all
        """Answer with the listing, whatever was said."""
        return await self._desk.signpost(carried, tracker.slots)


class UrgentAction(CardAction):
    """`action_urgent`: the urgent numbers, in the language of a word of distress if it was one."""

    called = names.ACTION_URGENT

    async def turn(self, carried: Carried | None, heard_: Heard, tracker: Tracker) -> Turn:
        """Answer with urgent numbers, or with the question for which country."""
        if isinstance(heard_, Typed):
            turn = await self._desk.answer(carried, heard_, tracker.slots)
            if turn.card.step == "urgent":
                return turn
        return await self._desk.urgent(carried, tracker.slots)


class SupporterAction(CardAction):
    """`action_supporter`: begins for someone who helps her."""

    called = names.ACTION_SUPPORTER

    async def turn(self, carried: Carried | None, heard_: Heard, tracker: Tracker) -> Turn:  # noqa: ARG002  # one form for all
        """Answer as if "I am helping someone" had been tapped on the first card."""
        return await self._desk.began_with("someone_else", tracker.slots)


class LeaveAction(CardAction):
    """`action_leave`: forgets the visit and starts the conversation again."""

    called = names.ACTION_LEAVE

    async def turn(self, carried: Carried | None, heard_: Heard, tracker: Tracker) -> Turn:  # noqa: ARG002  # one form for all
        """Leave, whatever was said."""
        return await self._desk.answer(carried, Named("leave"), tracker.slots)

    def _failed(
        self, error: Exception, dispatcher: CollectingDispatcher, *, in_calm: bool
    ) -> list[EventType]:
        # She asked to be gone: whatever broke, nothing is shown, and the visit is dropped (S21).
        self._told(error)
        dispatcher.messages.append(_message(left("", "ltr"), "", in_calm=in_calm))
        return _gone()


ACTIONS: tuple[type[CardAction], ...] = (
    FindHelpForm, AskAction, SignpostAction, UrgentAction, SupporterAction, LeaveAction,
)  # fmt: skip
"""Every action of ours."""


def executor_for(desk: Desk, seal: VisitSeal, report: Report) -> ActionExecutor:
    """Return the SDK's executor with every action of ours registered in it."""
    executor = ActionExecutor()
    for action in ACTIONS:
        executor.register_action(action(desk, seal, report))
    return executor


def _gone() -> list[EventType]:
    """Return the events after which Rasa's slots hold nothing and no form is active (S21)."""
    return [SlotSet(names.VISIT, None), ActiveLoop(None), Restarted()]


def _speaking(card: Card, tracker: Tracker) -> list[EventType]:
    """Return what keeps the slot of the language in step, where an assistant has one."""
    known = names.LANGUAGE in tracker.slots and not tracker.stack
    changed = known and tracker.slots[names.LANGUAGE] != card.language
    return [SlotSet(names.LANGUAGE, card.language)] if changed else []


def _message(card: Card, code: str, *, in_calm: bool, erase: bool = False) -> dict[str, Any]:
    """
    Return a card as the SDK utters it; what a channel should do with it stands beside it.

    `erase` is whether a helper has cleared the visit before: then nothing of it may stand above.
    """
    buttons = [
        {"title": button.label, "payload": payload(button.id, code, at, in_calm=in_calm)}
        for at, button in enumerate(card.buttons)
    ]
    if not buttons:
        return {"text": card.text, "fingerpost": {"erase": True}}
    beside = {"language": card.language, "direction": card.direction, "columns": card.columns}
    told = {**beside, "erase": True} if erase else beside
    return {"text": card.text, "buttons": buttons, "fingerpost": told}


def _actions_since_she_spoke(tracker: Tracker) -> list[str]:
    found: list[str] = []
    for event in reversed(tracker.events or []):
        if event.get("event") == "user":
            break
        if event.get("event") == "action":
            found.append(str(event.get("name")))
    return found
