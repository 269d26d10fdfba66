"""Files of words that people edit: how one is read, and what is raised about a place in it."""

from pathlib import Path

from bot.errors import CatalogueError, ContentError
from bot.yaml_file import Document, read_yaml


def read_words(path: Path) -> Document:
    """Read a file of words. Raises CatalogueError with file, line and remedy."""
    try:
        return read_yaml(path)
    except ContentError as error:
        raise CatalogueError(str(error)) from None


def error_at(document: Document, where: tuple[str | int, ...], text: str) -> CatalogueError:
    """Return what to raise about a place in a file of words: it names file and line."""
    return CatalogueError(f"{document.place(*where)}: {text}")
