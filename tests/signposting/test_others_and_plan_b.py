"""Beside the pair stands what helps, and never nothing to do next."""

# a promise changes any field it likes

from typing import Any

from bot.signposting.service import Service, Takes
from tests.signposting.made import line, listing, service, shown


def test_s65_at_most_eight_services_in_all() -> None:
    assert len(shown(*(service(f"s{one}") for one in range(20)))) == 8


def test_s5_help_with_health_is_always_among_them() -> None:
    many = [service(f"s{one}", hours="24/7") for one in range(20)]
    doctor = service("doctor", needs=("health_medical",), sector=("health_primary",))
    found = listing(*many, doctor)
    assert "doctor" in [one.service.id for one in found.entries]
    assert len(found.entries) == 8
    assert "health" in found.others[-1].why
    assert "need" not in found.others[-1].why


def test_s5_holds_for_an_ordinary_need_with_a_doctor_who_tells_nothing() -> None:
    doctor = service("doctor", needs=("health_medical",))
    telling = service("clinic", needs=("health_medical",), telling=True)
    said = {"needs": ("legal_advice",), "in_confidence": False}
    assert shown(doctor, telling, **said) == ["doctor"]


def test_a_contact_stands_once_and_who_has_none_left_is_not_shown() -> None:
    first = service("a", contacts=(line("1"), line("2")), hours="24/7")
    again = service("b", contacts=(line("2"), line("1")))
    partly = service("c", contacts=(line("2"), line("3")))
    found = listing(first, again, partly)
    values = [contact.value for one in found.entries for contact in one.contacts]
    assert sorted(values) == ["1", "2", "3"]
    assert [one.service.id for one in found.entries] == ["a", "c"]


def test_who_is_reached_through_another_is_shown_as_one_with_it() -> None:
    door = service("door", hours="24/7")
    behind = service("behind", reached_through="door")
    assert shown(door, behind) == ["door"]
    assert shown(behind, service("door", confidence="low")) == ["behind"]


def test_nothing_local_and_irrelevant_fills_a_place() -> None:
    local = service("local", serves=("London",), needs=("legal_advice",))
    national = service("national", needs=("legal_advice",))
    talking = service("talking", needs=("someone_to_talk_to",), kind="statutory")
    found = listing(local, national, talking, area="London")
    assert [one.service.id for one in found.entries] == ["talking", "national"]
    assert all("fallback" in one.why for one in found.entries)
    assert found.met == "national_only"


def test_with_enough_for_her_need_nothing_else_is_added() -> None:
    wanted = [service(one, kind="statutory") for one in "abc"]
    talking = service("talking", needs=("someone_to_talk_to",), kind="statutory")
    assert sorted(shown(*wanted, talking)) == ["a", "b", "c"]


def test_with_an_empty_directory_nothing_breaks() -> None:
    found = listing()
    assert found.entries == ()
    assert found.plan_b == ()
    assert found.met == "national_only"


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
    assert plan(*listed, talking)["no_answer"] == "talking"
    assert plan(listed[0])["no_answer"] == "s0"


def test_a_page_or_a_letterbox_is_nobody_who_answers_at_night() -> None:
    page = service("page", hours="24/7", contacts=(line("p", "web"), line("m", "email")))
    found = plan(page)
    assert "no_answer" not in found
    assert "closed" not in found
    assert found["refused"] == "page"


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
