"""
One printed card: what stands on it and where, as SVG.

Every letter is an outline, so that a printer needs no fonts. The words are those that stand on the
bot's profile: an ordinary directory's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from bot.i18n.words import Words
from bot.presentation.profile import profile_texts
from bot.share.codes import squares
from bot.share.faces import Faces
from bot.share.lines import Typesetter
from bot.share.links import link

LEADING = 1.45
"""From one line to the next, in sizes of the letters. Ethiopic and Arabic need air."""

_SMALLEST, _STEP = 2.2, 0.1
_QUIET = 4
"""The white border of the code, in squares, without which a telephone does not see it."""


@dataclass(frozen=True, slots=True)
class Format:
    """A size of paper in millimetres: its name, and the largest letters and code on it."""

    name: str
    width: float
    height: float
    letters: float
    code: float

    @property
    def margin(self) -> float:
        """The white border."""
        return self.width / 10


FORMATS = (
    Format("card-a6", 105, 148, 6.5, 62),
    Format("poster-a4", 210, 297, 13, 120),
    Format("strip", 70, 210, 5, 46),
)
"""A card for a pocket, a poster for a wall, a strip for the inside of a door."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says: its words in one language, the area (empty for none), the bot's name."""

    words: Words
    area: str
    name: str

    @property
    def text(self) -> str:
        """The words at the top: what this is, and for where."""
        said = profile_texts(self.words).short_description
        return f"{said}\n{self.area}" if self.area else said


def card_svg(card: Card, paper: Format, faces: Faces) -> str:
    """Return a card on a size of paper. Raises ContentError for a letter that cannot be printed."""
    drawn = "".join(
        (*_words(card, paper, faces), *_code(card, paper), *_address(card, paper, faces))
    )
    title = escape(card.text.replace("\n", " "))
    width, height = paper.width, paper.height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="{title}">'
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>{drawn}</svg>\n'
    )


def _words(card: Card, paper: Format, faces: Faces) -> Iterator[str]:
    typesetter = Typesetter(faces, card.words.direction)
    room = paper.width - 2 * paper.margin
    size = paper.letters
    while _height(lines := typesetter.broken(card.text, room / size), size) > _above(paper):
        if size <= _SMALLEST:
            break
        size -= _STEP
    for number, line in enumerate(lines):
        drawn = typesetter.drawn(line)
        right = card.words.direction == "rtl"
        left = paper.width - paper.margin - drawn.width * size if right else paper.margin
        yield _placed(drawn.path, left, paper.margin + size * (1 + LEADING * number), size)


def _height(lines: list[str], size: float) -> float:
    return size * (1 + LEADING * (len(lines) - 1)) + size * 0.4


def _above(paper: Format) -> float:
    """Return the room above the code."""
    return paper.height - 3 * paper.margin - paper.code - _address_size(paper) * 2


def _address_size(paper: Format) -> float:
    return paper.letters * 0.8


def _code(card: Card, paper: Format) -> Iterator[str]:
    rows = squares(link(card.name, card.words.language))
    square = paper.code / (len(rows) + 2 * _QUIET)
    left = (paper.width - paper.code) / 2 + _QUIET * square
    top = paper.height - paper.margin - _address_size(paper) * 2 - paper.code + _QUIET * square
    path = "".join(
        f"M{column} {row}h1v1h-1z"
        for row, line in enumerate(rows)
        for column, dark in enumerate(line)
        if dark
    )
    yield _placed(f'<path d="{path}"/>', left, top, square)


def _address(card: Card, paper: Format, faces: Faces) -> Iterator[str]:
    """Yield the address as it can be typed: the same language is asked for on the first card."""
    drawn = Typesetter(faces, "ltr").drawn(f"t.me/{card.name}")
    size = min(_address_size(paper), (paper.width - 2 * paper.margin) / drawn.width)
    left = (paper.width - drawn.width * size) / 2
    yield _placed(drawn.path, left, paper.height - paper.margin, size)


def _placed(drawn: str, left: float, top: float, size: float) -> str:
    return f'<g transform="translate({left:.3f} {top:.3f}) scale({size:.4f})">{drawn}</g>'
