"""
Read `services_data/countries/`: what is known of law and practice, one file for each country (S67).

Only the shape is judged here; what a note may say is the business of bot/checks/countries.py.
"""

from pathlib import Path

from bot.errors import ContentError
from bot.exchange.record import build
from bot.exchange.service_files import items
from bot.signposting.country_notes import CountryNote
from bot.yaml_file import Document, read_yaml

FOLDER = "countries"


def country_documents(folder: Path) -> list[Document]:
    """
    Return every file of notes under `services_data/`, in the order of their names.

    Raises ContentError, `file:line: what. What to do`, when there is none or one cannot be read.
    """
    paths = sorted((folder / FOLDER).glob("*.yaml"))
    if not paths:
        raise ContentError(f"{folder / FOLDER}:1: holds no notes. Put the files back")
    return [read_yaml(path) for path in paths]


def read_country_notes(folder: Path) -> tuple[CountryNote, ...]:
    """
    Read the notes of every country, in the order in which they are shown.

    Raises ContentError (DirectoryError for a wrong note), `file:line: what. What to do`.
    """
    return tuple(note for one in country_documents(folder) for note in notes_in(one))


def notes_in(document: Document) -> tuple[CountryNote, ...]:
    """Return the notes of a file. Raises DirectoryError."""
    return tuple(build(document, (at,), part, CountryNote) for at, part in items(document))
