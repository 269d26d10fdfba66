"""S11: looking by anchors, and lists kept ready, find what looking for everything finds."""

import re
from dataclasses import fields
from pathlib import Path
from random import Random

import pytest

from bot.errors import CatalogueError
from bot.storage.kept_lexicons import NAME, kept_lexicons
from bot.understanding.distress import distress_language
from bot.understanding.lexicon import Lexicon, read_lists_of_words
from bot.understanding.phrases import Phrases, _pattern_of
from bot.understanding.skeleton import plain
from bot.yaml_file import read_yaml
from tests.languages import LOCALES, marked, offered
from tests.understanding.gazetteer_of_the_project import WORDS, index


def sentences() -> list[str]:
    found: list[str] = []
    for path in sorted(Path(__file__).parent.glob("said_*.yaml")):
        value = read_yaml(path).value
        found += [*value["distress"], *value["ordinary"]]
    assert len(found) > 300
    return [plain(one) for one in found]


def shuffled(every: list[str]) -> list[str]:
    dice = Random(11)  # noqa: S311  # the same words each time
    words = " ".join(every).split()
    return [" ".join(dice.choices(words, k=dice.randint(1, 12))) for _ in range(150)]


@pytest.mark.parametrize("language", marked(offered(), few=()))
def test_s11_anchors_pass_over_no_phrase(language: str, lexicons: tuple[Lexicon, ...]) -> None:
    lexicon = next(one for one in lexicons if one.language == language)
    every = sentences()
    for written in (lexicon.distress, lexicon.ordinary):
        whole = re.compile(rf"(?<!\S)(?:{'|'.join(filter(None, map(_pattern_of, written)))})")
        phrases, fits = Phrases(written), 0
        for text in (*every, *shuffled(every)):
            found = whole.search(f"{text} ")
            fits += found is not None
            assert phrases.first_in(text) == (found[0].rstrip() if found else None), text
            assert phrases.taken_out_of(text) == whole.sub("| ", f"{text} ").rstrip(), text
        assert fits > 5 or not (Path(__file__).parent / f"said_{language}.yaml").is_file()


def test_s11_what_is_kept_lacks_nothing_that_was_read(
    tmp_path: Path, lexicons: tuple[Lexicon, ...]
) -> None:
    kept = kept_lexicons(LOCALES, offered(), tmp_path, lambda: lexicons)
    assert (tmp_path / NAME).is_file()
    assert kept is not lexicons
    for held, read in zip(kept, lexicons, strict=True):
        held_fields = {one.name for one in fields(held) if getattr(held, one.name)}
        assert held_fields >= {one.name for one in fields(read) if getattr(read, one.name)}
    held, read = kept[0], lexicons[0]
    assert read.hearing is not None
    assert read.hearing.patterns is not None
    assert (held.hearing, held.own_words) == (read.hearing, read.own_words)
    assert kept[1].patterns is held.patterns, "one file of patterns serves all languages"


def test_lists_are_kept_until_one_changes(tmp_path: Path, lexicons: tuple[Lexicon, ...]) -> None:
    folder, state, asked = tmp_path / "locales", tmp_path, []

    def read() -> tuple[Lexicon, ...]:
        asked.append(1)
        return lexicons

    (folder / "en").mkdir(parents=True)
    (folder / "en/understanding.yaml").write_text("a", encoding="utf-8")
    first = kept_lexicons(folder, ["en"], state, read)
    again = kept_lexicons(folder, ["en"], state, read)
    assert (first, len(asked)) == (again, 1)
    assert [one.prepared for one in first] == [one.prepared for one in again]
    assert [distress_language(one, again) for one in ("he hits me", "hello")] == ["en", None]
    (folder / "en/understanding.yaml").write_text("b", encoding="utf-8")
    kept_lexicons(folder, ["en"], state, read)
    assert len(asked) == 2
    (state / NAME).write_bytes(b"broken")
    assert kept_lexicons(folder, ["en"], state, read) == lexicons
    assert len(asked) == 3
    kept_lexicons(folder, ["en"], tmp_path / "nowhere", read)
    assert len(asked) == 4


# Ordinary first words

SAID = (
    "thank you so much", "hello", "Hi there", "good morning", "i need a lawyer", "can you help me",
    "sorry", "merci beaucoup", "Bonjour", "gracias", "necesito ayuda", "danke", "grazie mille",
    "avokat", "faleminderit shumë", "شكرا جزيلا", "مساعدة", "teşekkür ederim", "спасибо большое",
    "дякую", "dziękuję bardzo", "mulțumesc", "obrigada", "cảm ơn", "mahadsanid", "سلام", "ধন্যবাদ",
    "ਧੰਨਵਾਦ", "ሰላም", "xyzzy 12", "room 4", "2 children", "I am 25", "flat 3", "bus 12",
)  # fmt: skip


@pytest.mark.parametrize("country", [None, "GB", "DE"])
@pytest.mark.parametrize("asks_where", [True, False])
def test_ordinary_words_are_asked_back_as_no_place(country: str | None, asks_where: bool) -> None:
    found = {one: index().find_exact(one, country) or index().find_near(one, country, asks_where)
             for one in SAID}  # fmt: skip
    assert {one: place for one, place in found.items() if place} == {}


@pytest.mark.parametrize(
    "text", ["hello from Manchester", "thanks, I am in Birmingham", "help E15"]
)
def test_a_place_that_ordinary_words_mention_is_offered(text: str) -> None:
    assert index().find(text).candidates


@pytest.mark.parametrize("text", ["weather", "cooking", "wedding day", "question", "lonely"])
def test_where_nobody_asked_for_a_place_a_name_must_be_nearer(text: str) -> None:
    near, anyhow = (index().find_near(text, None, asked) for asked in (False, True))
    assert len(near.candidates) <= len(anyhow.candidates)
    assert index().find_near("Manchster", None, False)


def test_a_broken_list_of_ordinary_words_is_told(tmp_path: Path) -> None:
    assert sum(map(len, read_lists_of_words(WORDS).values())) > 500
    path = tmp_path / "words.yaml"
    for text in ("- a", "en: hello", "en: [1]", "en: ['?']"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CatalogueError, match=r"words\.yaml:\d+: a list"):
            read_lists_of_words(path)
