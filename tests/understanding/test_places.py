from pathlib import Path

import pytest

from bot.understanding.gazetteer import PlaceKey
from bot.understanding.places import PlaceIndex
from bot.understanding.skeleton import plain, skeleton
from bot.yaml_file import read_yaml

AREAS = Path(__file__).parents[2] / "services_data" / "areas.yaml"

PLAIN = [
    ("London", ("GB", "london")),
    ("  LONDON. ", ("GB", "london")),
    ("Londër", ("GB", "london")),
    ("londer", ("GB", "london")),
    ("لندن", ("GB", "london")),
    ("Mançester", ("GB", "manchester")),
    ("مانشستر", ("GB", "manchester")),
    ("valencia", ("ES", "valencia")),
]

MISSPELT_SURE = [
    ("covintry", ("GB", "coventry")),
    ("Manchster", ("GB", "manchester")),
    ("mancester", ("GB", "manchester")),
    ("مانشيستر", ("GB", "manchester")),
    ("کوفنتري", ("GB", "coventry")),
]

OFFERED = [
    ("londn", ("GB", "london")),
    ("Londar", ("GB", "london")),
    ("I live in London", ("GB", "london")),
    ("jetoj në Londër", ("GB", "london")),
    ("أنا في لندن", ("GB", "london")),
    ("manch", ("GB", "manchester")),
    ("paaris", ("FR", "paris")),
]


@pytest.mark.parametrize(("text", "key"), PLAIN + MISSPELT_SURE)
def test_a_place_named_without_doubt_is_taken(text: str, key: PlaceKey, places: PlaceIndex) -> None:
    assert places.find(text).resolved == key


@pytest.mark.parametrize(("text", "key"), OFFERED)
def test_a_place_with_doubt_is_offered_or_found_never_missed(
    text: str, key: PlaceKey, places: PlaceIndex
) -> None:
    found = places.find(text)
    assert key in (found.resolved, *found.candidates)


def test_a_sentence_that_mentions_a_place_only_offers_it(places: PlaceIndex) -> None:
    assert places.find("I am not in London").resolved is None


def test_covintry_is_never_taken_for_oviedo(places: PlaceIndex) -> None:
    found = places.find("covintry")
    assert ("ES", "oviedo") not in (found.resolved, *found.candidates)
    assert places.find("covintry", "ES").resolved is None


def test_two_places_of_one_name_are_both_offered(places: PlaceIndex) -> None:
    found = places.find("Newport")
    assert found.resolved is None
    assert set(found.candidates) == {("GB", "newport-wales"), ("GB", "newport-wight")}


def test_a_place_of_another_country_is_offered_and_not_taken(places: PlaceIndex) -> None:
    found = places.find("Berlin", "GB")
    assert (found.resolved, found.candidates) == (None, (("DE", "berlin"),))


@pytest.mark.parametrize("text", ["", " ", "?", "b", "ba", "xyzzy", "🙂", "1234"])
def test_what_names_no_place_finds_none(text: str, places: PlaceIndex) -> None:
    assert not places.find(text)


def test_every_area_is_found_by_each_of_its_names() -> None:
    areas = read_yaml(AREAS).value
    assert len(areas) > 100
    names = {(one["country"], one["id"]): tuple(one["names"].values()) for one in areas}
    index = PlaceIndex(names)
    for key, spellings in names.items():
        for name in spellings:
            found = index.find(name, key[0])
            assert key in (found.resolved, *found.candidates), name


def test_spelling_matters_less() -> None:
    assert plain("Çfarë") == plain("cfare") == plain("ÇFARE")
    assert plain("أُريدُ") == plain("اريد")
    assert plain("ساعدووووني") == plain("ساعدوني")
    assert plain("I’m  FINE!") == plain("im fine")
    assert plain("١١٢") == "112"
    assert plain("يضربني") != plain("يدربني")
    assert skeleton("لندن").isascii()
