from array import array
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import CatalogueError
from bot.i18n.catalog import Catalogues
from bot.i18n.languages import Language
from bot.understanding.distress import distress_language
from bot.understanding.hearing import Hearing, Sum, Sums
from bot.understanding.lexicon import (
    COUNTRIES_CALLED,
    ORDINARY_WORDS,
    Lexicon,
    read_lexicon,
    read_lists_of_words,
)
from bot.understanding.meaning import Kind, Meaning, understand
from bot.understanding.places import PlaceIndex
from bot.understanding.skeleton import plain
from bot.yaml_file import read_yaml

LOCALES = Path(__file__).parents[2] / "locales"
AREAS = Path(__file__).parents[2] / "services_data" / "areas.yaml"

OPTIONS = {
    "housing": "Somewhere to live",
    "health": "Doctor and health",
    "abroad": "Another country",
}
PIECES = ["he hits me", "London", "umbrella", "exit", "يضربني", "*", "|", "(", "\\", "\x00", "١"]


def _meaning(text: str, lexicons: tuple[Lexicon, ...], places: PlaceIndex) -> Meaning:
    return understand(text, lexicons, OPTIONS, places)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("umbrella", Meaning("safe_word", "en")),
        ("Cadra", Meaning("safe_word", "sq")),
        ("مظلّة", Meaning("safe_word", "ar")),
        ("exit", Meaning("leave", "en")),
        ("خروج", Meaning("leave", "ar")),
        ("kthehu", Meaning("back", "sq")),
        ("start again", Meaning("restart", "en")),
        ("change language", Meaning("language")),
        ("polis", Meaning("urgent", "fa")),
        ("পোলিশ", Meaning("language", "pl")),
        ("shqip", Meaning("language", "sq")),
        ("العربية", Meaning("language", "ar")),
        ("ndihme", Meaning("urgent", "sq")),
        ("112", Meaning("urgent", "en")),
        ("emergancy", Meaning("urgent", "en")),
        ("s’e di", Meaning("skip", "sq")),
        ("المزيد", Meaning("more", "ar")),
        ("somewhere to live", Meaning("option", "housing")),
        ("doctor", Meaning("option", "health")),
        ("helth", Meaning("option", "health")),
        ("London", Meaning("place", places=(("GB", "london"),))),
        ("covintry", Meaning("place", places=(("GB", "coventry"),))),
        ("londn", Meaning("place_candidates", places=(("GB", "london"),))),
        ("what is this", Meaning("unknown")),
        ("", Meaning("unknown")),
    ],
)
def test_each_kind_of_message_is_understood(
    text: str, meaning: Meaning, lexicons: tuple[Lexicon, ...], places: PlaceIndex
) -> None:
    assert _meaning(text, lexicons, places) == meaning


def test_distress_comes_before_everything_but_the_safe_word(
    lexicons: tuple[Lexicon, ...], places: PlaceIndex
) -> None:
    options = {"a": "He hits me"}
    assert understand("he hits me", lexicons, options, places).kind == "distress"
    hosts_choice = (replace(lexicons[0], safe_word="he hits me"),)
    assert understand("he hits me", hosts_choice, options, places).kind == "safe_word"


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("sq", "Përcille më tej", "share"),  # it sounds like danger
        ("fa", "shoroe mojadad", "restart"),  # one slip each away from an addict's wife
        ("am", "ቀጣይ ገጽ", "more"),
        ("uk", "вийти звідси", "distress"),  # in a list of danger as it is spelt
        ("en", "help me", "distress"),
    ],
)
def test_a_command_in_her_language_only_sounds_like_danger(
    language: str, text: str, kind: Kind, lexicons: tuple[Lexicon, ...], places: PlaceIndex
) -> None:
    assert understand(text, lexicons, {}, places, language=language).kind == kind


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("fa", "سلام", "unknown"),  # hello; how to leave in Arabic until it was taken out there
        ("ti", "ሰላም", "unknown"),  # hello; it only sounds like a longer goodbye
        ("tr", "tamam", "unknown"),  # fine; enough in Farsi
        ("tr", "para", "unknown"),  # money; stop in Portuguese
        ("vi", "chào", "unknown"),  # hello; goodbye in Spanish
        ("pl", "praca", "unknown"),  # work; back in Albanian
        ("pl", "pokój", "unknown"),  # a room; how to leave in Dari
        ("pl", "głodna", "unknown"),  # hungry; it only sounds like beginning again
        ("tr", "baba", "unknown"),  # father; goodbye in German
        ("pt", "patrão", "unknown"),  # a boss; back in Spanish
        ("tr", "hastayım", "unknown"),  # I am ill
        ("fr", "au revoir", "leave"),
        ("fr", "aidez", "urgent"),  # what only resembles a call for help is one
        ("kmr", "kurdî", "language"),
    ],
)
def test_an_everyday_word_of_hers_is_no_command_of_another_language(
    language: str, text: str, kind: Kind, lexicons: tuple[Lexicon, ...], places: PlaceIndex
) -> None:
    words = read_lists_of_words(LOCALES / ORDINARY_WORDS)[language]
    assert plain(text) in map(plain, words)
    found = understand(text, lexicons, {}, places, language=language, everyday=[*map(plain, words)])
    assert found.kind == kind


def test_a_place_that_an_everyday_word_names_is_only_asked_about(
    lexicons: tuple[Lexicon, ...], places: PlaceIndex
) -> None:
    assert understand("London", lexicons, {}, places, everyday=["london"]) == Meaning(
        "place_candidates", places=(("GB", "london"),)
    )


def test_an_answer_and_the_name_of_a_place_only_sound_like_danger(
    lexicons: tuple[Lexicon, ...], places: PlaceIndex
) -> None:
    deaf = [replace(one, folder=None) for one in lexicons]
    own = next(one for one in deaf if one.language == "so")
    own.__dict__["hearing"] = Hearing(
        "", Sums(Sum(0.01, 9.0, array("b", [0])), Sum(1.0, 0.0, array("b", [0])))
    )
    assert distress_language("Coventry", deaf, "so") == "so"
    assert understand("Coventry", deaf, {}, places, "GB", language="so").kind == "place"
    said = {"a": "Meel la dego", "b": "Coventry hoyo"}
    assert understand("meel la dego", deaf, said, places, "GB", language="so").detail == "a"
    assert understand("Coventry hoyo", deaf, {}, places, "GB", language="so").kind == "distress"


def test_every_safe_word_and_every_name_of_a_language_is_heard(
    lexicons: tuple[Lexicon, ...], places: PlaceIndex
) -> None:
    for lexicon in lexicons:
        assert lexicon.safe_word
        assert _meaning(lexicon.safe_word, lexicons, places).kind == "safe_word"
        for name in lexicon.names:
            also = [one.language for one in lexicons if plain(name) in one.plain_names]
            assert lexicon.language in also
            meant = lexicon.language if len(also) == 1 else None
            several = () if meant else tuple(also)
            found = _meaning(name, lexicons, places)
            assert found == Meaning("language", meant, names=several)


def test_every_language_is_found_by_its_name_in_every_other(
    lexicons: tuple[Lexicon, ...], places: PlaceIndex
) -> None:
    catalogues = Catalogues(LOCALES)
    names = {
        (code, reader): catalogues.words(reader).language_name(code)
        for code in catalogues.languages
        for reader in catalogues.offered
    }
    assert len(names) >= 100
    lost = [
        (code, reader, name)
        for (code, reader), name in names.items()
        if _meaning(name, lexicons, places).kind != "language"
    ]
    assert lost == [], "write these names under `called` in locales/languages.yaml"


def test_an_unclear_answer_is_no_answer(lexicons: tuple[Lexicon, ...], places: PlaceIndex) -> None:
    twins = {"one": "Legal advice", "two": "Legal papers"}
    assert understand("legal", lexicons, twins, places).kind == "unknown"


def test_the_name_of_a_place_is_not_taken_for_the_beginning_of_an_answer(
    lexicons: tuple[Lexicon, ...],
) -> None:
    index = PlaceIndex({("GB", "york"): ("York",)})
    meaning = understand("york", lexicons, {"region": "Yorkshire and the Humber"}, index)
    assert meaning == Meaning("place", places=(("GB", "york"),))


def test_every_area_can_be_typed_and_is_taken_for_nothing_else(
    lexicons: tuple[Lexicon, ...],
) -> None:
    areas = read_yaml(AREAS).value
    names = {(one["country"], one["id"]): tuple(one["names"].values()) for one in areas}
    assert len(names) > 100
    index = PlaceIndex(names)
    for key, spellings in names.items():
        for name in spellings:
            meaning = understand(name, lexicons, OPTIONS, index, key[0])
            assert key in meaning.places, name


def test_a_distress_word_at_the_end_of_a_long_message_is_heard(
    lexicons: tuple[Lexicon, ...], places: PlaceIndex
) -> None:
    assert _meaning("hello " * 600 + "he hits me", lexicons, places).kind == "distress"


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map(" ".join)))
def test_no_text_whatever_breaks_it(
    text: str, lexicons: tuple[Lexicon, ...], places: PlaceIndex
) -> None:
    meaning = _meaning(text, lexicons, places)
    assert meaning.kind in get_args(Kind)
    assert len(meaning.places) <= 3
    assert (meaning.kind in {"place", "place_candidates"}) == bool(meaning.places)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("distress: [a]\n", 1),
        ("sets: {}\ndistress: [a]\nordinary: [b]\ncommands: {leave: [c]}\n", 4),
        ("sets: {}\ndistress: ['!']\nordinary: [b]\ncommands: {}\n", 2),
        ("sets: {}\ndistress: [a]\nordinary: [b, <who> c]\ncommands: {}\n", 3),
        ("sets:\n  who: [a]\n  what: [<who>]\ndistress: [a]\nordinary: []\ncommands: {}\n", 3),
        ("sets: [a]\ndistress: [a]\nordinary: [b]\ncommands: {}\n", 1),
    ],
)
def test_a_wrong_lexicon_says_where_and_what(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "understanding.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=rf"understanding\.yaml:{line}: ") as caught:
        read_lexicon(path, Language("xx", "Xx", (), None, "draft"))
    assert "Mend" in str(caught.value) or "needed" in str(caught.value)


@pytest.mark.parametrize(
    ("language", "text"),
    [("fa", "سلام"), ("ar", "سلام"), ("vi", "chào"), ("it", "ciao"), ("ti", "ሰላም"), ("am", "selam"),
     ("so", "nabad"), ("so", "mahadsanid"), ("mt", "saħħa")],
)  # fmt: skip
def test_a_greeting_in_her_language_ends_no_visit_though_it_is_a_farewell_in_another(
    language: str, text: str, lexicons: tuple[Lexicon, ...], places: PlaceIndex
) -> None:
    assert understand(text, lexicons, OPTIONS, places, language=language).kind == "unknown"


@pytest.mark.parametrize(
    ("language", "text", "options", "option"),
    [
        ("en", "I need a doctor", {"health": "Doctor and health"}, "health"),
        ("es", "necesito un medico", {"health": "Médicos y salud"}, "health"),
        ("es", "estoy en españa", {"ES": "España", "IT": "Italia"}, "ES"),
        ("ar", "انا بالمانيا", {"DE": "ألمانيا", "IT": "إيطاليا"}, "DE"),
        ("ar", "بدي طبيب", {"health": "الطبيب والصحة", "housing": "مكان للسكن"}, "health"),
        ("so", "jarmal", {"DE": "Jarmalka", "IT": "Talyaaniga"}, "DE"),
        ("am", "ጀርመን ነኝ", {"DE": "ጀርመን", "IT": "ጣሊያን"}, "DE"),
    ],
)
def test_an_answer_in_a_sentence_is_an_answer(
    language: str,
    text: str,
    options: dict[str, str],
    option: str,
    lexicons: tuple[Lexicon, ...],
    places: PlaceIndex,
) -> None:
    found = understand(text, lexicons, options, places, language=language)
    assert found == Meaning("option", option)


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [("es", "vivo en oviedo", ("ES", "oviedo")), ("ar", "انا بلندن", ("GB", "london")),
     ("en", "I live in London", ("GB", "london"))],
)  # fmt: skip
def test_a_place_in_a_sentence_is_a_place(
    language: str,
    text: str,
    place: tuple[str, str],
    lexicons: tuple[Lexicon, ...],
    places: PlaceIndex,
) -> None:
    assert understand(text, lexicons, {}, places, language=language).places == (place,)


@pytest.mark.parametrize("text", ["بريطانيا", "Britani", "Britani e Madhe", "Britanie"])
def test_a_country_is_meant_before_a_region_that_looks_alike(
    text: str, lexicons: tuple[Lexicon, ...]
) -> None:
    called = read_lists_of_words(LOCALES / COUNTRIES_CALLED)["GB"]
    brittany = PlaceIndex({("FR", "Bretagne"): ("Brittany", "بريتاني")})
    countries = {("GB", "UK"): called}
    found = understand(text, lexicons, {"GB": "UK"}, brittany, countries=countries)
    assert found == Meaning("option", "GB")
