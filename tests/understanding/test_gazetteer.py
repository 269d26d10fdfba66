"""
The gazetteer that is shipped: what people wrote into its files is in it, and all of it is found.
"""

import re
from pathlib import Path
from typing import Any

import pytest

from bot.errors import DirectoryError
from bot.understanding.gazetteer import FILES, PlaceKey, read_gazetteer
from bot.understanding.skeleton import spelt
from bot.yaml_file import read_yaml
from tests.understanding.gazetteer_of_the_project import SERVICES_DATA, areas, gazetteer, index

PLACES = SERVICES_DATA / "places"
TYPED = Path(__file__).parent / "places_typed"
SCRIPTS = sorted(path.stem for path in TYPED.glob("*.yaml") if path.stem != "ordinary")


def lines(name: str) -> list[list[str]]:
    text = (PLACES / name).read_text(encoding="utf-8")
    found = [line.split("\t") for line in text.splitlines()]
    assert len(found) > 4000
    return found


def written(name: str) -> dict[str, dict[str, list[Any]]]:
    found: dict[str, dict[str, list[Any]]] = read_yaml(PLACES / name).value
    assert len(found) >= 3
    return found


def own_names() -> list[tuple[str, str]]:
    """Return every name that people wrote, with its country."""
    found = [
        (country, str(name))
        for file in ("own_cities.yaml", "own_regions.yaml")
        for country, places in written(file).items()
        for names in places.values()
        for name in names
    ]
    for file in ("own_counties.yaml", "own_parts.yaml"):
        for country, places in written(file).items():
            for entries in places.values():
                found += [(country, one) for entry in entries for one in str(entry).split(" = ")]
    assert len(found) > 3000
    return found


def test_every_place_lies_in_an_area_that_there_is() -> None:
    known = {area.key for area in areas()}
    assert {(country, area) for country, area, *_ in lines("places.tsv")} <= known


def test_all_that_people_wrote_is_in_the_files_that_the_bot_reads() -> None:
    missing = [
        (country, name)
        for country, name in own_names()
        if country not in {hit.place.key[0] for hit in gazetteer().named(name)}
    ]
    assert not missing, f"run `python -m tests.places`: {missing[:5]}"


def test_every_postcode_that_people_wrote_lies_in_areas_that_there_are() -> None:
    known = {area.id for area in areas() if area.country == "GB"}
    listed = read_yaml(PLACES / "postcodes.yaml").value
    assert len(listed) > 110
    for one in listed:
        named = {*one["around"], *one.get("districts", {})}
        assert named <= known, one["letters"]
        found = gazetteer().postcode(one["letters"] + "99")
        assert [area for _, area in found] == one["around"], one["letters"]


def test_every_city_is_found_by_its_name_in_its_country() -> None:
    for country, area, kind, _, _, name, _ in lines("places.tsv"):
        found = index().find_exact(name, country)
        assert found, name
        if found.resolved is not None and kind == "city":
            official = {h.place.key for h in gazetteer().named(name) if h.official}
            assert found.resolved in official | {(country, area)}, name


@pytest.mark.parametrize("name", SCRIPTS)
@pytest.mark.parametrize("asked", [True, False])
def test_what_is_typed_by_ear_is_meant_or_offered_and_never_wrong(name: str, asked: bool) -> None:
    typed = read_yaml(TYPED / f"{name}.yaml").value
    assert len(typed) >= 30
    for one in typed:
        country, _, area = one["area"].partition(":")
        found = index().find(one["typed"], country if asked else None)
        assert found.resolved in {None, (country, area)}, one
        assert (country, area) in {found.resolved, *found.candidates}, one


def test_cities_elsewhere_and_ordinary_words_are_never_taken_for_a_place() -> None:
    ordinary = read_yaml(TYPED / "ordinary.yaml").value
    assert len(ordinary) > 50
    assert [one for one in ordinary if index().find(str(one)).resolved is not None] == []


@pytest.mark.parametrize("typed", ["Kabul", "کابل", "Istanbul", "Київ", "ঢাকা", "አዲስ አበባ"])
def test_a_great_city_elsewhere_is_no_slip_of_a_place_here(typed: str) -> None:
    assert not index().find(typed)


POSTCODES: list[tuple[str, set[PlaceKey]]] = [
    ("E15", {("GB", "London/Newham")}),
    ("e15 4qz", {("GB", "London/Newham")}),
    ("E 15", {("GB", "London/Newham")}),
    ("sw1a 1aa", {("GB", "London/Westminster")}),
    ("M5", {("GB", "Salford")}),
    ("NW6", {("GB", "London/Camden"), ("GB", "London/Brent")}),
    ("zz9", set()),
]


@pytest.mark.parametrize(("typed", "expected"), POSTCODES)
def test_a_postcode_means_its_area_or_offers_those_it_crosses(
    typed: str, expected: set[PlaceKey]
) -> None:
    found = index().find(typed)
    assert ({found.resolved} - {None} or set(found.candidates)) == expected
    assert (found.resolved is not None) == (len(expected) == 1)


@pytest.mark.parametrize("typed", ["I live in E15", "my flat is in e15 near the park"])
def test_a_postcode_in_a_sentence_is_only_offered(typed: str) -> None:
    found = index().find(typed)
    assert found.resolved is None
    assert ("GB", "London/Newham") in found.candidates


@pytest.mark.parametrize("typed", ["i have 2 children", "me 2", "we are 3", "room 12b"])
def test_a_number_in_a_sentence_is_no_postcode(typed: str) -> None:
    assert gazetteer().postcode_within(typed) == ()


def test_a_city_is_named_as_she_wrote_it_beside_its_area() -> None:
    assert index().find("wembley").names == ("Wembley",)
    assert index().find("ботчестер").resolved is None
    assert index().find("Дортмунд").names == ("Дортмунд",)
    assert index().find("Leicester").names == ()


def test_a_city_whose_greater_namesake_is_elsewhere_is_asked_for() -> None:
    assert index().find("Rabat").resolved is None
    assert index().find("Rabat", "MT").resolved == ("MT", "Rabat")


def test_two_cities_of_one_name_are_both_offered() -> None:
    found = index().find("Newport", "GB")
    assert found.resolved is None
    assert {("GB", "Newport"), ("GB", "South East")} <= set(found.candidates)


def test_spelt_keeps_the_script_and_forgives_accents_and_homophones() -> None:
    assert spelt("Málaga") == spelt("MALAGA") == "malaga"
    assert spelt("Лестер") != spelt("Lester")
    assert spelt("ሐረር") == spelt("ሀረር")
    assert spelt("Μόναχο") == spelt("Μοναχο")
    assert spelt("قرطبة") == spelt("قرطبه")


def test_a_gazetteer_that_is_not_there_is_told_with_its_remedy(tmp_path: Path) -> None:
    for name in FILES[1:]:
        (tmp_path / name).write_text("", encoding="utf-8")
    with pytest.raises(DirectoryError, match=re.escape("places.tsv:1: the gazetteer is not there")):
        read_gazetteer(tmp_path)
