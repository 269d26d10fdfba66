"""
Lines of text as outlines: broken at words, each in the order in which it is read.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

from bot.messages import Direction
from bot.share.faces import UNSEEN, Drawn, Face, Faces


class Run(NamedTuple):
    """A piece of a line that one face draws in one direction; its letters as they are read."""

    face: Face
    text: str
    right_to_left: bool


class Typesetter:
    """Draws text in one direction of reading."""

    def __init__(self, faces: Faces, direction: Direction) -> None:
        self._faces = faces
        self._base = TextDirection.RTL if direction == "rtl" else TextDirection.LTR
        self.width = cache(self._width)

    def drawn(self, line: str) -> Drawn:
        """Return one line as an outline of size 1. Raises ContentError for an unknown letter."""
        at, paths = 0.0, []
        for piece in self._pieces(line):
            paths.append(f'<path transform="translate({at:.4f} 0)" d="{piece.path}"/>')
            at += piece.width
        return Drawn("".join(paths), at)

    def _width(self, line: str) -> float:
        """Return how far a line goes, in units of the size of its letters."""
        return sum(
            one.face.width(one.text, right_to_left=one.right_to_left) for one in self.runs(line)
        )

    def _pieces(self, line: str) -> Iterator[Drawn]:
        """Yield what stands on a line from left to right."""
        for run in self.runs(line):
            yield run.face.draw(run.text, right_to_left=run.right_to_left)

    def runs(self, line: str) -> Iterator[Run]:
        """
        Yield a line from left to right, in pieces of one face and one direction each.

        Raises ContentError for a letter that no face has.
        """
        fragments = BidiParagraph(line, self._base).get_bidi_fragments()
        for text, direction in fragments if self._base is TextDirection.LTR else fragments[::-1]:
            right_to_left = direction is TextDirection.RTL
            runs = list(self._faces.runs("".join(one for one in text if one not in _MARKS)))
            for face, run in reversed(runs) if right_to_left else runs:
                yield Run(face, run, right_to_left)

    def broken(self, text: str, width: float) -> list[str]:
        """Return a text in lines of at most `width`, in units of the size of the letters."""
        return [line for part in text.split("\n") for line in self._broken(part.split(" "), width)]

    def _broken(self, words: Sequence[str], width: float) -> Iterator[str]:
        line = words[0]
        for word in words[1:]:
            if self.width(longer := f"{line} {word}") <= width:
                line = longer
            else:
                yield line
                line = word
        yield line


_MARKS = UNSEEN - {"\u200c", "\u200d"}
"""What orders letters and draws nothing. The joiners stay: they change how letters meet."""
