"""A conversation with a marker in everything that could name her or tell; what is searched for."""

from functools import cache
from typing import Any

from bot.rasa import names
from tests.privacy.markers import Forms, every_form
from tests.rasa.assistant import Assistant, Json

SHE = "Zanzibarina-7318530717923"
NUMBER = 7_318_530_717_923
NAMES = ("Quxíngtön & Co", "zanziquxi")
TYPED = ("plughmarker", "xyzzyمعلم", "frobnicate all of it")
SLOT = "wibblemarker of another slot"


@cache
def forms() -> Forms:
    """Return all that may stand nowhere."""
    return every_form((SHE, *NAMES, *TYPED, SLOT), (NUMBER,))


class Marked(Assistant):
    """An assistant in whose tracker everything holds a marker."""

    def action_call(self, action: str, message: Json) -> Json:
        """Return what Rasa sends, with what a channel and other parts of an assistant put in."""
        wanted = super().action_call(action, message)
        tracker: Json = wanted["tracker"]
        tracker["slots"] |= {"name": NAMES[0], "notes": SLOT, "papers": SLOT, "area": TYPED[1]}
        tracker["latest_message"] = message | {"metadata": {"username": NAMES[1], "id": NUMBER}}
        tracker["user_id"] = SHE
        earlier = {"event": "user", "text": TYPED[2], "metadata": {"name": NAMES[0]}}
        tracker["events"] = [earlier, *tracker["events"]]
        return wanted


async def converse(talk: Assistant) -> list[Json]:
    """Hold a whole conversation; return every message that answered it."""
    await talk.say(f'/find_help{{"language": "en", "country": "GB", "name": "{NAMES[1]}"}}')
    for act in ("find", TYPED[0], "me", "newham", TYPED[1], "in_confidence", "not_safe_at_home"):
        await talk.say(_button(talk, act) or act)
    for label in ("1", "Back", "Urgent numbers", "Keep for 1 hour", "Back"):
        await talk.say(_labelled(talk, label) or TYPED[2])
    await talk.say('/fingerpost_choose{"button": "0a1b2c3d.0"}')
    await talk.say("/fingerpost_signpost")
    await talk.say("/fingerpost_leave")
    for intent in (names.SIGNPOST, names.URGENT, f"{names.OURS}someone_else"):
        await talk.say(f"/{intent}")
        await talk.say("/fingerpost_leave")
    await talk.say(TYPED[0])
    return talk.kept


LABELS = {
    "find": "Find something near me",
    "me": "For me",
    "in_confidence": "Someone to talk to, in confidence",
    "not_safe_at_home": "I don’t feel safe at home",
}


def _button(talk: Assistant, id_: str) -> str | None:
    return _labelled(talk, LABELS[id_]) if id_ in LABELS else None


def _labelled(talk: Assistant, label: str) -> str | None:
    last: dict[str, Any] = talk.answered[0] if talk.answered else {}
    found = [one["payload"] for one in last.get("buttons") or () if one["title"] == label]
    return str(found[0]) if found else None
