"""
The index of places that the bot has: every area of areas.yaml, and the gazetteer behind them.
"""

from functools import cache
from itertools import chain
from pathlib import Path

from bot.exchange.service_files import read_areas
from bot.signposting.places import Area
from bot.understanding.gazetteer import Gazetteer, read_gazetteer
from bot.understanding.lexicon import ORDINARY_WORDS, read_lists_of_words
from bot.understanding.places import PlaceIndex
from bot.yaml_file import read_yaml

SERVICES_DATA = Path(__file__).parents[2] / "services_data"
WORDS = Path(__file__).parents[2] / "locales" / ORDINARY_WORDS


@cache
def areas() -> tuple[Area, ...]:
    """Return every area."""
    found = read_areas(read_yaml(SERVICES_DATA / "areas.yaml"))
    assert len(found) > 100
    return found


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer that is shipped."""
    return read_gazetteer(SERVICES_DATA / "places")


@cache
def index() -> PlaceIndex:
    """Return the index, without the translations of the catalogues."""
    names = {
        area.key: tuple(area.names.values())
        for area in areas()
        if area.kind != "country" and area.choose != "parts"
    }
    around = [area.key for area in areas() if area.kind == "country"]
    return PlaceIndex(
        names, gazetteer(), around, chain.from_iterable(read_lists_of_words(WORDS).values())
    )
