"""The words to say: every sentence in every country's language, and a name for every language."""

from pathlib import Path

import pytest

from bot.checks.phrases import LONGEST, check_phrases, check_related
from bot.errors import CatalogueError
from bot.i18n.catalogue_files import extract, texts
from bot.i18n.phrases import FILE, SENTENCES, read_phrases
from bot.signposting.languages import OF_THE_COUNTRY, OF_THE_PROJECT
from tests.conversation.visit import ROOT, directory

COUNTRIES = ("GB", "MT", "ES", "DE", "IT", "FR")
LOCALES = ROOT / "locales"


def changed(folder: Path, old: str, new: str) -> Path:
    """Return a folder whose file of words has one piece changed."""
    text = (LOCALES / FILE).read_text(encoding="utf-8")
    assert old in text
    (folder / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_the_files_as_shipped_have_nothing_to_mend() -> None:
    assert check_phrases(LOCALES, COUNTRIES) == []
    assert check_related(ROOT / "services_data") == []


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_sentence_stands_in_every_language_of_the_country(country: str) -> None:
    phrases = read_phrases(LOCALES)
    assert set(phrases.among(OF_THE_COUNTRY[country])) == OF_THE_COUNTRY[country]
    for language in OF_THE_COUNTRY[country]:
        for sentence in SENTENCES:
            said = phrases.said(sentence, language, "sq")
            assert said
            assert "{" not in said
            assert len(said) <= LONGEST + 20


def test_what_no_native_speaker_has_read_is_marked_as_a_draft() -> None:
    assert read_phrases(LOCALES).drafts == {"mt", "es", "de", "it", "fr"}


def test_every_language_that_can_be_chosen_has_a_name_everywhere() -> None:
    phrases = read_phrases(LOCALES)
    codes = {*OF_THE_PROJECT, *directory().spoken_codes} - {"ku_unspecified"}
    assert len(codes) > 40
    for language in phrases.sentences:
        names = {code: phrases.name(code, language) for code in codes}
        assert {code for code, name in names.items() if code == name} == set()
        assert len({names["kmr"], names["ckb"]}) == len({names["prs"], names["fa"]}) == 2


def test_the_kinds_of_kurdish_are_named_apart_in_german() -> None:
    phrases = read_phrases(LOCALES)
    assert phrases.said("spoken", "de", "ckb") == "Ich spreche Kurdisch (Sorani)."
    assert phrases.said("spoken", "es", "sq") == "Hablo albanés."
    assert phrases.said("hello", "de", None) == "Guten Tag."


def test_the_english_sentences_are_what_translators_are_given() -> None:
    given = {str(one.id) for one in texts(extract(ROOT)) if one.context == "words_to_say"}
    assert set(read_phrases(LOCALES).sentences["en"].values()) <= given


def test_without_the_file_there_is_an_error_and_no_guess(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"phrases\.yaml:1"):
        read_phrases(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("hello: Bonġu.", "helo: Bonġu.", "missing or not known here"),
        ("hello: Bonġu.", "hello:", "not a text"),
        ("spoken: Hablo {language}.", "spoken: Hablo.", "other placeholders"),
        ("woman: Prefiero hablar con una mujer.", f"woman: {'x' * 90}", "characters"),
        ("hello: Hola.", "hello: violence", "telling word"),
        ("  es:\n    review", "  xx:\n    review", "no sentences in es"),
    ],
)
def test_a_broken_file_is_found(tmp_path: Path, old: str, new: str, says: str) -> None:
    (tmp_path / "en").mkdir()
    telling = (LOCALES / "en" / "telling.yaml").read_text(encoding="utf-8")
    (tmp_path / "en" / "telling.yaml").write_text(telling, encoding="utf-8")
    problems = check_phrases(changed(tmp_path, old, new), COUNTRIES)
    assert any(says in str(one) for one in problems), problems


ENTRY = """
- id: one
  languages: [prs, fa]
  near: yes
  said: It is so.
  sources:
    - url: https://example.org
      read: "2026-01-01"
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[prs, fa]", "[prs]", "fewer than two"),
        ("near: yes", "near: perhaps", "near"),
        ("https://example.org", "somewhere", "not a web address"),
        ("2026-01-01", "2226-01-01", "a day to come"),
        ("said:", "sad:", "not known here"),
    ],
)
def test_what_is_said_of_two_languages_rests_on_a_page(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    path = tmp_path / "related_languages.yaml"
    path.write_text(ENTRY, encoding="utf-8")
    assert check_related(tmp_path) == []
    path.write_text(ENTRY.replace(old, new), encoding="utf-8")
    assert any(says in str(one) for one in check_related(tmp_path))
    path.write_text(ENTRY + ENTRY.replace("id: one", "id: two"), encoding="utf-8")
    assert any("stand in 'one' already" in str(one) for one in check_related(tmp_path))
