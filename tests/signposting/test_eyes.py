"""The eyes see: each fault, planted in a listing that no rule has looked at, is found."""

from datetime import date
from typing import Any

import pytest

from bot.signposting.directory import Directory
from bot.signposting.entry import entry
from bot.signposting.listing import Entry, Listing, Pair, PlanB
from bot.signposting.service import Accepts, Takes
from tests.signposting.eyes import Eyes
from tests.signposting.made import AREAS, line, searching, service

ALONE = Pair(None, None, together=False, call_first=None)
ORDINARY = {"needs": ("legal_advice",), "in_confidence": False}

PLANTS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("does not reach her", {"serves": ("Wales",)}, {}),
    ("does not reach her", {"serves": ("London/Newham",)}, {"area": "London"}),
    ("takes no woman", {"takes": Takes("no", "yes", "yes")}, {}),
    ("takes no man", {"takes": Takes("yes", "no", "yes")}, {"who": "man"}),
    ("says no to asylum", {"accepts": Accepts(asylum="no")}, {"papers": "asylum"}),
    ("says no to no_recourse", {"accepts": Accepts(no_recourse="no")}, {"papers": "no_recourse"}),
    ("takes no one of her age", {"max_age": 17}, {}),
    ("takes no one of her age", {"min_age": 18}, {"age": "child"}),
    ("is only for", {"only_for": ("deaf",)}, {"groups": ("lgbt",)}),
    ("is only for", {"only_for": ("under_18",)}, {"age": "adult"}),
    ("is only for", {"only_for": ("polish",)}, {"languages": ("sq",)}),
    ("is only for", {"only_for": ("unheard_of",)}, {}),
    ("may be shown to nobody", {"show": "hold"}, {}),
    ("may be shown to nobody", {"status": "defunct"}, {}),
    ("may be shown to nobody", {"run_by": "police"}, {}),
    ("S61", {"serves": ("London",), "assured_date": date(2025, 11, 19)}, {"area": "London"}),
    ("S25", {"telling": True}, ORDINARY),
    ("S62", {"is_shelter": True, "serves": ("UK", "London/Newham")}, {}),
    ("S62", {"is_shelter": True, "based_in": "London/Newham"}, {}),
    ("S62", {"is_shelter": True, "contacts": (line("https://maps.example/x", "web"),)}, {}),
]


def seen(one: Entry, said: dict[str, Any], *, in_plan_b: bool = False) -> list[str]:
    """Return the faults that the eyes find in a listing of this entry alone."""
    eyes = Eyes(Directory(1, (one.service,), AREAS))
    plans = (PlanB("refused", one),) if in_plan_b else ()
    found = Listing((), ALONE, () if in_plan_b else (one,), plans, "need")
    eyes.look(searching(**said).need, found)
    assert eyes.count == 1
    return [fault for fault, _, _ in eyes.faults]


@pytest.mark.parametrize("in_plan_b", [False, True])
@pytest.mark.parametrize(("fault", "changes", "said"), PLANTS)
def test_what_is_wrong_is_seen_wherever_it_stands(
    fault: str, changes: dict[str, Any], said: dict[str, Any], in_plan_b: bool
) -> None:
    asked = searching(**said)
    assert seen(entry(service(), asked), said, in_plan_b=in_plan_b) == []
    wrong = entry(service(**changes), asked)
    assert any(one.startswith(fault) for one in seen(wrong, said, in_plan_b=in_plan_b))


def test_s60_a_contact_that_is_not_confirmed_or_not_theirs_is_seen() -> None:
    plain = entry(service(), searching())
    unconfirmed = line("1", status="unconfirmed")
    theirs = service(contacts=(unconfirmed,))
    assert seen(plain._replace(service=theirs, contacts=(unconfirmed,)), {}) == [
        "S60: an unconfirmed contact"
    ]
    assert seen(plain._replace(contacts=(line("2"),)), {}) == [
        "S63: a contact that is not the service's"
    ]


def test_an_empty_listing_and_a_long_one_are_seen() -> None:
    eyes = Eyes(Directory(1, (), AREAS))
    need = searching().need
    eyes.look(need, Listing((), ALONE, (), (), "national_only"))
    assert eyes.empty == [need]
    nine = tuple(entry(service(str(number)), searching()) for number in range(9))
    eyes.look(need, Listing((), ALONE, nine, (), "need"))
    assert [fault for fault, _, _ in eyes.faults] == ["too many"]
