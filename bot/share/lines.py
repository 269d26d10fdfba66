"""
Lines of text as outlines: broken at words, each in the order in which it is read.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

from bot.messages import Direction
from bot.share.faces import UNSEEN, Drawn, Faces


class Typesetter:
    """Draws text in one direction of reading."""

    def __init__(self, faces: Faces, direction: Direction) -> None:
        self._faces = faces
        self._base = TextDirection.RTL if direction == "rtl" else TextDirection.LTR
        self.width = cache(lambda text: self.drawn(text).width)

    def drawn(self, line: str) -> Drawn:
        """Return one line as an outline of size 1. Raises ContentError for an unknown letter."""
        at, paths = 0.0, []
        for piece in self._pieces(line):
            paths.append(f'<path transform="translate({at:.4f} 0)" d="{piece.path}"/>')
            at += piece.width
        return Drawn("".join(paths), at)

    def _pieces(self, line: str) -> Iterator[Drawn]:
        """Yield what stands on a line from left to right."""
        fragments = BidiParagraph(line, self._base).get_bidi_fragments()
        for text, direction in fragments if self._base is TextDirection.LTR else fragments[::-1]:
            right_to_left = direction is TextDirection.RTL
            runs = list(self._faces.runs("".join(one for one in text if one not in _MARKS)))
            for face, run in reversed(runs) if right_to_left else runs:
                yield face.draw(run, right_to_left=right_to_left)

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
