"""
The texts that are commands in one language, folded, and which each stands for.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.compact.numbered import Numbered, numbered, whole
from bot.compact.texts import Texts, texts
from bot.understanding.skeleton import plain

Command = Literal[
    "leave", "back", "restart", "language", "urgent", "skip", "more", "privacy", "share"
]
COMMANDS: tuple[Command, ...] = get_args(Command)

LONGEST = 255
"""Letters; longer texts count as so long."""


@dataclass(frozen=True, slots=True)
class CommandTexts:
    """
    Folded texts, the shortest first, and what each stands for; `command_texts` makes it.

    `names` holds the place in COMMANDS for each text, `lengths` its letters, `index` its number.
    """

    texts: Texts = field(default_factory=texts, repr=False)
    names: memoryview = field(default=memoryview(b""), repr=False)
    lengths: memoryview = field(default=memoryview(b""), repr=False)
    index: Numbered = field(default_factory=Numbered, repr=False)

    def get(self, folded: str) -> Command | None:
        """Return the command that a folded text is, None for no command."""
        for number in self.index.of([whole(folded)]):
            if self.texts[number] == folded:
                return COMMANDS[self.names[number]]
        return None

    def near(self, folded: str, shortest: int) -> Iterator[Command]:
        """Yield the command of each text of so many letters or more that is one slip away."""
        if len(folded) < shortest:
            return
        begin = bisect_left(self.lengths, max(shortest, _length(folded) - 1))
        end = bisect_right(self.lengths, _length(folded) + 1)
        alike = self.texts[begin:end]
        for _, _, at in extract(folded, alike, scorer=OSA.distance, score_cutoff=1, limit=None):
            yield COMMANDS[self.names[begin + at]]


def command_texts(commands: Mapping[Command, Iterable[str]]) -> CommandTexts:
    """Return the texts of each command, folded; what stands under two is the later one."""
    found = {plain(text): name for name, said in commands.items() for text in said}
    every = sorted(found, key=lambda text: (len(text), text))
    return CommandTexts(
        texts=texts(every),
        names=memoryview(bytes(COMMANDS.index(found[text]) for text in every)),
        lengths=memoryview(bytes(map(_length, every))),
        index=numbered((whole(text), number) for number, text in enumerate(every)),
    )


def _length(text: str) -> int:
    return min(len(text), LONGEST)
