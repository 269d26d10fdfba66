"""There is always something to try next, and it is for her."""

# a promise changes any field it likes

from collections import Counter
from datetime import datetime
from typing import Any

import pytest

from bot.signposting.directory import Directory
from bot.signposting.listing import Entry
from bot.signposting.match import make_listing
from bot.signposting.need import NEEDS, Need
from bot.signposting.service import Interpreters, Service, SpokenLanguage, Takes
from tests.signposting.made import line, listing, service


def plan(*services: Service, **said: Any) -> dict[str, str]:
    found = listing(*services, **said)
    return {one.when: one.entry.service.id for one in found.plan_b}


def test_s66_each_trouble_has_its_own_way_out() -> None:
    always = service("always", hours="24/7", contacts=(line("1"), line("https://a", "web")))
    chat = service("chat", hours="24/7", contacts=(line("https://c", "webchat"),))
    hidden = service("hidden", contacts=(line("2", bill="not_shown"),))
    other = service("other", contacts=(line("https://o", "web"),))
    found = listing(always, chat, hidden, other)
    ways = {one.when: one.entry for one in found.plan_b}
    assert list(ways) == ["no_answer", "refused", "closed", "cannot_speak", "watched"]
    assert ways["no_answer"].service.id == "always"
    assert [contact.type for contact in ways["no_answer"].contacts] == ["voice"]
    assert ways["no_answer"].opening.state == "open"
    assert ways["closed"].opening.state == "open"
    assert ways["cannot_speak"].service.id == "chat"
    assert ways["watched"].service.id == "hidden"


def test_plan_b_leads_elsewhere_where_it_can() -> None:
    listed = [service(f"s{one}", hours="24/7") for one in range(8)]
    talking = service("talking", hours="24/7", needs=("someone_to_talk_to",), kind="statutory")
    said: dict[str, Any] = {"needs": ("mental_health_counselling",)}
    doctors = [service(f"d{one}", needs=said["needs"], kind="statutory") for one in range(9)]
    found = listing(*doctors, **said)
    (left,) = {f"d{one}" for one in range(9)} - {one.service.id for one in found.entries}
    assert plan(*doctors, **said)["refused"] == left
    assert plan(*listed, talking)["no_answer"] != "talking"
    assert plan(listed[0])["no_answer"] == "s0"


def test_a_page_or_a_letterbox_is_nobody_who_answers_at_night() -> None:
    page = service("page", hours="24/7", contacts=(line("p", "web"), line("m", "email")))
    found = plan(page)
    assert "no_answer" not in found
    assert "closed" not in found
    assert plan(page, service("first", hours="24/7"))["refused"] == "page"


def test_s25_plan_b_of_an_ordinary_need_tells_nothing_either() -> None:
    telling = service("telling", telling=True, hours="24/7", needs=("someone_to_talk_to",))
    plain = service("plain", hours="24/7", needs=("someone_to_talk_to",))
    found = plan(telling, plain, needs=("legal_advice",), in_confidence=False)
    assert set(found.values()) == {"plain"}


def test_plan_b_is_not_for_other_people() -> None:
    men = service("men", hours="24/7", takes=Takes("no", "yes", "no"))
    faith = service("faith", hours="24/7", only_for=("jewish",))
    ministry = service("ministry", hours="24/7", run_by="interior_ministry")
    hers = service("hers", hours="24/7")
    assert set(plan(men, faith, ministry, hers).values()) == {"hers"}


def test_when_nothing_fits_there_is_still_one_national_service_to_try() -> None:
    only = service("only", needs=("legal_advice",))
    assert plan(only) == {"no_answer": "only"}
    assert plan(only, contact=("text",)) == {"no_answer": "only"}


CHAT = (line("https://chat", "webchat"),)
TALKS: dict[str, Any] = {"needs": ("someone_to_talk_to",)}
LISTENS: dict[str, Any] = {**TALKS, "kind": "statutory", "sector": ("helpline_general",)}


def test_what_is_for_her_need_goes_before_what_is_new_to_her() -> None:
    hers = service("hers", hours="24/7", confidence="low")
    listens = service("listens", **LISTENS, hours="24/7", contacts=(line("1"), *CHAT))
    assert plan(hers, listens)["no_answer"] == "hers"
    assert plan(hers, listens)["closed"] == "hers"
    assert plan(hers, listens)["cannot_speak"] == "listens"


def test_a_survivors_line_goes_before_a_line_for_everybody() -> None:
    survivors = service("survivors", **TALKS, hours="24/7", confidence="low")
    listens = service("listens", **LISTENS, hours="24/7")
    assert plan(survivors, listens)["no_answer"] == "survivors"
    ordinary = plan(survivors, listens, needs=("legal_advice",))
    assert ordinary["no_answer"] == "listens"


def test_among_equals_her_language_goes_first_then_what_is_open() -> None:
    english = service("english", hours="24/7", interpreters=Interpreters("no"))
    hers = service("hers", interpreters=Interpreters("yes"))
    first = service("first", languages=(SpokenLanguage("sq", "staff", "stated"),))
    assert plan(english, hers, first, languages=("sq",))["refused"] == "hers"
    shut = service("shut", hours="Mo-Fr 08:00-09:00", service_free=True)
    open_ = service("open", hours="Mo-Fr 08:00-20:00", confidence="low")
    assert plan(shut, open_, service("first", hours="24/7"))["refused"] == "open"


def test_they_say_no_leads_neither_to_whom_to_call_first_nor_to_the_first_shown() -> None:
    group = service(
        "group",
        kind="community",
        by_and_for="yes",
        community=("albanian",),
        languages=(SpokenLanguage("sq", "staff", "stated"),),
        needs=("domestic_abuse",),
    )
    other, third = service("other", hours="24/7"), service("third", kind="statutory")
    said: dict[str, Any] = {"languages": ("sq",), "tonight": True}
    assert listing(group, other, **said).pair.call_first == "other"
    assert "refused" not in plan(group, other, **said)
    assert plan(group, other, third, **said)["refused"] == "third"


def test_a_line_for_people_in_despair_is_no_other_door() -> None:
    despair = service("despair", **LISTENS, telling=True, hours="24/7")
    assert "refused" not in plan(service("hers", hours="24/7"), despair)


def test_one_service_has_two_rows_only_when_nothing_else_is_as_fit_and_never_five() -> None:
    best, other = _with_every_way("a"), _with_every_way("b")
    assert Counter(plan(best).values()) == {"a": 4}
    assert set(Counter(plan(best, other).values()).values()) == {2, 3}


def _with_every_way(id_: str) -> Service:
    ways = (line(id_, bill="not_shown"), line(f"https://{id_}", "webchat"))
    return service(id_, hours="24/7", contacts=ways)


def test_who_is_watched_is_led_to_a_chat_or_a_line_no_bill_shows_before_any_other() -> None:
    hidden = service("hidden", contacts=(line("1", bill="not_shown"),))
    chat = service("chat", contacts=CHAT)
    text = service("text", contacts=(line("2", "sms"),), languages=())
    voice = service("voice", contacts=(line("3", bill="shown"),), hours="24/7")
    assert plan(voice, text, chat)["watched"] == "chat"
    assert plan(voice, text, hidden)["watched"] == "hidden"
    assert plan(voice, text)["watched"] == "text"
    assert "watched" not in plan(voice)


def rows(shipped: Directory, now: datetime, asked: Need) -> dict[str, Entry]:
    return {one.when: one.entry for one in make_listing(asked, shipped, (), now).plan_b}


@pytest.mark.parametrize(
    ("asked", "when", "expected"),
    [
        (
            Need("GB", "London/Newham", ("domestic_abuse",), ("sq",)),
            ("no_answer", "closed"),
            "refuge-national-domestic-abuse-helpline",
        ),
        (Need("GB", "Wales", ("refuge_shelter",)), ("closed",), "live-fear-free-wales"),
    ],
)
def test_in_england_and_wales_the_national_lines_for_her_need_are_the_way_out(
    shipped: Directory, now: datetime, asked: Need, when: tuple[str, ...], expected: str
) -> None:
    found = rows(shipped, now, asked)
    assert [found[one].service.id for one in when] == [expected] * len(when)


def test_in_france_who_cannot_speak_is_led_to_one_for_her_need_that_she_can_write_to(
    shipped: Directory, now: datetime
) -> None:
    found = rows(shipped, now, Need("FR", None, ("domestic_abuse",)))["cannot_speak"]
    assert "domestic_abuse" in found.service.needs
    assert {contact.type for contact in found.contacts} <= {"sms", "whatsapp", "webchat", "email"}


def test_wherever_and_whatever_for_no_service_has_all_the_rows(
    shipped: Directory, now: datetime
) -> None:
    seen = 0
    for country in shipped.areas.countries:
        for one in NEEDS:
            found = make_listing(Need(country.country, None, (one,)), shipped, (), now)
            ways = {plan.when: plan.entry.service.id for plan in found.plan_b}
            seen += len(ways)
            assert max(Counter(ways.values()).values()) < 5
            first = found.entries[0].service.id if found.entries else None
            assert ways.get("refused", "") not in {first, found.pair.call_first}
    assert seen > 100
