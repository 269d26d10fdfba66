"""How danger sounds: what is learned is current, small, and only helps the lists."""

from array import array
from pathlib import Path

import pytest

from bot.errors import CatalogueError
from bot.understanding.distress import FEW_WORDS, distress_language
from bot.understanding.glossary import glossary_of
from bot.understanding.hearing import (
    BUCKETS,
    FILE,
    Hearing,
    Sum,
    Sums,
    pieces_of,
    read_hearing,
    shared_pieces_of,
    written,
)
from bot.understanding.lexicon import Lexicon
from bot.understanding.meaning import understand
from bot.understanding.places import PlaceIndex
from bot.understanding.skeleton import plain
from tests.hearing.heard import Heard, shares
from tests.hearing.told import LOCALES, digest, languages, sentences
from tests.languages import marked

SILENT = array("b", [0] * BUCKETS)
NO_NAMES = Sum(1.0, 0.0, array("b", [0] * 8))
SMALL = Hearing("0" * 64, Sums(Sum(0.01, 0.0, SILENT), NO_NAMES))
LEARNED = languages()


def test_there_are_languages_that_were_learned() -> None:
    assert len(LEARNED) >= 20


@pytest.mark.parametrize("language", marked(LEARNED, few=("en", "fa", "ti")))
def test_what_was_learned_is_current(language: str) -> None:
    hearing = read_hearing(LOCALES / language / FILE)
    assert hearing is not None, "run: python -m tests.hearing"
    assert hearing.learned_from == digest(language), "run: python -m tests.hearing"


@pytest.mark.parametrize("language", marked(LEARNED, few=("ti",)))
def test_it_knows_the_sentences_that_it_learned_from(language: str) -> None:
    hearing = read_hearing(LOCALES / language / FILE)
    assert hearing is not None
    danger, ordinary = sentences(language)
    assert min(len(danger), len(ordinary)) >= 100
    right = sum(hearing.score(text) > 0 for text in danger)
    right += sum(hearing.score(text) < 0 for text in ordinary)
    assert right >= 0.97 * (len(danger) + len(ordinary))


def test_the_weights_come_back_as_they_were(tmp_path: Path) -> None:
    weights = array("b", (number % 255 - 127 for number in range(BUCKETS)))
    leave = Sums(Sum(0.5, 0.25, array("b", [1, -2, 3])), Sum(0.5, 0.0, array("b", [3, 1])))
    danger = Sums(Sum(0.0123, -0.5, weights), Sum(0.02, 0.0, array("b", [7, -7])), 0.125)
    glossary = glossary_of({"er": "he"}, {"schlag": "hit"})
    hearing = Hearing("ab" * 32, danger, {"leave": leave}, glossary)
    (tmp_path / FILE).write_bytes(written(hearing))
    assert read_hearing(tmp_path / FILE) == hearing
    assert read_hearing(tmp_path / "nothing") is None


@pytest.mark.parametrize("broken", [b"", b"no head", b'{"kind": "fingerpost hearing 8"}\nzzz'])
def test_a_broken_file_says_what_to_do_and_silences_nobody(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / FILE).write_bytes(broken)
    with pytest.raises(CatalogueError, match=r"Run: python -m tests\.hearing"):
        read_hearing(tmp_path / FILE)
    lexicon = Lexicon("en", ("he hits me",), (), {}, folder=tmp_path)
    assert distress_language("he hits me", [lexicon], "en") == "en"


def test_s11_how_it_sounds_takes_nothing_back_from_a_few_words() -> None:
    lexicon = Lexicon("en", ("rape*", "hits me"), (), {})
    lexicon.__dict__["hearing"] = Hearing("", Sums(Sum(0.01, -9.0, SILENT), NO_NAMES))
    assert distress_language("raped", [lexicon], "en") == "en"
    assert distress_language(" ".join(["hits", "me"][:FEW_WORDS]), [lexicon], "en") == "en"
    assert distress_language("the exam hits me hard today", [lexicon], "en") is None


def test_s11_what_surely_sounds_like_danger_needs_no_list() -> None:
    lexicon = Lexicon("en", (), (), {})
    lexicon.__dict__["hearing"] = Hearing("", Sums(Sum(0.01, 9.0, SILENT), NO_NAMES))
    assert distress_language("whatever words", [lexicon], "en") == "en"
    assert distress_language("whatever words", [lexicon], "sq") is None


def test_what_words_are_called_in_english_is_heard_beside_their_letters() -> None:
    names = glossary_of({"er": "he", "mich": "me"}, {"schlag": "hit"})
    weights = array("b", [0] * 64)
    for piece in shared_pieces_of(["he", "hit", "me"]) - shared_pieces_of(["he", "me"]):
        weights[piece % 64] = 100
    sums = Sums(Sum(0.01, 0.0, SILENT), Sum(0.01, 0.0, weights))
    hearing = Hearing("", sums, glossary=names)
    assert hearing.score(plain("Er schlägt mich")) > 0
    assert hearing.score(plain("Er fragt mich")) == 0
    assert Hearing("", sums).score(plain("Er schlägt mich")) == 0


def test_a_text_has_few_pieces_and_always_the_same() -> None:
    folded = plain("My husband locks the door")
    assert pieces_of(folded) == pieces_of(folded)
    assert 20 < len(pieces_of(folded)) < 200
    assert SMALL.score("") == SMALL.score(folded) == 0


@pytest.mark.whole
def test_s11_danger_in_any_language_is_heard_whatever_language_she_chose(
    lexicons: tuple[Lexicon, ...],
) -> None:
    assert len(lexicons) >= 26
    said = {"en": "my husband hits me", "sq": "burri më rreh", "ar": "زوجي يضربني"}
    for lexicon in lexicons:
        for text in said.values():
            assert distress_language(text, lexicons, lexicon.language), (lexicon.language, text)


def test_what_two_bounds_cost_is_counted_by_the_rule_that_the_bot_follows() -> None:
    sure, listed = Heard(True, 2.0, False, False), Heard(True, 0.0, True, False)
    vetoed, few = Heard(False, -1.0, True, False), Heard(False, -1.0, True, True)
    assert shares([sure, listed, vetoed, few], 1.5, -0.5) == (100, 50)
    assert shares([sure, listed, vetoed, few], 2.5, 0.5) == (0, 50)


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "please get rid of this whole conversation", "leave"),
        ("en", "make all of this disappear please", "leave"),
        ("de", "mach das hier alles schnell zu", "leave"),
        ("de", "mach bitte schnell alles weg", "leave"),
        ("sq", "dua te filloj edhe njehere nga fillimi", "restart"),
        ("es", "volvamos a la pregunta de antes", "back"),
    ],
)
def test_a_command_is_understood_in_words_that_no_list_has(
    language: str, text: str, kind: str, lexicons: tuple[Lexicon, ...], places: PlaceIndex
) -> None:
    own = next(one for one in lexicons if one.language == language)
    assert own.command_by_text.get(plain(text)) is None
    assert understand(text, lexicons, {}, places, language=language).kind == kind
    assert understand(text, lexicons, {}, places).kind in {"unknown", kind}


def test_what_is_known_goes_before_what_only_sounds_like_a_command(
    lexicons: tuple[Lexicon, ...], places: PlaceIndex
) -> None:
    text = "make all of this disappear please"
    assert understand(text, lexicons, {"a": text}, places, language="en").kind == "option"
    hurt = f"he hits me, {text}"
    assert understand(hurt, lexicons, {}, places, language="en").kind == "distress"


def test_a_language_that_learned_no_commands_hears_none() -> None:
    assert SMALL.command("leave") is None
