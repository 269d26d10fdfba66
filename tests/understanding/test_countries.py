"""The name of a country is understood in any language, with its endings, and is no town."""

import pytest

from bot.understanding.countries import country_called, country_mentioned, folded_names
from bot.understanding.meaning import UNKNOWN, Meaning, understand
from bot.understanding.places import PlaceIndex

GERMANY, UK, FRANCE = ("DE", "Germany"), ("GB", "UK"), ("FR", "France")
SPAIN, ITALY = ("ES", "Spain"), ("IT", "Italy")
NAMES = folded_names(
    {
        GERMANY: ("Germany", "Almanya", "Niemcy", "Германия", "Alemanha", "ألمانيا"),
        UK: ("UK", "United Kingdom", "England", "İngiltere", "Anglia", "Англия", "Inglaterra"),
        FRANCE: ("France", "Fransa", "Francja", "Франция", "França"),
        SPAIN: ("Tây Ban Nha",),
        ITALY: ("nước Ý",),
    }
)
OPTIONS = {"DE": "Germany", "GB": "United Kingdom", "FR": "France"}
TOWNS = PlaceIndex({("ES", "Almería"): ("Almería",), ("FR", "Paris"): ("Paris",)})


def _meaning(text: str, options: dict[str, str], country: str | None = None) -> Meaning:
    return understand(text, [], options, TOWNS, country, countries=NAMES)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("ben almanyadayım", GERMANY),
        ("w Niemczech", GERMANY),
        ("ya v germanii", GERMANY),
        ("ez li almanya me", GERMANY),
        ("estou na inglaterra", UK),
        ("İngiltere’deyim", UK),
        ("я в Англии", UK),
        ("we are in the united kingdom", UK),
        ("во Франции", FRANCE),
        ("tôi ở tây ban nha", SPAIN),
        ("em ở nước ý", ITALY),
        ("ban đêm ở nhà tây", None),
        ("Frankfurt", None),
        ("in France, before in Germany", None),
        ("", None),
    ],
)
def test_a_country_is_heard_with_its_endings(text: str, country: tuple[str, str] | None) -> None:
    assert country_mentioned(text, NAMES) == country


def test_a_country_is_called_only_by_its_whole_name() -> None:
    assert country_called("almanya", NAMES) == GERMANY
    assert country_called("uk", NAMES) == UK
    assert country_called("ben almanyadayım", NAMES) is None


@pytest.mark.parametrize("text", ["England", "i am in england", "jestem w anglii"])
def test_a_country_answers_where_it_is_asked_for(text: str) -> None:
    assert _meaning(text, OPTIONS) == Meaning("option", "GB")


def test_a_town_beside_its_country_says_more() -> None:
    assert _meaning("fransadayım paris", OPTIONS) == Meaning("place", places=(("FR", "Paris"),))


def test_a_country_is_never_taken_for_a_town_that_looks_alike() -> None:
    assert _meaning("Almanya", {}) == Meaning("place", places=(GERMANY,))
    assert _meaning("Almanya", {}, "DE") == UNKNOWN
    assert _meaning("Almanya", {}, "ES") == Meaning("place", places=(GERMANY,))


def test_a_move_to_another_country_is_only_offered_where_no_place_is_asked_for() -> None:
    found = understand("Almanya", [], {}, TOWNS, "ES", countries=NAMES, asks_where=False)
    assert found == Meaning("place_candidates", places=(GERMANY,))


def test_a_country_in_a_sentence_changes_nothing_that_nobody_asked() -> None:
    assert _meaning("my sister is in england", {}).kind != "place"
