"""
A Rasa assistant as small as it can be: it keeps a tracker, calls actions, and applies their events.

It does with the action protocol what Rasa Open Source 3.6 does with the exported form and rules:
while the form is active each message goes to `validate_find_help_form`; without it, an intent leads
to its action, and then the form begins. `with_real_rasa.py` holds the same against the real one.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from bot.rasa import names

Json = dict[str, Any]
Call = Callable[[Json], Awaitable[Json]]
"""Hands an action call to whatever runs actions, and returns its events and responses."""

ACTION_OF = {
    names.URGENT: names.ACTION_URGENT,
    names.LEAVE: names.ACTION_LEAVE,
    names.SIGNPOST: names.ACTION_SIGNPOST,
    f"{names.OURS}someone_else": names.ACTION_SUPPORTER,
}
"""Which intent leads to which action while no form is active."""


@dataclass
class Assistant:
    """One conversation. `slots` are the tracker's; `kept` is every message that it was given."""

    call: Call
    sender: str = "somebody"
    slots: Json = field(default_factory=dict)
    events: list[Json] = field(default_factory=list)
    loop: str | None = None
    answered: list[Json] = field(default_factory=list)
    kept: list[Json] = field(default_factory=list)

    async def say(self, text: str) -> Json:
        """Send a message; return the card that answers it: `text` and `buttons`."""
        message = {"text": text, **parsed(text)}
        self._note({"event": "action", "name": "action_listen"}, {"event": "user", **message})
        self.answered = []
        if self.loop is None:
            intent = message["intent"]["name"]
            for entity in message["entities"]:
                if entity["entity"] in {names.LANGUAGE, *names.TOLD}:
                    self.slots[entity["entity"]] = entity["value"]
            if (action := ACTION_OF.get(intent)) is not None:
                await self._run(action, message)
                self._note({"event": "action", "name": action})
                if action == names.ACTION_LEAVE:
                    return self._card()
        await self._run(names.VALIDATE, message)
        return self._card()

    def _card(self) -> Json:
        assert len(self.answered) == 1, "one card for each message"
        return self.answered[0]

    async def _run(self, action: str, message: Json) -> None:
        if action == names.VALIDATE:
            self.loop = names.FORM
        answer = await self.call(self.action_call(action, message))
        self.answered += answer["responses"]
        self.kept += answer["responses"]
        for event in answer["events"]:
            self._apply(event)

    def action_call(self, action: str, message: Json) -> Json:
        """Return what Rasa sends for an action."""
        loop = {"name": self.loop} if self.loop else {}
        tracker = {
            "sender_id": self.sender,
            "slots": {"language": None, names.VISIT: None, **self.slots},
            "latest_message": message,
            "events": [*self.events, {"event": "action", "name": names.FORM}],
            "paused": False,
            "followup_action": None,
            "active_loop": loop,
            "latest_action_name": names.FORM if self.loop else "action_listen",
        }
        return {
            "next_action": action,
            "sender_id": self.sender,
            "tracker": tracker,
            "domain": {"slots": {}},
            "version": "3.6.21",
        }

    def _apply(self, event: Json) -> None:
        self._note(event)
        if event["event"] == "slot":
            self.slots[event["name"]] = event["value"]
        elif event["event"] == "active_loop":
            self.loop = event["name"]
        elif event["event"] == "restart":
            self.slots, self.events, self.loop = {}, [], None

    def _note(self, *events: Json) -> None:
        self.events += events


def parsed(text: str) -> Json:
    """Return what Rasa makes of a payload; what is typed, it understands as nothing."""
    if not text.startswith("/"):
        return {"intent": {"name": "nlu_fallback"}, "entities": []}
    name, brace, rest = text[1:].partition("{")
    entities = json.loads(brace + rest) if brace else {}
    found = [{"entity": key, "value": value} for key, value in entities.items()]
    return {"intent": {"name": name.strip()}, "entities": found}
