"""
What the bot says about itself, for each language: name, descriptions, commands.

As the documentation of the Bot API has it: its lengths (here counted in UTF-16, the strictest way
to read "characters"), its two-letter codes (here those that ISO 639-1 has). Not verified against
the real one: what it answers for a language in which nothing is set. The fake answers with nothing,
or with what everyone gets once `falls_back` is set; what works with it has to work with both.
"""

import json
import re
from typing import Any

from tests.telegram.fake.chats import BOT, Json
from tests.telegram.fake.errors import bad_request
from tests.telegram.fake.parameters import Parameters

ISO_639_1 = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv
cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr
ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw
ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv
ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr
ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi
yo za zh zu
"""
"""Every two-letter code of a language."""

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
    for exactly that one; with `falls_back` a text that was not set is everyone's.
    """

    def __init__(self) -> None:
        self.falls_back = False
        self._texts: dict[tuple[str, str], str] = {("name", ""): BOT.first_name}
        self._commands: dict[tuple[str, str], list[Json]] = {}

    def set_text(self, what: str, parameters: Parameters) -> bool:
        """Set a name or a description; an empty one takes it away. Raises ApiError (400)."""
        language, text = language_of(parameters), parameters.text(what).strip()
        if _length(text) > LONGEST[what]:
            raise bad_request(f"bot {what} is too long: at most {LONGEST[what]} characters")
        if not text and (what, language) == ("name", ""):
            raise bad_request("bot name must be non-empty")
        self._texts[what, language] = text
        return True

    def text(self, what: str, parameters: Parameters) -> Json:
        """Return a name or a description, in the object that Telegram puts it in."""
        own = self._texts.get((what, language_of(parameters)), "")
        return {what: own or (self._texts.get((what, ""), "") if self.falls_back else "")}

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
    if language and language not in ISO_639_1.split():
        raise bad_request("invalid language code specified")
    return language


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


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
    if not 0 < _length(description) <= LONGEST_COMMAND_DESCRIPTION:
        raise bad_request(
            f"Command description must be of 1 to {LONGEST_COMMAND_DESCRIPTION} characters"
        )
    return {"command": name, "description": description}
