"""
Printed pages of running text: set line by line with the faces of the cards, broken into pages.

Unlike on a card the letters stay letters, so that a page can be searched and read aloud by a
program. The same words always give the same bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from fpdf import FPDF

from bot.messages import Direction
from bot.share.faces import Faces
from bot.share.kit import NO_DAY
from bot.share.lines import Run, Typesetter

if TYPE_CHECKING:
    from fpdf.fonts import TTFFont

POINTS = 72 / 25.4
"""Points to a millimetre."""

NOTHING = "\u200b"
"""What a glyph stands for whose letters another one stands for already: else a number would."""

LEADING = 1.5
"""From one line to the next, in sizes of the letters. Ethiopic and Arabic need air."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A size of paper in millimetres, its white border, and the size of its running text."""

    width: float
    height: float
    margin: float
    letters: float

    @property
    def room(self) -> float:
        """How wide a line may be."""
        return self.width - 2 * self.margin


class Pages:
    """
    Pages that are filled from the top.

    `numbered_from` is the first page with a number at its foot, counted from 1; 0 for none.
    """

    def __init__(
        self, sheet: Sheet, direction: Direction, title: str, faces: Faces, numbered_from: int = 0
    ) -> None:
        self._sheet, self._faces = sheet, faces
        self.turn(direction)
        self._numbered_from = numbered_from
        self._pdf = _pdf(sheet, faces, title)
        self._down = 0.0

    def turn(self, direction: Direction) -> None:
        """Write on in this direction: a lesson may stand in another language than its booklet."""
        self._right = direction == "rtl"
        self._typesetter = Typesetter(self._faces, direction)

    @property
    def number(self) -> int:
        """How many pages there are."""
        return int(self._pdf.pages_count)

    def begin(self, down: float = 0.0) -> None:
        """Begin a page, so far down (mm) below its upper border."""
        self._pdf.add_page()
        self._down = self._sheet.margin + down
        if 0 < self._numbered_from <= self.number:
            foot = self._sheet.height - self._sheet.margin / 2
            self._set(str(self.number), self._sheet.letters * 0.8, foot, centred=True)

    def write(self, text: str, scale: float = 1.0, after: float = 0.0, inset: float = 0.0) -> None:
        """
        Write a text, in letters so many times as large as the running text.

        `after` is the room (mm) below it, `inset` how far (mm) it begins inside the line. What does
        not fit goes on to the next page. Raises ContentError for a letter that no face has.
        """
        size = self._sheet.letters * scale
        for line in self._lines(text, size, inset):
            if self._down + size * LEADING > self._sheet.height - self._sheet.margin:
                self.begin()
            self._down += size * LEADING
            self._set(line, size, self._down, inset=inset)
        self._down += after

    def height_of(self, text: str, scale: float = 1.0, inset: float = 0.0) -> float:
        """Return how high (mm) a text will be."""
        size = self._sheet.letters * scale
        return size * LEADING * sum(1 for _ in self._lines(text, size, inset))

    def keep_together(self, height: float) -> None:
        """Begin a page where so much (mm) does not fit on this one."""
        if self._down + height > self._sheet.height - self._sheet.margin:
            self.begin()

    def line_to_write_on(self) -> None:
        """Draw an empty line."""
        self._down += self._sheet.letters * 2
        left, right = self._sheet.margin, self._sheet.width - self._sheet.margin
        self._pdf.set_line_width(0.2)
        self._pdf.line(left, self._down, right, self._down)

    def box_to_tick(self, size: float) -> None:
        """Draw an empty square of a size (mm) where the next line begins, beside its letters."""
        left = self._sheet.width - self._sheet.margin - size if self._right else self._sheet.margin
        self._pdf.set_line_width(0.2)
        self._pdf.rect(left, self._down + self._sheet.letters * 0.8, size, size)

    def space(self, height: float) -> None:
        """Leave room (mm)."""
        self._down += height

    def as_bytes(self) -> bytes:
        """Return the file. Nothing can be written afterwards."""
        made = bytes(self._pdf.output())
        self.close()
        return made

    def close(self) -> None:
        """Let go of the files of the faces."""
        for font in self._pdf.fonts.values():
            cast("TTFFont", font).ttfont.close()

    def _lines(self, text: str, size: float, inset: float) -> Iterator[str]:
        yield from self._typesetter.broken(text, (self._sheet.room - inset) / size)

    def _set(
        self, line: str, size: float, down: float, *, inset: float = 0.0, centred: bool = False
    ) -> None:
        """Set one line so that its letters stand at a height."""
        width = self._typesetter.width(line) * size
        at = self._sheet.margin + inset
        if centred:
            at = (self._sheet.width - width) / 2
        elif self._right:
            at = self._sheet.width - self._sheet.margin - inset - width
        for run in self._typesetter.runs(line):
            at += self._draw(run, at, down, size)

    def _draw(self, run: Run, left: float, down: float, size: float) -> float:
        """Draw a run at a place, glyph by glyph; return how far it goes."""
        self._pdf.set_font(run.face.path.stem, size=size * POINTS)
        font = cast("TTFFont", self._pdf.current_font)
        drawn = []
        for one in run.face.placed(run.text, right_to_left=run.right_to_left):
            letters = tuple(map(ord, one.letters or NOTHING))
            name, width = run.face.name_of(one.glyph), round(one.width * 1000)
            code = font.subset.pick_glyph(font.subset.get_glyph(one.glyph, letters, name, width))
            across, up = left + one.x * size, self._sheet.height - down + one.y * size
            drawn.append(
                f"1 0 0 1 {across * POINTS:.2f} {up * POINTS:.2f} Tm "
                f"({font.escape_text(chr(code or 0))}) Tj"
            )
        # An empty text names the face on the page. The glyphs come by hand, because fpdf's own
        # cells lose the places of vowel marks in Arabic letters.
        self._pdf.text(0, 0, "")
        self._pdf._out(f"BT {' '.join(drawn)} ET")
        return run.face.width(run.text, right_to_left=run.right_to_left) * size


def _pdf(sheet: Sheet, faces: Faces, title: str) -> FPDF:
    pdf = FPDF(unit="mm", format=(sheet.width, sheet.height))
    pdf.set_creation_date(NO_DAY)
    pdf.set_auto_page_break(auto=False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.set_title(title)
    for face in faces.faces:
        pdf.add_font(face.path.stem, fname=face.path)
    return pdf
