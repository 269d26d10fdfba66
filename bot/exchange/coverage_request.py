"""What somebody asks of the coverage at the command line, held against what there is."""

from collections.abc import Sequence
from typing import TypeVar, get_args

from bot.errors import NeedError
from bot.signposting.coverage import KINDS, STAGES, Asked, By
from bot.signposting.directory import Directory
from bot.signposting.languages import OF_THE_PROJECT
from bot.signposting.need import NEEDS

Word = TypeVar("Word", bound=str)


def read_asked(
    directory: Directory,
    country: str | None,
    need: str | None,
    language: str | None,
    kind: str | None,
    stage: str | None,
) -> Asked:
    """Return what is asked. Raises NeedError with what is allowed."""
    countries = [area.country for area in directory.areas.countries]
    languages = sorted({*OF_THE_PROJECT, *directory.spoken_codes})
    return Asked(
        _one_of("--country", country, countries),
        _one_of("--need", need, NEEDS),
        _one_of("--language", language, languages),
        _one_of("--kind", kind, KINDS),
        _one_of("--stage", stage, STAGES),
    )


def read_by(by: str) -> By:
    """Return what the columns are. Raises NeedError with what is allowed."""
    columns: tuple[By, ...] = get_args(By)
    return _one_of("--by", by, columns) or "need"


def title_of(asked: Asked) -> str:
    """Return what a heat map is called."""
    said = (asked.country, asked.need, asked.language, asked.kind, asked.stage)
    return "Services that are shown: " + (", ".join(filter(None, said)) or "everything")


def _one_of(option: str, given: str | None, allowed: Sequence[Word]) -> Word | None:
    if given is None:
        return None
    for one in allowed:
        if one == given:
            return one
    raise NeedError(f"{given!r} is not allowed in {option}: allowed are {', '.join(allowed)}")
