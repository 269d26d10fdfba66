"""The real lexica, and an index of a few places under their names in several languages."""

from pathlib import Path

import pytest

from bot.i18n.languages import read_languages
from bot.understanding.lexicon import Lexicon, read_lexicons
from bot.understanding.places import PlaceIndex

LOCALES = Path(__file__).parents[2] / "locales"


@pytest.fixture(scope="session")
def lexicons() -> tuple[Lexicon, ...]:
    found = read_lexicons(LOCALES, read_languages(LOCALES / "languages.yaml"))
    assert found, "no lexica found: every test here would pass on nothing"
    return found


@pytest.fixture(scope="session")
def places() -> PlaceIndex:
    return PlaceIndex(
        {
            ("GB", "london"): ("London", "Londër", "لندن"),
            ("GB", "coventry"): ("Coventry", "كوفنتري"),
            ("GB", "manchester"): ("Manchester", "Mançester", "مانشستر"),
            ("GB", "newport-wales"): ("Newport",),
            ("GB", "newport-wight"): ("Newport",),
            ("ES", "oviedo"): ("Oviedo", "Uviéu"),
            ("ES", "valencia"): ("Valencia", "València", "بلنسية"),
            ("DE", "berlin"): ("Berlin", "Berlini", "برلين"),
            ("IT", "bari"): ("Bari",),
            ("FR", "paris"): ("Paris", "باريس"),
        }
    )
