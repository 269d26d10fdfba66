"""Check what a call wants to put under or into a message: the keyboard and the marked parts."""

from typing import Any

from tests.telegram.fake.chats import Json, Keyboard
from tests.telegram.fake.errors import bad_request
from tests.telegram.fake.parameters import Parameters

MOST_DATA = 64
"""Bytes of callback_data."""
MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
LONGEST_TEXT = 4096

REPLY_KEYBOARDS = ("keyboard", "remove_keyboard", "force_reply")


def wants_reply_keyboard(parameters: Parameters) -> bool:
    """Return whether the call asks for a keyboard whose taps would be messages of hers (S26)."""
    markup = parameters.structure("reply_markup")
    return isinstance(markup, dict) and any(name in markup for name in REPLY_KEYBOARDS)


def inline_keyboard(parameters: Parameters) -> Keyboard:
    """Return the inline keyboard, empty when there is none."""
    markup = parameters.structure("reply_markup")
    if markup is None:
        return ()
    if not isinstance(markup, dict) or set(markup) != {"inline_keyboard"}:
        raise bad_request("reply markup must be an inline keyboard here: other kinds are forbidden")
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("inline keyboard must be an Array of Arrays of InlineKeyboardButton")
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > MOST_IN_A_ROW for row in rows):
        raise bad_request("reply markup is too long")
    return tuple(tuple(_button(button) for button in row) for row in rows if row)


def _button(button: Any) -> Json:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request("can't parse inline keyboard button: an object with a text is expected")
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    kinds = set(button) - {"text"}
    if kinds not in ({"callback_data"}, {"url"}):
        raise bad_request(
            "can't parse inline keyboard button: it has one of callback_data and url, "
            f"not {', '.join(sorted(kinds)) or 'none of them'}"
        )
    _target(button)
    return button


def _target(button: Json) -> None:
    target = button.get("callback_data", button.get("url"))
    if not isinstance(target, str) or not target:
        raise bad_request("Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and len(target.encode()) > MOST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not target.startswith(("https://", "tg://")):
        raise bad_request("BUTTON_URL_INVALID")


def message_text(parameters: Parameters) -> str:
    """Return the text of a message, trimmed as Telegram trims it."""
    text = parameters.text("text").strip()
    if not text:
        raise bad_request("message text is empty")
    if len(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return text


def entities(parameters: Parameters, text: str) -> tuple[Json, ...]:
    """Return the marked parts; offset and length count UTF-16 units, as Telegram's do."""
    found = tuple(parameters.items("entities") or ())
    longest = len(text.encode("utf-16-le")) // 2
    for entity in found:
        whole = isinstance(entity, dict) and {"type", "offset", "length"} <= set(entity)
        if not whole or entity["offset"] + entity["length"] > longest:
            raise bad_request("can't parse entities: each has a type, an offset and a length")
    return found
