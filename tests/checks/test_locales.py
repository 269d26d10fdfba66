"""What `check locales` finds in one text: script, letters, English left, two ways, plural forms."""

from pathlib import Path

import pytest

from bot.checks.locales import check_locales, too_long
from bot.checks.locales_letters import (
    english_left,
    foreign_letters,
    said_in_two_ways,
    wrong_script,
)
from bot.checks.locales_plurals import missing_forms, wrong_rule
from bot.checks.locales_promises import (
    no_promise_words,
    promised,
    read_promise_words,
    read_promising,
)
from bot.i18n.catalogue_files import Catalog, Message, plural_rule
from tests.languages import LOCALES, offered

SCRIPTS = [
    ("ar", "قائمة"), ("fa", "فهرست"), ("ckb", "لیست"), ("uk", "Список"), ("ru", "Список"),
    ("ti", "ዝርዝር"), ("am", "ዝርዝር"), ("bn", "তালিকা"), ("pa", "ਸੂਚੀ"), ("vi", "Danh sách"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), SCRIPTS)
def test_each_language_stands_in_its_own_script(language: str, text: str) -> None:
    assert list(wrong_script(f"{text} {{name}} Telegram", language)) == []
    assert list(wrong_script("{count} 112 @bot", language)) == []
    other = "Список" if language == "vi" else "List"
    assert [what for what, _ in wrong_script(other, language)], language


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("uk", "Її діти", "Вы не одна"), ("ru", "Вы не одна", "Її діти"),
        ("fa", "کمک یک زن", "كمك"), ("ar", "كيف", "کیف"), ("ur", "مدد کیجیے", "كيف"),
    ],
)  # fmt: skip
def test_letters_of_a_neighbour_are_found(language: str, right: str, wrong: str) -> None:
    assert list(foreign_letters(right, language)) == []
    ((what, remedy),) = foreign_letters(wrong, language)
    assert "U+" in what
    assert remedy


def test_english_left_standing_is_found() -> None:
    assert list(english_left("Show the list", ["Show the list"], "fr"))
    assert list(english_left("তালিকা children classes", ["For children: classes"], "bn"))
    assert list(english_left("consultorio এ", ["A consultorio is free"], "bn")) == []
    for name in ("Telegram", "Guardia Civil", "{country} {city}"):
        assert list(english_left(name, [name], "fr")) == []


def test_one_button_is_said_in_one_way() -> None:
    same = [("button", "Back", "Retour"), ("safety.button", "Back", "Retour")]
    assert list(said_in_two_ways(same)) == []
    other = [*same[:1], ("safety.button", "Back", "Arrière")]
    ((context, english, (what, _)),) = said_in_two_ways(other)
    assert (context, english) == ("safety.button", "Back")
    assert "Retour" in what
    for_a_friend = [("option.a.b.c", "Alone", "Seule"), ("option.d.b.c", "Alone", "Seul")]
    assert list(said_in_two_ways(for_a_friend)) == []


@pytest.mark.parametrize("context", ["button", "safety.button"])
def test_a_button_that_is_too_long_is_found_whether_or_not_a_comment_says_so(context: str) -> None:
    message = Message("A card for the reception desk", "x", context=context)
    assert list(too_long(message, "x" * 40)) == []
    ((what, _),) = too_long(message, "x" * 41)
    assert what == "41 characters; at most 40"
    assert list(too_long(Message("A page", "x", context="page.a"), "x" * 41)) == []


def test_plural_forms_of_another_language_are_found() -> None:
    polish = Catalog(locale="pl")
    assert list(wrong_rule(polish, "pl")) == []
    ((what, remedy),) = wrong_rule(polish, "fr")
    assert "nplurals=3" in what
    assert plural_rule("fr") in remedy
    whole = Message(("{count} a", "{count} b"), ("1", "2", "3"))
    assert list(missing_forms(whole, polish)) == []
    assert list(missing_forms(Message(("{count} a", "{count} b"), ("1", "2")), polish))
    assert list(missing_forms(Message("a", "b"), polish)) == []


def test_s6_without_words_of_promise_the_check_does_not_pass(tmp_path: Path) -> None:
    assert list(no_promise_words(LOCALES)) == []
    assert "no list of words of promise" in str(next(no_promise_words(tmp_path)))


@pytest.mark.parametrize("shape", ["a: {b: 1}", "- 1", "- kept_by: denied", ""])
def test_a_list_of_promises_of_another_shape_promises_nothing(tmp_path: Path, shape: str) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "promises.yaml").write_text(shape, encoding="utf-8")
    assert read_promising(tmp_path) == frozenset()


def test_s6_a_translation_promises_no_more_than_its_english() -> None:
    words = read_promise_words(LOCALES)
    assert set(words) == set(offered()), "every language has its words of promise"
    said = {"fr": "Quelqu’un viendra, c’est garanti", "sq": "Do të vijmë", "tr": "Merak etmeyin"}
    for code, text in said.items():
        ((what, remedy),) = promised(text, ["Somebody may come"], words[code], frozenset())
        assert "promise" in what
        assert remedy
        assert list(promised(text, ["We come"], words[code], frozenset(["We come"]))) == []
    assert list(promised("Quelqu’un viendra", ["Somebody"], words["fr"], frozenset())) == []


def test_the_words_of_promise_are_ones_that_some_english_text_may_need() -> None:
    assert len(read_promising(LOCALES)) > 50


@pytest.mark.whole  # make test runs the check itself
def test_every_offered_language_is_free_of_these() -> None:
    assert len(offered()) >= 3
    kinds = ("script", "does not write", "English", "otherwise", "plural", "promise")
    every = check_locales(LOCALES.parent)
    found = [one for one in every if any(kind in one.what for kind in kinds)]
    shown = [str(one) for one in found if any(f"/{code}/" in one.place for code in offered())]
    assert shown == []
