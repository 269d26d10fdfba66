"""What a note on a country may say, and on what it rests: one wrong thing planted at a time."""

import copy
import json
import shutil
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bot.checks.countries import check_countries
from bot.checks.telling import read_telling_words, telling_word_in
from bot.exchange.country_files import read_country_notes
from bot.i18n import contexts
from bot.i18n.catalog import Catalogues
from bot.signposting.country_notes import SUBJECTS, CountryNote, NoteSource
from bot.yaml_file import read_yaml
from tests.languages import each_language

ROOT = Path(__file__).parents[2]
DATA = ROOT / "services_data"
README = (DATA / "README.md").read_text(encoding="utf-8")

Note = dict[str, Any]
Plant = Callable[[Note], object]


class Folder:
    """The content for Malta alone, in which its notes can be changed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        data = root / "services_data"
        shutil.copytree(DATA / "countries", data / "countries", ignore=_all_but("malta.yaml"))
        shutil.copytree(DATA / "schema", data / "schema")
        for name in ("services_malta.yaml", "short_codes.yaml", "taxonomy.yaml"):
            shutil.copy(DATA / name, data / name)
        (data / "areas.yaml").write_text(json.dumps(areas_of_malta()), encoding="utf-8")
        (root / "locales" / "en").mkdir(parents=True)
        shutil.copy(ROOT / "locales" / "en" / "telling.yaml", root / "locales" / "en")
        self.file = root / "services_data" / "countries" / "malta.yaml"
        self.notes: list[Note] = copy.deepcopy(read_yaml(self.file).value)

    def check(self, today: date | None = None) -> list[str]:
        self.file.write_text(json.dumps(self.notes, indent=1), encoding="utf-8")
        return [str(one) for one in check_countries(self.root, today)]

    @property
    def claim(self) -> Note:
        return next(note for note in self.notes if not note["not_known"])

    @property
    def silence(self) -> Note:
        return next(note for note in self.notes if "looked_for" in note)


@cache
def areas_of_malta() -> list[Note]:
    found = [area for area in read_yaml(DATA / "areas.yaml").value if area["country"] == "MT"]
    assert found
    return found


def _all_but(name: str) -> Callable[[str, list[str]], set[str]]:
    return lambda _, names: {one for one in names if one != name}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_s67_every_country_says_something_sourced_of_every_subject() -> None:
    notes = read_country_notes(DATA)
    countries = {note.country for note in notes}
    assert countries == {"GB", "MT", "ES", "DE", "IT", "FR"}
    told = {(note.country, note.subject) for note in notes}
    assert told == {(country, subject) for country in countries for subject in SUBJECTS}
    for note in notes:
        assert note.sources or (note.not_known and note.looked_for), note.id
        assert note.advice_from, note.id
    assert check_countries(ROOT) == []


def without(*keys: str) -> Plant:
    return lambda note: [note.pop(key, None) for key in keys]


def saying(**changes: Any) -> Plant:
    return lambda note: note.update(changes)


PLANTS: dict[str, tuple[Plant, str]] = {
    "a claim without a source": (without("sources"), "a claim without a source"),
    "no expiry": (without("expires"), "'expires' is missing"),
    "nobody to turn to": (saying(advice_from=[]), "'advice_from'"),
    "an unknown key": (saying(confidential=True), "'confidential' is not known here"),
    "an old page": (
        saying(sources=[{"url": "https://a.org", "read": "2026-11-20", "year": 2015}]),
        "at least 2019",
    ),
    "no day of reading": (saying(sources=[{"url": "https://a.org"}]), "'read' is missing"),
    "no address": (saying(sources=[{"url": "a book", "read": "2026-11-20"}]), "right form"),
    "read tomorrow": (
        saying(sources=[{"url": "https://a.org", "read": "2999-01-01"}], expires="2999-02-01"),
        "a day to come",
    ),
    "ends before it was read": (saying(expires="2020-01-01"), "ends before it was read"),
    "an area of another country": (saying(areas=["Wales"]), "has no area 'Wales'"),
    "a long sentence": (saying(text="Doctors are free for " + "people " * 25), "a sentence of"),
    "a telling word": (
        saying(text="A doctor is free after violence.", telling=False),
        "not marked telling",
    ),
    "a telling site": (
        saying(sources=[{"url": "https://victim-rape.org/x", "read": "2026-11-20"}]),
        "the site is not marked telling",
    ),
    "says nothing of not knowing": (saying(not_known=True), "does not say that it is not known"),
    "a service nobody knows": (saying(advice_from=["nobody"]), "no service has the id"),
    "a service of another country": (saying(country="ES"), "is in MT"),
    "the police for advice": (saying(advice_from=["mt-police-gbdvu"]), "run by police"),
    "an id twice": (saying(id="mt-police-details"), "already taken"),
}


@pytest.mark.parametrize("name", PLANTS)
def test_s67_a_wrong_note_is_found(folder: Folder, name: str) -> None:
    plant, expected = PLANTS[name]
    plant(folder.claim)
    problems = folder.check()
    assert any(expected in one for one in problems), problems
    assert all("malta.yaml:" in one for one in problems)


@pytest.mark.parametrize(
    "text",
    [
        "Go to the police first.",
        "Police are strict. Call a lawyer.",
        "A woman should speak to a lawyer.",
        "You can get a doctor.",
        "A woman must not give her name.",
        "Never give a name.",
        "It is free: ask at the desk.",
    ],
)
def test_s7_a_note_that_advises_is_refused(folder: Folder, text: str) -> None:
    folder.claim["text"] = text
    assert any("advises" in one for one in folder.check()), text


def test_s67_what_is_not_known_says_when_somebody_looked(folder: Folder) -> None:
    folder.silence.pop("looked_for")
    assert any("when it was looked for" in one for one in folder.check())


def test_s67_a_subject_that_nobody_speaks_of_is_found(folder: Folder) -> None:
    folder.notes = [note for note in folder.notes if note["subject"] != "calls"]
    assert any("MT has no note on calls" in one for one in folder.check())


def test_s67_expired_notes_are_found_with_today_alone(folder: Folder) -> None:
    assert folder.check() == []
    assert folder.check(date(2027, 5, 20)) == []
    assert len(folder.check(date(2027, 5, 21))) == len(folder.notes)


def test_a_folder_without_notes_is_a_problem(folder: Folder) -> None:
    shutil.rmtree(folder.root / "services_data" / "countries")
    problems = [str(one) for one in check_countries(folder.root)]
    assert len(problems) == 1
    assert "holds no notes" in problems[0]


@each_language
def test_s25_a_note_not_marked_telling_tells_in_no_language(language: str) -> None:
    words = Catalogues(ROOT / "locales").words(language)
    telling = read_telling_words(ROOT / "locales", language)
    plain = [note for note in read_country_notes(DATA) if not note.telling]
    assert len(plain) > 60
    for note in plain:
        text = words.pgettext(contexts.COUNTRY_NOTE, note.text)
        text = text.replace("refugee", "").replace("Refugees", "")
        assert telling_word_in(text, telling) is None, note.id


def test_the_readme_explains_every_field_and_its_example_passes(tmp_path: Path) -> None:
    fields = {*CountryNote.__dataclass_fields__, *NoteSource.__dataclass_fields__}
    assert fields
    assert [name for name in fields if f"`{name}`" not in README] == []
    (block,) = [part.split("```")[0] for part in README.split("```yml\n")[1:]]
    shutil.copytree(DATA, tmp_path / "services_data")
    (tmp_path / "locales").symlink_to(ROOT / "locales")
    example = tmp_path / "services_data" / "countries" / "example.yaml"
    example.write_text(block, encoding="utf-8")
    assert check_countries(tmp_path) == []
    shown = read_yaml(example).value[0]
    assert fields - {"looked_for"} == {*shown, *shown["sources"][0]}


def test_the_schema_knows_the_fields_of_a_note() -> None:
    schema = msgspec.json.decode((DATA / "schema" / "countries.json").read_bytes())
    properties = schema["items"]["properties"]
    assert set(properties) == set(CountryNote.__dataclass_fields__)
    assert set(properties["sources"]["items"]["properties"]) == set(NoteSource.__dataclass_fields__)
    assert tuple(properties["subject"]["enum"]) == SUBJECTS
