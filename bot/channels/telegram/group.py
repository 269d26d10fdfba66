"""
What is said in a group, whatever is asked: one neutral sentence, a link to a private chat (S28).
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.channels.telegram.means import Means
from bot.channels.telegram.reply import Reply, link_to
from bot.channels.telegram.sending import send
from bot.channels.telegram.updates import Prompt
from bot.sessions.keys import SessionKey

NOT_AGAIN_FOR = timedelta(minutes=10)
"""How long a group is not answered again."""


Invitation = Callable[[str | None], tuple[str, str]]
"""Gives the sentence and the label of its button in a language (a client's code, or None)."""


class Groups:
    """Answers groups. `bot_name` is the bot's user name."""

    def __init__(self, means: Means, bot_name: str, invitation: Invitation) -> None:
        self._means, self._bot_name, self._invitation = means, bot_name, invitation
        self._answered: dict[SessionKey, datetime] = {}

    async def __call__(self, prompt: Prompt, reply: Reply) -> None:
        """Say the sentence, unless it stands there from a moment ago. Raises CallError."""
        now, key = self._means.clock(), self._means.key(prompt.chat)
        oldest = now - NOT_AGAIN_FOR
        self._answered = {one: at for one, at in self._answered.items() if at > oldest}
        if key in self._answered:
            return
        self._answered[key] = now
        sentence, label = self._invitation(prompt.language)
        # It goes like everything else: nobody should read later that somebody asked.
        until = now + self._means.silence
        await send(self._means, prompt, reply, until, sentence, link_to(self._bot_name, label))
