"""
A bot of a few cards, English and Arabic, to try channels with; run as a program, a terminal bot.

`python -m channels.little [language] [idle seconds]`, with `tests` on the path.
"""

import asyncio
import sys
from dataclasses import dataclass, field

from bot.channels.base import LEAVE
from bot.messages import Button, Card, Choice, Incoming, Start, Text, left

ALWAYS = (Button("back", "Back"), Button("urgent", "Urgent numbers"), Button("leave", "Leave"))
DAIMA = (Button("urgent", "أرقام عاجلة"), Button("leave", "خروج"))

WELCOME = Card(
    "welcome",
    "en",
    "ltr",
    "This is a program that shows where help is.\nYou can leave at any time: one tap erases it.",
    (Button("find", "Find help"), Button("ar", "العربية"), *ALWAYS[1:]),
)
PLACES = Card(
    "places",
    "en",
    "ltr",
    "Which part of the country?",
    (
        Button("London/Barking and Dagenham", "Barking and Dagenham"),
        Button("West Midlands", "West Midlands"),
        Button("Leeds: centre", "Leeds: centre"),
        *ALWAYS,
    ),
    columns=2,
)
LISTING = Card(
    "listing",
    "en",
    "ltr",
    "1 Al-Amal الأمل\n2 Solace Women's Aid\nUrgent: 999",
    (Button("amal", "1"), Button("solace", "2"), Button("language", "Language spoken"), *ALWAYS),
    ("amal", "solace"),
)
AHLAN = Card(
    "welcome",
    "ar",
    "rtl",
    "هذا برنامج يبيّن لك أين توجد المساعدة.\nالرقم \u2066020 7946 0000\u2069 يعمل في"
    " \u2066Southall Black Sisters and Solace Women's Aid together\u2069 كل يوم.",
    (Button("find", "ابحثي عن مساعدة"), Button("amal", "جمعية الأمل"), *DAIMA),
    columns=2,
)
URGENT = Card("urgent", "en", "ltr", "Police, ambulance, fire: 999", ALWAYS)
CARDS = (WELCOME, PLACES, LISTING, AHLAN, URGENT)


@dataclass
class LittleBot:
    """A Handle. Remembers what came in; typing "break" makes it fail."""

    came_in: list[Incoming] = field(default_factory=list)
    gave: list[Card] = field(default_factory=list)

    async def __call__(self, incoming: Incoming) -> Card:
        self.came_in.append(incoming)
        self.gave.append(self._card(incoming))
        return self.gave[-1]

    def _card(self, incoming: Incoming) -> Card:
        if incoming == LEAVE:
            return left("en", "ltr")
        if isinstance(incoming, Start):
            return AHLAN if incoming.language == "ar" else WELCOME
        if isinstance(incoming, Text):
            return self._typed(incoming.text)
        taps = {"find": PLACES, "ar": AHLAN, "back": WELCOME, "urgent": URGENT}
        return taps.get(incoming.id, LISTING)

    def _typed(self, text: str) -> Card:
        if text == "break":
            raise RuntimeError("secret words")
        return URGENT if text == "blue door" else self.gave[-1]


FIND, URGENT_TAP = Choice("find"), Choice("urgent")


def main() -> None:
    """Talk to the little bot on this terminal."""
    from rich.console import Console

    from bot.channels.terminal import run

    language = sys.argv[1] if len(sys.argv) > 1 else "en"
    idle = float(sys.argv[2]) if len(sys.argv) > 2 else 900
    asyncio.run(
        run(
            LittleBot(),
            console=Console(),
            fallback=lambda: URGENT,
            idle_seconds=idle,
            start=Start(language),
        )
    )


if __name__ == "__main__":
    main()
