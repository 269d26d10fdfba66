"""The check of services_data: the shipped files pass, and each planted mistake is found."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.checks.problem import Problem
from bot.checks.services import LISTS, check_services
from bot.checks.services_record import wrong_hours
from bot.exchange.service_files import Taxonomy, read_directory_files, read_urgent
from tests.checks.services_folder import DATA, Record, ServicesFolder

TODAY = date(2026, 11, 20)


@pytest.fixture
def folder(tmp_path: Path) -> ServicesFolder:
    return ServicesFolder(tmp_path)


@pytest.mark.whole  # make test runs the check itself
def test_the_shipped_services_have_no_mistake() -> None:
    assert len(read_directory_files(DATA).services) > 200, "nothing was looked at"
    assert check_services(DATA) == []


def test_the_folder_that_the_plants_are_put_in_is_right_before(folder: ServicesFolder) -> None:
    assert folder.check() == []
    soon_after = [one.place for one in folder.check(date(2026, 4, 1))]
    assert not any("services_gb" in place for place in soon_after), "it was checked in March 2026"


def contact(at: int, **values: object) -> Callable[[Record], None]:
    def plant(record: Record) -> None:
        record["contacts"][at] |= values

    return plant


def field(**values: object) -> Callable[[Record], None]:
    def plant(record: Record) -> None:
        record |= values

    return plant


def without(key: str) -> Callable[[Record], None]:
    def plant(record: Record) -> None:
        del record[key]

    return plant


VOICE, EMAIL = 0, 1

PLANTS: dict[str, tuple[Callable[[Record], None], str]] = {
    "a day that is no date": (field(assured_date="yesterday"), "not a date of the calendar"),
    "a day that no calendar has": (field(assured_date="2026-02-31"), "not a date"),
    "checked in the future": (field(assured_date="2031-01-01"), "in the future"),
    "checked by nobody": (without("assurer_role"), "stand together"),
    "read in the future": (contact(VOICE, source_year=2050), "in the future"),
    "a record read in the future": (field(source={"page": "own", "year": 2050}), "in the future"),
    "a number that is words": (contact(VOICE, value="call us"), "neither a number of GB"),
    "a number of no country": (contact(VOICE, value="+999123456"), "neither a number of GB"),
    "a number of another country": (contact(VOICE, value="+4930901820"), "neither a number of GB"),
    "a number with spaces": (contact(VOICE, value="+44 20 7946 0018"), "neither a number of GB"),
    "a number too short": (contact(VOICE, value="+4420794600"), "neither a number of GB"),
    "a short code of another country": (contact(VOICE, value="116016"), "neither a number of GB"),
    "another number to dial": (contact(VOICE, dial="020 7946 0019"), "is not the number"),
    "nothing to dial": (lambda record: record["contacts"][VOICE].pop("dial"), "`dial` is missing"),
    "a number without quotes": (contact(VOICE, value=91), "text belongs here"),
    "something to dial in an e-mail": (contact(EMAIL, dial="020 7946 0018"), "stands at a contact"),
    "an e-mail address that is none": (contact(EMAIL, value="hello at example"), "not an e-mail"),
    "an address that runs": (contact(EMAIL, type="web", value="javascript:alert(1)"), "not a web"),
    "an address on a disc": (contact(EMAIL, type="web", value="file:///etc/x.y"), "not a web"),
    "an address with a user": (contact(EMAIL, type="web", value="https://a@b.org"), "not a web"),
    "an address with a blank": (contact(EMAIL, type="web", value="https://b.org/a b"), "not a web"),
    "a host without a dot": (contact(EMAIL, type="app", value="https://intranet"), "not a web"),
    "a source that runs": (contact(VOICE, source_url="https://x .org"), "not a web address"),
    "a contact twice": (
        lambda record: record["contacts"].append(dict(record["contacts"][EMAIL])),
        "stands here twice",
    ),
    "a language nobody knows": (
        lambda record: record["languages"][0].update(code="zz-nope"),
        "not one of the languages",
    ),
    "ages upside down": (field(min_age=40, max_age=20), "above the oldest age"),
    "an age below zero": (field(min_age=-1), "at least 0"),
    "hours of no day": (field(hours="25:99"), "cannot be read"),
    "hours that are a remark": (field(hours='"by appointment"'), "reads as always open"),
    "hours that are blank": (field(hours="  "), "reads as always open"),
    "hours of a line that cannot be read": (contact(VOICE, hours="Mondays"), "cannot be read"),
    "a formula for a name": (field(name='=HYPERLINK("x")'), "runs as a formula"),
    "a formula for an English name": (field(name_en="@SUM(A1)"), "runs as a formula"),
    "a number in a summary": (
        field(summaries=[{"language": "en", "text": "Phone 0800 123 456"}]),
        "holds a number or an address",
    ),
    "a summary in a language nobody knows": (
        field(summaries=[{"language": "xx", "text": "Legal advice"}]),
        "no language of taxonomy.yaml",
    ),
    "two summaries in one language": (
        field(summaries=[{"language": "en", "text": "Advice"}, {"language": "en", "text": "Help"}]),
        "written twice",
    ),
    "a summary that runs as a formula": (
        field(summaries=[{"language": "en", "text": "=1+1"}]),
        "no plain line",
    ),
    "a long summary": (
        field(summaries=[{"language": "en", "text": "Help " * 25}]),
        "at most 120 characters",
    ),
    "an area that is not there": (field(serves=["Londn"]), "Did you mean 'London'?"),
    "an area of another country": (field(based_in="Berlin"), "not an area of GB"),
    "a label of an area that is not there": (contact(VOICE, label_code="area:Xy"), "not an area"),
    "a label nobody knows": (contact(VOICE, label_code="offce"), "Did you mean 'office'?"),
    "a need nobody knows": (field(needs=["legal_advise"]), "Did you mean 'legal_advice'?"),
    "a sector nobody knows": (field(sector=["nope"]), "not one of the sectors"),
    "a community nobody knows": (field(community=["nope"]), "not one of the communities"),
    "a limit nobody knows": (field(only_for=["nope"]), "not one of the only_for"),
    "no community": (field(community=[]), "names none"),
    "a partner that is not there": (
        field(partners=[{"id": "example-to-be-chcked", "basis": "stated"}]),
        "Did you mean 'example-to-be-checked'?",
    ),
    "a review that is to come": (
        lambda record: record["partners"][0].update(reviewed="2999-01-01"),
        "in the future",
    ),
    "a review on no day": (
        lambda record: record["partners"][0].update(reviewed="last spring"),
        "'last spring'",
    ),
    "a referral to nowhere": (field(refers_to=["nowhere"]), "no service has the id"),
    "a way in that is not there": (field(reached_through="nowhere"), "no service has the id"),
    "a way in through itself": (field(reached_through="example-open-door"), "names itself"),
    "shown without a contact": (field(contacts=[]), "no confirmed contact"),
    "shown without an area": (field(serves=[]), "serves no area"),
    "shown for nobody": (
        field(takes={"woman": "no", "man": "no", "other": "no"}),
        "takes nobody",
    ),
    "papers that no page states": (
        lambda record: record["accepts_basis"].update(asylum="inferred"),
        "no page is said to state it",
    ),
    "papers with no basis": (
        lambda record: record["accepts_basis"].pop("no_recourse"),
        "no page is said to state it",
    ),
    "a basis for nothing": (lambda record: record["accepts"].pop("asylum"), "accepts does not"),
    "a key that every reader would skip": (field(confidential=True), "'confidential' is not known"),
    "a misspelt key": (field(langauges=[]), "Did you mean 'languages'?"),
    "a latitude": (field(latitude=100), "no street address is kept"),
    "an address": (field(address="1 Example Street"), "no street address is kept"),
    "a missing field": (without("kind"), "'kind' is missing"),
    "a word that is not allowed": (field(kind="charity"), "allowed are community"),
    "a truth in quotes": (field(telling="true"), "true or false belongs here"),
}


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_mistake_is_found_with_place_and_remedy(
    folder: ServicesFolder, name: str
) -> None:
    plant, words = PLANTS[name]
    plant(folder.full)
    problems = folder.check()
    assert any(words in str(problem) for problem in problems), [str(one) for one in problems]
    for problem in problems:
        holds_file_line_and_remedy(problem, folder)


def holds_file_line_and_remedy(problem: Problem, folder: ServicesFolder) -> None:
    file, _, line = problem.place.rpartition(":")
    assert Path(file).parent == folder.folder
    assert 1 <= int(line) <= len(Path(file).read_text(encoding="utf-8").splitlines())
    assert len(problem.remedy) > 5
    assert str(problem) == f"{problem.place}: {problem.what}. {problem.remedy}"


def test_a_message_names_the_very_line(folder: ServicesFolder) -> None:
    folder.full["contacts"][VOICE]["value"] = "call us"
    (problem,) = folder.check()
    file, _, line = problem.place.rpartition(":")
    assert '"call us"' in Path(file).read_text(encoding="utf-8").splitlines()[int(line) - 1]


def test_unconfirmed_is_asked_for_when_only_an_old_page_knows(folder: ServicesFolder) -> None:
    del folder.full["assured_date"], folder.full["assurer_role"]
    folder.full["contacts"][VOICE]["source_year"] = 2014
    (problem,) = folder.check()
    assert "by a page of 2014 alone" in problem.what


def test_confirmed_without_any_page_is_refused(folder: ServicesFolder) -> None:
    del folder.full["assured_date"], folder.full["assurer_role"]
    del folder.full["contacts"][VOICE]["source_url"]
    folder.full["source"] = {"page": "general_knowledge"}
    (problem,) = folder.check()
    assert "nothing says on which page" in problem.what


def test_an_id_stands_once_in_all_files(folder: ServicesFolder) -> None:
    folder.short["id"] = folder.full["id"]
    folder.full["partners"] = folder.full["refers_to"] = []
    del folder.full["reached_through"]
    (problem,) = folder.check()
    assert "already taken at" in problem.what


def test_two_records_name_one_day_for_the_review_of_their_partnership(
    folder: ServicesFolder,
) -> None:
    mine, its = folder.full["partners"], {"id": folder.full["id"], "basis": "stated"}
    mine[0]["reviewed"] = "2026-03-02"
    for theirs in (its, its | {"reviewed": "2026-03-02"}):
        folder.short["partners"] = [theirs]
        assert folder.check() == [], "the same day, or none"
    folder.short["partners"] = [its | {"reviewed": "2025-03-02"}]
    (problem,) = folder.check()
    holds_file_line_and_remedy(problem, folder)
    file, _, line = problem.place.rpartition(":")
    assert '"2025-03-02"' in Path(file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert "on 2026-03-02 at " in problem.what
    assert "the same day in both" in problem.remedy


def test_with_today_a_review_that_is_a_year_old_is_named(folder: ServicesFolder) -> None:
    day = date(2026, 3, 2)
    folder.full["partners"][0]["reviewed"] = day.isoformat()
    for days, found in ((365, 0), (366, 1)):
        problems = folder.check(day + timedelta(days=days))
        assert sum("partnership" in problem.what for problem in problems) == found, days
    del folder.full["partners"][0]["reviewed"]
    assert not any("partnership" in problem.what for problem in folder.check(date(2030, 1, 1)))


def test_a_short_code_of_our_own_is_never_overruled(folder: ServicesFolder) -> None:
    folder.rewrite("short_codes.yaml", '"116123"', '"77777"')
    folder.full["contacts"][VOICE] |= {"value": "77777", "dial": "777 77"}
    assert folder.check() == []


@pytest.mark.parametrize("key", ["serves", "based_in"])
def test_s62_a_shelter_names_no_place_below_region(folder: ServicesFolder, key: str) -> None:
    folder.full |= {"is_shelter": True, "based_in": "England"}
    assert folder.check() == []
    folder.full[key] = ["Wolverhampton"] if key == "serves" else "Wolverhampton"
    (problem,) = folder.check()
    assert "may not name a place below region" in problem.what
    assert "'West Midlands'" in problem.remedy


@pytest.mark.parametrize(
    "text",
    [
        "House at 12 Sample Street, ring twice",
        "Via Esempio 7",
        "12 rue de l'Exemple, and calle Ejemplo 4",
        "Musterstraße 3",
        "near AB1 2CD",
    ],
)
def test_s62_a_shelter_holds_nothing_like_an_address(folder: ServicesFolder, text: str) -> None:
    folder.full |= {"is_shelter": True, "based_in": "England", "admin_notes": text}
    (problem,) = folder.check()
    assert "looks like an address" in problem.what


def test_s62_a_shelter_has_no_link_to_a_map(folder: ServicesFolder) -> None:
    folder.full |= {"is_shelter": True, "based_in": "England"}
    folder.full["contacts"][EMAIL] |= {"type": "web", "value": "https://maps.example.org/x"}
    (problem,) = folder.check()
    assert "link to a map" in problem.what


def test_a_broken_record_hides_no_mistake_in_another(folder: ServicesFolder) -> None:
    folder.full["kind"] = "charity"
    folder.short["hours"] = "nonsense"
    assert len(folder.check()) == 2


def test_a_check_that_is_old_is_named_only_when_asked(folder: ServicesFolder) -> None:
    assert folder.check() == []
    stale = [one for one in folder.check(today=TODAY) if "last checked on" in one.what]
    assert len(stale) == 1
    assert "2026-03-02" in stale[0].what


def test_an_old_urgent_number_is_named_only_when_asked(folder: ServicesFolder) -> None:
    folder.emergency["GB"][0]["source_year"] = 2009
    assert folder.check() == []
    assert any("page of 2009" in str(one) for one in folder.check(today=TODAY))


URGENT_PLANTS: dict[str, tuple[Record, str]] = {
    "a number that is none": ({"dial": "99999"}, "neither a short code"),
    "a note nobody knows": ({"note_code": "not_urgentt"}, "Did you mean 'not_urgent'?"),
    "a service that is not there": ({"service": "nowhere"}, "no service has the id"),
    "a page that is not named": ({"source_url": None}, "text belongs here"),
    "read in the future": ({"source_year": 2050}, "in the future"),
    "an unknown way": ({"how": "fax"}, "allowed are voice"),
    "an id that is taken": ({"id": "gb-112"}, "already taken"),
}


@pytest.mark.parametrize("name", URGENT_PLANTS)
def test_a_planted_mistake_in_urgent_numbers_is_found(folder: ServicesFolder, name: str) -> None:
    values, words = URGENT_PLANTS[name]
    folder.emergency["GB"][0] |= values
    problems = folder.check()
    assert any(words in str(problem) for problem in problems), [str(one) for one in problems]


def test_s64_every_country_has_a_number_to_call(folder: ServicesFolder) -> None:
    folder.emergency["MT"] = [one for one in folder.emergency["MT"] if one["how"] != "voice"]
    assert any("MT has no urgent number" in str(problem) for problem in folder.check())


LIST_PLANTS = {
    "a parent that is not there": ("areas.yaml", "parent: England", "parent: Englnd", "England"),
    "an area in a circle": (
        "areas.yaml",
        "- id: England\n    parent: UK",
        "- id: England\n    parent: North East",
        "do not lead to the country",
    ),
    "an area twice": ("areas.yaml", "id: Wales", "id: Scotland", "twice"),
    "a zone of no clock": ("areas.yaml", "Europe/London", "Europe/Lodnon", "Europe/London"),
    "no zone": ("areas.yaml", "    time_zone: Europe/London\n", "", "no time zone"),
    "a short code twice": ("short_codes.yaml", 'code: "112"', 'code: "999"', "twice"),
    "a short code without quotes": ("short_codes.yaml", '"999"', "999", "text belongs here"),
    "a code twice": ("taxonomy.yaml", "- id: police\n", "- id: housing\n", "stands twice"),
    "an ordinary need that is telling": (
        "taxonomy.yaml",
        "ordinary: false",
        "ordinary: true",
        "unlike in S25",
    ),
    "not YAML at all": ("taxonomy.yaml", "needs:", "needs: [", "not readable as YAML"),
}


@pytest.mark.parametrize("name", LIST_PLANTS)
def test_a_planted_mistake_in_a_list_is_found(folder: ServicesFolder, name: str) -> None:
    file, old, new, words = LIST_PLANTS[name]
    folder.rewrite(file, old, new)
    problems = folder.check()
    assert any(words in str(problem) for problem in problems), [str(one) for one in problems]
    assert any(file in problem.place for problem in problems)


def test_a_folder_without_services_says_so(tmp_path: Path) -> None:
    (problem,) = check_services(tmp_path)
    assert "no such file" in problem.what


def test_every_code_in_use_has_its_line_and_none_stands_idle() -> None:
    files, urgent = read_directory_files(DATA), read_urgent(DATA)
    used = {
        "needs": {code for service in files.services for code in service.needs},
        "sectors": {code for service in files.services for code in service.sector},
        "communities": {code for service in files.services for code in service.community},
        "only_for": {code for service in files.services for code in service.only_for},
        "contact_labels": {
            contact.label_code
            for service in files.services
            for contact in service.contacts
            if not contact.label_code.startswith("area:")
        },
        "languages": {one.code for service in files.services for one in service.languages},
        "urgent_notes": {number.note_code for number in urgent if number.note_code},
    }
    assert set(used) == set(Taxonomy.__slots__), "a section of the taxonomy is not looked at"
    for section, codes in used.items():
        assert codes, f"no record uses a code of {section}"
        assert set(files.taxonomy.codes(section)) == codes


def test_every_schema_refuses_strangers_and_describes_each_field() -> None:
    schemas = sorted((DATA / "schema").glob("*.json"))
    assert {path.stem for path in schemas} == {*LISTS, "services", "countries"}
    for path in schemas:
        objects = list(_objects(json.loads(path.read_text(encoding="utf-8"))))
        assert objects, f"{path} describes nothing"
        for one in objects:
            assert "additionalProperties" in one, path
            for name, part in one.get("properties", {}).items():
                assert "description" in part or "$ref" in part, f"{path}: {name}"


def _objects(schema: object) -> list[Record]:
    """Return every part of a schema that describes a group of `key: value` lines."""
    if isinstance(schema, dict):
        inside = [found for part in schema.values() for found in _objects(part)]
        return [schema, *inside] if schema.get("type") == "object" else inside
    return (
        [found for part in schema for found in _objects(part)] if isinstance(schema, list) else []
    )


@pytest.mark.parametrize(
    "hours", ["24/7", "Mo-Fr 09:00-17:00", 'Mo-Fr 10:00-16:00 "by appointment"', "Su off"]
)
def test_hours_that_mean_something_pass(hours: str) -> None:
    assert wrong_hours(hours) is None


@pytest.mark.parametrize(
    "hours",
    ['"by appointment"', "  ", "", '"a"; "b"', 'Mo 10:00-12:00 || "call"', "Mo-Xx", "25:99"],
)
def test_hours_that_would_read_as_always_open_are_refused(hours: str) -> None:
    assert wrong_hours(hours)
