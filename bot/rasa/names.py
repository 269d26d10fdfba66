"""
What things are called in Rasa: the slots, intents and actions that both sides have to know.

What begins with `fingerpost_` is ours alone. The rest is named as an assistant may well have it.
"""

VISIT = "fingerpost_visit"
"""The slot that holds the visit, sealed: nobody but the action server that wrote it can read it."""

ANSWER = "fingerpost_answer"
"""The one slot of the form. It is asked for as long as a visit lasts, and never filled by Rasa."""

OFFER = "fingerpost_offer"
"""
How an assistant offers the first card: an intent, and in CALM the slot that a button of it fills.
"""

UTTER_OFFER = "utter_fingerpost_offer"
"""The response that is the first card."""

LANGUAGE = "language"
"""The slot with the language of the conversation (ISO 639)."""

TOLD = (
    "country", "area", "needs", "languages", "papers", "age", "who", "children", "groups",
    "contact", "tonight", "in_confidence",
)  # fmt: skip
"""The slots that an assistant may have filled before; they are read and never written."""

LISTS = frozenset({"needs", "groups", "contact"})
"""Those of them that hold a list."""

FORM = "find_help_form"
"""The form that keeps the conversation with us while a visit lasts."""

VALIDATE = f"validate_{FORM}"
"""What Rasa calls with each message while the form is active."""

ASK = f"action_ask_{ANSWER}"
"""The same for CALM flows, which have no forms."""

ACTION_SIGNPOST = "action_signpost"
ACTION_URGENT = "action_urgent"
ACTION_LEAVE = "action_leave"
ACTION_SUPPORTER = "action_supporter"

FIND = "find_help"
"""The intent that opens a visit with its first card."""

START = "start"
"""The intent of `/start`, which messengers send when a chat is opened."""

OURS = "fingerpost_"
"""How each intent begins that a button of ours can send."""

CHOOSE = f"{OURS}choose"
"""The intent of a button on a card; its entity says which one."""

URGENT = f"{OURS}urgent"
LEAVE = f"{OURS}leave"
SIGNPOST = f"{OURS}signpost"

BUTTON = "button"
"""The entity that says which button of which card."""
