"""
Places as women type them, from lists that nobody who wrote the search has read.

Only counts are reported, never an entry: a list that one tunes to holds nothing any more.
"""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.understanding.gazetteer import PlaceKey
from bot.yaml_file import read_yaml
from tests.understanding.gazetteer_of_the_project import gazetteer, index

HELD_OUT = Path(__file__).parent / "held_out_places"
SCRIPTS = sorted(path.stem for path in HELD_OUT.glob("*.yaml") if path.stem != "nowhere")

EACH_SCRIPT, OVERALL = 0.90, 0.97
"""How many of a hundred are resolved right, or have the right place among the three offered."""

_ADMINISTRATIVE = {"region", "county", "province", "department", "state"}


def entries(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read_yaml(HELD_OUT / f"{name}.yaml").value
    assert len(found) >= 40
    return found


def right_areas(place: dict[str, Any]) -> set[PlaceKey]:
    """
    Return the smallest areas that hold the place an entry names, by its official name.

    Nothing when the gazetteer has never heard of it: then whatever was found is a miss.
    """
    if place["kind"] == "postcode":
        return set(gazetteer().postcode(place["place"]))
    named = gazetteer().named(place["place"])
    hits = [hit for hit in named if hit.place.key[0] == place["country"]]
    official = [hit for hit in hits if hit.official] or hits
    wide = {"region", "county"}
    if place["kind"] in _ADMINISTRATIVE:
        official = [hit for hit in official if hit.place.kind in wide] or official
    return {hit.place.key for hit in official}


def judged(entry: dict[str, Any]) -> str:
    right = right_areas(entry)
    also = {key for other in entry.get("also") or () for key in right_areas(other)}
    found = index().find(entry["typed"], entry["asked"])
    if found.resolved is not None:
        meant = found.resolved in right
        return "resolved" if meant else "another" if found.resolved in also else "wrong"
    if not right:
        return "unknown"
    return "offered" if right & set(found.candidates) else "missed"


def counts(name: str) -> Counter[str]:
    return Counter(map(judged, entries(name)))


def test_every_script_is_found_and_no_place_is_silently_wrong() -> None:
    assert len(SCRIPTS) == 6
    every = {name: counts(name) for name in SCRIPTS}
    shown = {name: dict(count) for name, count in every.items()}
    assert all(count["wrong"] + count["another"] == 0 for count in every.values()), shown
    shares = {name: found_of(count) for name, count in every.items()}
    assert min(shares.values()) >= EACH_SCRIPT, shown
    assert found_of(sum(every.values(), Counter())) >= OVERALL, shown


def found_of(count: Counter[str]) -> float:
    return (count["resolved"] + count["offered"]) / count.total()


@pytest.mark.parametrize("country", [None, "GB", "DE"])
def test_what_names_no_place_of_ours_is_never_taken_for_one(country: str | None) -> None:
    found = [index().find(entry["typed"], country) for entry in entries("nowhere")]
    taken = sum(one.resolved is not None for one in found)
    assert taken == 0, f"{taken} of {len(found)} taken for a place"
