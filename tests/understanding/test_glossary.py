"""What everyday words are called in English: read with care, and found with what they carry."""

from collections import Counter
from pathlib import Path

import pytest

from bot.errors import CatalogueError
from bot.understanding.glossary import FILE, UNNAMED, Glossary, glossary_of, read_glossary
from bot.understanding.skeleton import plain
from bot.yaml_file import read_yaml
from tests.languages import LOCALES, offered


def named(text: str, glossary: Glossary) -> list[str]:
    return glossary.names_in(plain(text))


def test_whole_words_go_before_beginnings_and_the_longest_beginning_before_others() -> None:
    glossary = glossary_of({"he": "he"}, {"he": "heat", "heart": "heart"})
    assert named("he hears hearts, they", glossary) == ["he", "heat", "heart", UNNAMED]


def test_an_arabic_word_is_found_with_what_is_written_together_with_it() -> None:
    glossary = glossary_of({plain("البيت"): "home", plain("بيت"): "house"}, {})
    found = named("بيت البيت والبيت للبيت كلب", glossary)
    assert found == ["house", "home", "house", "house", UNNAMED]


def test_a_word_with_a_name_is_no_slip_of_one_with_another() -> None:
    glossary = glossary_of({"posso": "can", "corso": "course", "figlio": "son", "figli": "son"}, {})
    assert not glossary.may_be_slip("posso", "posto")
    assert not glossary.may_be_slip("posso", "corso")
    assert glossary.may_be_slip("corso", "corsi")
    assert glossary.may_be_slip("figlio", "figli")
    assert glossary.may_be_slip("pozto", "posto")


def test_two_words_with_a_name_together_go_before_each_of_them() -> None:
    glossary = glossary_of({"con_gai": "daughter", "con": "child", "nho": "small"}, {"ga": "hen"})
    assert named("con gai con nho gai", glossary) == ["daughter", "child", "small", "hen"]
    assert named("con", glossary) == ["child"]


def test_what_joins_two_words_is_in_no_folded_text(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("daughter: [con gái]", encoding="utf-8")
    glossary = read_glossary(tmp_path / FILE)
    assert named("con gái", glossary) == ["daughter"]
    assert plain("con_gai") == "con gai"


def test_where_no_word_has_a_name_there_is_no_row() -> None:
    assert named("they run", glossary_of({"he": "he"}, {})) == []


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("[hit]", r"glossary\.yaml:1: a list is needed for each word\. Mend it"),
        ("hit: slaps", r":1: a list is needed\. Write \[\] for no word"),
        ("he: [he]\nhit: [16]", r":2: 16 is neither one word nor two\. .* numbers in quotes"),
        ("hit: [here are three]", r"'here are three' is neither one word nor two"),
        ("hit: [two words*]", r"'two words\*' is neither one word nor two"),
        ("hit: [", r"glossary\.yaml"),
    ],
)
def test_a_broken_file_says_what_to_do(broken: str, said: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(broken, encoding="utf-8")
    with pytest.raises(CatalogueError, match=said):
        read_glossary(tmp_path / FILE)


def test_without_a_file_nothing_has_a_name(tmp_path: Path) -> None:
    assert named("he hits me", read_glossary(tmp_path / FILE)) == []


@pytest.mark.whole  # it reads every glossary
def test_a_name_is_shared_and_every_language_has_words_for_most_of_them() -> None:
    glossaries = {one: set(read_yaml(LOCALES / one / FILE).value) for one in offered()}
    counted = Counter(name for names in glossaries.values() for name in names)
    assert len(counted) > 1400
    assert min(counted.values()) >= 5, "a name that few languages have is mistyped"
    assert min(map(len, glossaries.values())) > 0.55 * len(counted)
