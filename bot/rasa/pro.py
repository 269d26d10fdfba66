"""
What Rasa Pro has to know: flows of CALM, and a domain whose texts are translated within it.

One flow keeps the conversation: it asks for the same slot until the visit is over, and the action
that asks is where each turn is taken. The others are ways into it.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.i18n.words import SOURCE
from bot.rasa import names
from bot.rasa.open_source import VERSION, Files
from bot.rasa.wording import Wording

CONVERSATION = "fingerpost_conversation"
"""The flow that keeps the conversation while a visit lasts."""

WAYS_IN = {
    "fingerpost_urgent": (
        names.ACTION_URGENT,
        "Show urgent numbers at once: the person is in danger, afraid or hurt, or asks for police, "
        "an ambulance or help now.",
    ),
    "fingerpost_supporter": (
        names.ACTION_SUPPORTER,
        "Show where help is to somebody who is helping another person.",
    ),
    "fingerpost_listing": (
        names.ACTION_SIGNPOST,
        "List services for a country and a need that the assistant knows already.",
    ),
}
"""Flows that begin with an action of their own: the action, and when to begin."""

DESCRIPTION = (
    "Show where help is nearby: language classes, housing, doctors, advice, or somebody to talk to "
    "in confidence. Everything that the person says meanwhile belongs to this flow."
)
OFFERING = "Offer what this can show: the first card of the conversation, as part of a greeting."
LEAVING = "Leave at once and forget the visit: the person says stop, leave, delete or goodbye."


def files(every: Sequence[Wording], silence: timedelta) -> Files:
    """Return every file. `silence` is how long a visit lasts without a tap."""
    return {
        "data/fingerpost_flows.yml": {"flows": flows()},
        "domain.yml": domain(every, silence),
    }


def flows() -> Mapping[str, Any]:
    """Return the flows."""
    ways = {name: _way_in({"action": action}, said) for name, (action, said) in WAYS_IN.items()}
    offer = _way_in({"collect": names.OFFER}, OFFERING)
    leaving = {"description": LEAVING, "steps": [{"action": names.ACTION_LEAVE}]}
    return {CONVERSATION: _conversation(), names.OFFER: offer, **ways, "fingerpost_leave": leaving}


def _conversation() -> Mapping[str, Any]:
    again = [{"if": f"slots.{names.VISIT} is null", "then": "END"}, {"else": "turn"}]
    turn = {
        "id": "turn",
        "collect": names.ANSWER,
        "ask_before_filling": True,
        # Whatever is typed meanwhile is an answer, and begins no other flow.
        "force_slot_filling": True,
        "next": again,
    }
    return {"description": DESCRIPTION, "steps": [turn]}


def _way_in(step: Mapping[str, str], description: str) -> Mapping[str, Any]:
    return {"description": description, "steps": [dict(step), {"link": CONVERSATION}]}


def domain(every: Sequence[Wording], silence: timedelta) -> Mapping[str, Any]:
    """Return the domain. It declares no `language`: Rasa Pro has such a slot of its own."""
    return {
        "version": VERSION,
        "slots": slots(),
        "actions": [
            names.ACTION_SIGNPOST,
            names.ACTION_URGENT,
            names.ACTION_SUPPORTER,
            names.ACTION_LEAVE,
            names.ASK,
        ],
        "responses": {
            f"utter_ask_{names.OFFER}": [_offer(every)],
            "utter_fingerpost_urgent": [_translated(every, lambda one: one.urgent)],
        },
        "session_config": {
            "session_expiration_time": int(silence.total_seconds() // 60),
            "carry_over_slots_to_new_session": False,
        },
    }


def slots() -> Mapping[str, Any]:
    """Return the slots. Only the answers may be filled by what is said; the others by actions."""
    controlled = {
        name: {
            "type": "list" if name in names.LISTS else "any",
            "mappings": [{"type": "controlled"}],
        }
        for name in (names.VISIT, *names.TOLD)
    }
    controlled[names.VISIT]["type"] = "text"
    answered = {
        name: {"type": "text", "mappings": [{"type": "from_llm"}]}
        for name in (names.ANSWER, names.OFFER)
    }
    return {**controlled, **answered}


def _offer(every: Sequence[Wording]) -> Mapping[str, Any]:
    first = next(one for one in every if one.language == SOURCE)
    others = [one for one in every if one is not first]
    buttons = [
        {
            "title": button.label,
            "payload": f"/SetSlots({names.OFFER}={button.id})",
            "translation": {one.language: {"title": one.offers[at].label} for one in others},
        }
        for at, button in enumerate(first.offers)
    ]
    return {**_translated(every, lambda one: one.first.text), "buttons": buttons}


def _translated(every: Sequence[Wording], text: Any) -> Mapping[str, Any]:
    first = next(one for one in every if one.language == SOURCE)
    others = {one.language: text(one) for one in every if one is not first}
    return {"text": text(first), "translation": others}
