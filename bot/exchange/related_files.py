"""
Read `services_data/related_languages.yaml`: which languages are near each other, and who says so.
"""

from pathlib import Path

from bot.exchange.record import build
from bot.exchange.service_files import items
from bot.signposting.languages import Related
from bot.yaml_file import Document, read_yaml

FILE = "related_languages.yaml"


def related_document(folder: Path) -> Document:
    """Return the file under `services_data/`. Raises ContentError when it cannot be read."""
    return read_yaml(folder / FILE)


def read_related(folder: Path) -> tuple[Related, ...]:
    """Read the file. Raises ContentError (DirectoryError), `file:line: what. What to do`."""
    return related_in(related_document(folder))


def related_in(document: Document) -> tuple[Related, ...]:
    """Return what a file holds. Raises DirectoryError for a wrong entry."""
    return tuple(build(document, (at,), part, Related) for at, part in items(document))
