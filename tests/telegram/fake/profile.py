"""What the bot says about itself, for each language: name, descriptions, commands."""

import json
import re
from typing import Any

from tests.telegram.fake.chats import BOT, Json
from tests.telegram.fake.errors import bad_request
from tests.telegram.fake.parameters import Parameters

LONGEST = {"name": 64, "description": 512, "short_description": 120}
MOST_COMMANDS = 100
LONGEST_COMMAND = 32
LONGEST_COMMAND_DESCRIPTION = 256
SCOPES = {
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat",
    "chat_administrators", "chat_member",
}  # fmt: skip


class Profile:
    """
    Texts by what they are and language, and commands by scope and language.

    The language "" is for everyone whose own has nothing. Asking for a language gives what was set
    for exactly that one.
    """

    def __init__(self) -> None:
        self._texts: dict[tuple[str, str], str] = {("name", ""): BOT.first_name}
        self._commands: dict[tuple[str, str], list[Json]] = {}

    def set_text(self, what: str, parameters: Parameters) -> bool:
        """Set a name or a description; an empty one takes it away. Raises ApiError (400)."""
        language, text = language_of(parameters), parameters.text(what).strip()
        if len(text) > LONGEST[what]:
            raise bad_request(f"bot {what} is too long: at most {LONGEST[what]} characters")
        if not text and (what, language) == ("name", ""):
            raise bad_request("bot name must be non-empty")
        self._texts[what, language] = text
        return True

    def text(self, what: str, parameters: Parameters) -> Json:
        """Return a name or a description, in the object that Telegram puts it in."""
        return {what: self._texts.get((what, language_of(parameters)), "")}

    def set_commands(self, parameters: Parameters) -> bool:
        """Set the list of commands. Raises ApiError (400)."""
        commands = parameters.items("commands")
        if commands is None:
            raise bad_request("commands are not specified")
        if len(commands) > MOST_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        key = (_scope(parameters), language_of(parameters))
        self._commands[key] = [_command(command) for command in commands]
        return True

    def delete_commands(self, parameters: Parameters) -> bool:
        """Take the list of a scope and language away."""
        self._commands.pop((_scope(parameters), language_of(parameters)), None)
        return True

    def commands(self, parameters: Parameters) -> list[Json]:
        """Return the list of a scope and language."""
        return self._commands.get((_scope(parameters), language_of(parameters)), [])


def language_of(parameters: Parameters) -> str:
    """Return the language of a call: two letters, or empty for everyone."""
    language = parameters.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return language


def _scope(parameters: Parameters) -> str:
    scope = parameters.structure("scope")
    if scope is None:
        scope = {"type": "default"}
    if not isinstance(scope, dict) or str(scope.get("type")) not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    return json.dumps(scope, sort_keys=True)


def _command(command: Any) -> Json:
    if not isinstance(command, dict) or set(command) != {"command", "description"}:
        raise bad_request("can't parse BotCommand: it has a command and a description")
    name, description = str(command["command"]), str(command["description"]).strip()
    if not re.fullmatch(rf"[a-z0-9_]{{1,{LONGEST_COMMAND}}}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 0 < len(description) <= LONGEST_COMMAND_DESCRIPTION:
        raise bad_request(
            f"Command description must be of 1 to {LONGEST_COMMAND_DESCRIPTION} characters"
        )
    return {"command": name, "description": description}
