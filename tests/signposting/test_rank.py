"""The order can be explained, and nobody is first for her name."""

from datetime import timedelta

import pytest

from bot.signposting.rank import seed_of_the_day
from bot.signposting.service import Accepts, AcceptsBasis, Interpreters, SpokenLanguage, Takes
from tests.signposting.made import NOON, line, listing, searching, service, shown

STATED = AcceptsBasis(asylum="stated")
HERS = (SpokenLanguage("sq", "staff", "stated"),)
AT_TIMES = (SpokenLanguage("sq", "some_hours", "stated"),)
MAYBE = (SpokenLanguage("sq", "staff", "assumed"),)
TODAY = NOON.date()
LONDON = {"area": "London/Newham", "languages": ("sq",), "papers": "asylum"}

STEPS = [
    ("settled bodies before an interior ministry", {}, {"run_by": "interior_ministry"}),
    ("whoever tells nobody before who tells", {}, {"shares_with_immigration": "yes"}),
    ("her need more fully", {"needs": ("domestic_abuse", "stalking_harassment")}, {}),
    ("checked before never checked", {"assured_date": TODAY - timedelta(days=300)}, {}),
    (
        "stale last among the checked",
        {"assured_date": TODAY},
        {"assured_date": TODAY - timedelta(days=300)},
    ),
    ("hers before another community's", {}, {"by_and_for": "yes", "community": ("roma",)}),
    ("her language by staff before at some hours", {"languages": HERS}, {"languages": AT_TIMES}),
    (
        "at some hours before interpreters",
        {"languages": AT_TIMES},
        {"interpreters": Interpreters("yes")},
    ),
    ("interpreters before asking", {"interpreters": Interpreters("yes")}, {"languages": MAYBE}),
    ("asking before no", {}, {"interpreters": Interpreters("no")}),
    ("papers stated", {"accepts": Accepts(asylum="yes"), "accepts_basis": STATED}, {}),
    ("open now", {"hours": "24/7"}, {}),
    ("nearer", {"serves": ("London/Newham",)}, {"serves": ("London",)}),
    ("in the region before nationwide", {"serves": ("London",)}, {}),
    ("better known", {}, {"confidence": "medium"}),
    ("fresh before ageing", {"assured_date": TODAY}, {"assured_date": TODAY - timedelta(days=100)}),
    ("free", {"service_free": True}, {}),
    ("by quiet ways", {"contacts": (line("chat", "webchat"),)}, {}),
]


@pytest.mark.parametrize(("reason", "better", "worse"), STEPS, ids=[step[0] for step in STEPS])
def test_what_is_better_goes_first_whatever_its_name(
    reason: str, better: dict[str, object], worse: dict[str, object]
) -> None:
    needs = ("domestic_abuse", "stalking_harassment")
    # Neither is a specialist, so that both stand among the others.
    for first, second in (("a", "b"), ("b", "a")):
        one = service(first, **{"kind": "statutory", **better})
        other = service(second, **{"kind": "statutory", **worse})
        assert shown(one, other, **{**LONDON, "needs": needs}) == [first, second], reason


def test_s13_a_child_gets_services_for_children_first() -> None:
    for_children = service("z", only_for=("under_18",), sector=("children_youth",), max_age=17)
    others = [service(one, assured_date=TODAY, hours="24/7") for one in "abc"]
    found = shown(*others, for_children, age="child", languages=("sq",))
    assert found[0] == "z"
    assert "z" not in shown(*others, for_children)


def test_the_first_of_equals_changes_with_the_day_and_not_with_the_name() -> None:
    firsts = set()
    equals = [service(one, kind="statutory") for one in ("alpha", "omega")]
    for day in range(20):
        found = listing(*equals, at=NOON + timedelta(days=day))
        firsts.add(found.others[0].service.id)
    assert firsts == {"alpha", "omega"}


def test_the_seed_is_the_same_all_day() -> None:
    morning, night = searching(at=NOON.replace(hour=0)), searching(at=NOON.replace(hour=23))
    assert seed_of_the_day(service(), morning) == seed_of_the_day(service(), night)


def test_a_deaf_woman_finds_a_service_for_deaf_people_before_others() -> None:
    signing = service("z", only_for=("deaf",), kind="statutory")
    plain = service("a", kind="statutory", hours="24/7")
    assert shown(plain, signing, groups=("deaf",)) == ["z", "a"]
    assert shown(plain, signing) == ["a"]


def test_a_man_finds_lines_for_men() -> None:
    for_men = service("men", takes=Takes("no", "yes", "ask"))
    found = listing(for_men, who="man")
    assert found.entries[0].service.id == "men"
    assert "men" in found.entries[0].why


def test_s61_what_nobody_checked_never_passes_what_somebody_did_by_doing_more() -> None:
    more = service("b", needs=("domestic_abuse", "stalking_harassment", "legal_advice"))
    checked = service("a", needs=("domestic_abuse",), assured_date=TODAY)
    wanted = ("domestic_abuse", "stalking_harassment", "legal_advice")
    assert shown(more, checked, needs=wanted)[0] == "a"
