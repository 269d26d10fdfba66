"""
Write the kit: every size of card in a language, as SVG and as PDF.

The same words, area and name always give the same bytes: no file says when or by whom it was made.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.svg import SVGObject

from bot.errors import SettingError
from bot.share.card import FORMATS, Card, Format, card_svg
from bot.share.faces import Faces

NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""The day that every PDF says it was made on."""


def write_kit(
    cards: Iterable[Card], folder: Path, written: Callable[[Path], None]
) -> tuple[Path, ...]:
    """
    Write every card in every size, and tell of each file; return them all.

    Raises SettingError when the folder cannot be written to, ContentError for a letter that cannot
    be printed.
    """
    faces, files = Faces(), []
    for card in cards:
        for paper in FORMATS:
            svg = card_svg(card, paper, faces)
            stem = folder / f"{paper.name}-{card.words.language}"
            for path, content in (
                (stem.with_suffix(".svg"), svg.encode()),
                (stem.with_suffix(".pdf"), pdf_of(svg, paper)),
            ):
                write_file(path, content)
                written(path)
                files.append(path)
    return tuple(files)


def pdf_of(svg: str, paper: Format) -> bytes:
    """Return a card as one page of PDF, drawn from its SVG."""
    pdf = FPDF(unit="mm", format=(paper.width, paper.height))
    pdf.set_creation_date(NO_DAY)
    pdf.set_auto_page_break(auto=False)
    pdf.add_page()
    pdf.set_margin(0)
    SVGObject(svg.encode()).draw_to_page(pdf)
    return bytes(pdf.output())


def write_file(path: Path, content: bytes) -> None:
    """Write a file, with its folder. Raises SettingError when it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise SettingError(
            f"{path}: cannot be written ({error.strerror}). Name another folder with --out"
        ) from None
