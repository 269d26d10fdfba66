"""
The letters that are printed with: five faces of Noto, cut down to the scripts that the bot speaks.

They lie in the package, so that a card is the same on every machine; fonts/OFL.txt is their
licence. No face holds every letter of a line: the Ethiopic one has no Latin letters, and a number
would silently be lost. So each letter is drawn with the first face that has it, and one that none
has is an error.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import uharfbuzz
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.sfnt import calcChecksum

from bot.errors import ContentError

FOLDER = Path(__file__).parent / "fonts"
FILES = (
    "NotoSans.ttf", "NotoNaskhArabic.ttf", "NotoSansEthiopic.ttf", "NotoSansBengali.ttf",
    "NotoSansGurmukhi.ttf",
)  # fmt: skip
"""In the order in which they are asked for a letter."""

WHOLE = 0xB1B0AFBA
"""What the words of 32 bits of a font file add up to, by its format, where nothing was damaged."""

UNSEEN = frozenset("\u200b\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069\n")
"""Characters that draw nothing of their own."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A piece of text as an outline: its path in SVG, and how far it goes, in units of its size."""

    path: str
    width: float


class Placed(NamedTuple):
    """
    One glyph of a shaped text: its number in the face, the letters that it stands for.

    `x` and `y` are where it is drawn, `width` how wide the face has it, in units of its size.
    `letters` is empty where another glyph stands for them.
    """

    glyph: int
    letters: str
    x: float
    y: float
    width: float


@dataclass(frozen=True)
class Face:
    """One font file, opened when it is first needed."""

    path: Path

    @cached_property
    def _font(self) -> TTFont:
        return TTFont(self.path)

    @property
    def is_whole(self) -> bool:
        """Whether its file can be read, and is what its makers wrote."""
        try:
            return bool(calcChecksum(self.path.read_bytes()) == WHOLE)
        except OSError:
            return False

    @cached_property
    def letters(self) -> frozenset[str]:
        """Every character that it can draw."""
        return frozenset(map(chr, self._font.getBestCmap()))

    @cached_property
    def _shaper(self) -> uharfbuzz.Font:
        blob = uharfbuzz.Blob.from_file_path(str(self.path))
        return uharfbuzz.Font(uharfbuzz.Face(blob))

    def draw(self, text: str, *, right_to_left: bool) -> Drawn:
        """Return a text that this face can draw, shaped, starting at 0 on a line at height 0."""
        buffer = self._shaped(text, right_to_left=right_to_left)
        scale, at, paths = 1 / self._shaper.face.upem, 0.0, []
        for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            offset = (at + place.x_offset) * scale, -place.y_offset * scale
            paths.append(self._outline(glyph.codepoint, scale, offset))
            at += place.x_advance
        return Drawn("".join(paths), at * scale)

    def width(self, text: str, *, right_to_left: bool) -> float:
        """Return how far a text goes, in units of its size: quicker than to draw it."""
        buffer = self._shaped(text, right_to_left=right_to_left)
        far = sum(place.x_advance for place in buffer.glyph_positions)
        return float(far / self._shaper.face.upem)

    def placed(self, text: str, *, right_to_left: bool) -> Iterator[Placed]:
        """Yield the glyphs of a text from left to right, each with its place."""
        buffer = self._shaped(text, right_to_left=right_to_left)
        stands_for, scale, at = _letters_by_cluster(text, buffer), 1 / self._shaper.face.upem, 0.0
        metrics = self._font["hmtx"].metrics
        for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            yield Placed(
                glyph.codepoint,
                stands_for.pop(glyph.cluster, ""),
                (at + place.x_offset) * scale,
                place.y_offset * scale,
                metrics[self.name_of(glyph.codepoint)][0] * scale,
            )
            at += place.x_advance

    def name_of(self, glyph: int) -> str:
        """Return the name of a glyph in this face."""
        return str(self._font.getGlyphName(glyph))

    def _shaped(self, text: str, *, right_to_left: bool) -> uharfbuzz.Buffer:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if right_to_left else "ltr"
        uharfbuzz.shape(self._shaper, buffer)
        return buffer

    def _outline(self, glyph: int, scale: float, offset: tuple[float, float]) -> str:
        glyphs = self._font.getGlyphSet()
        pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.4f}".rstrip("0").rstrip("."))
        # In a font up is more, on a page up is less.
        moved = TransformPen(pen, (scale, 0, 0, -scale, *offset))
        glyphs[self._font.getGlyphName(glyph)].draw(moved)
        return str(pen.getCommands())


def _letters_by_cluster(text: str, buffer: uharfbuzz.Buffer) -> dict[int, str]:
    """Return the letters of each cluster, by the place in the text at which it begins."""
    starts = sorted({glyph.cluster for glyph in buffer.glyph_infos})
    ends = (*starts[1:], len(text))
    return {start: text[start:end] for start, end in zip(starts, ends, strict=True)}


@dataclass(frozen=True)
class Faces:
    """
    All the faces, and which of them draws what.

    Raises ContentError where a file is missing or damaged: half a file may still draw some letters,
    and others wrongly.
    """

    faces: tuple[Face, ...] = field(
        default_factory=lambda: tuple(Face(FOLDER / name) for name in FILES)
    )

    def __post_init__(self) -> None:
        for face in self.faces:
            if not face.is_whole:
                what = "is damaged" if face.path.is_file() else "is missing"
                raise ContentError(
                    f"{face.path} {what}: nothing can be printed without it. Take the program "
                    "anew from where you have it"
                )

    def face_of(self, letter: str) -> Face:
        """Return the first face that has a letter. Raises ContentError when none has."""
        for face in self.faces:
            if letter in face.letters:
                return face
        raise ContentError(
            f"no letters to print {letter!r} (U+{ord(letter):04X}) with. Write it otherwise, or "
            "add a face that has it to bot/share/fonts"
        )

    def runs(self, text: str) -> Iterator[tuple[Face, str]]:
        """Yield a text in pieces of one face each. Raises ContentError for an unknown letter."""
        chosen: list[tuple[Face, str]] = []
        for letter in text:
            joins = letter in UNSEEN or (letter == " " and bool(chosen))
            before = chosen[-1][0] if chosen else self.faces[0]
            chosen.append((before if joins else self.face_of(letter), letter))
        for face, letters in groupby(chosen, key=lambda one: one[0]):
            yield face, "".join(letter for _, letter in letters)
