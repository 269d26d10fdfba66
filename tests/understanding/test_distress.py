import pytest

from bot.understanding.distress import distress_language
from bot.understanding.lexicon import COMMANDS, Lexicon
from bot.understanding.phrases import Phrases
from bot.understanding.skeleton import plain

SAID = [
    ("en", "he hits me"),
    ("en", "HE HITS ME!!!"),
    ("en", "my husband hitts me every day"),
    ("en", "I want to die"),
    ("en", "i dont want to live"),
    ("en", "I don’t want to live"),
    ("en", "he said he will kill me"),
    ("en", "I was raped"),
    ("en", "there is violence at home"),
    ("en", "im scared of my husband"),
    ("sq", "më rreh"),
    ("sq", "me rreh burri"),
    ("sq", "ME REH"),
    ("sq", "dua të vdes"),
    ("sq", "dua te vdes"),
    ("sq", "ai më kërcënon me thikë"),
    ("sq", "kam frike nga burri"),
    ("sq", "dhune ne familje"),
    ("ar", "يضربني"),
    ("ar", "زوجي بيضربني"),
    ("ar", "يَضْرِبُنِي"),
    ("ar", "أريد أن أموت"),
    ("ar", "اريد ان اموت"),
    ("ar", "سيقتلني"),
    ("ar", "وهددني بالسكين"),
    ("ar", "العنف في البيت"),
    ("ar", "byedrabni"),
]

ORDINARY = [
    "my battery is dying",
    "kill the lights",
    "hit me up later",
    "my back is killing me",
    "I am dying to learn English",
    "rapeseed oil",
    "I am stuck in traffic",
    "I play the violin",
    "English classes",
    "help me find a house",
    "bateria po vdes",
    "më rreh zemra",
    "nuk jam e sigurt",
    "më dhemb koka",
    "kurse anglisht",
    "trafiku në Tiranë",
    "البطارية تموت",
    "بموت من الضحك",
    "يدربني على السياقة",
    "درب التبانة",
    "دفع الضرائب",
    "دروس اللغة الإنجليزية",
    "قتلني الملل",
]


@pytest.mark.parametrize(("language", "text"), SAID)
def test_distress_is_heard_in_every_language(
    language: str, text: str, lexicons: tuple[Lexicon, ...]
) -> None:
    assert distress_language(text, lexicons) == language


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_sentences_with_near_words_are_not_mistaken(
    text: str, lexicons: tuple[Lexicon, ...]
) -> None:
    assert distress_language(text, lexicons) is None


def test_every_phrase_of_distress_is_heard_as_written(lexicons: tuple[Lexicon, ...]) -> None:
    for lexicon in lexicons:
        assert len(lexicon.distress) >= 40
        for phrase in lexicon.distress:
            said = phrase.replace(" * ", " ").replace("*", "")
            assert distress_language(said, [lexicon]), phrase


def test_no_ordinary_phrase_is_heard_as_distress(lexicons: tuple[Lexicon, ...]) -> None:
    for lexicon in lexicons:
        assert lexicon.ordinary
        for phrase in lexicon.ordinary:
            assert distress_language(phrase.replace("*", ""), lexicons) is None, phrase


def test_distress_beside_an_ordinary_phrase_is_still_heard(lexicons: tuple[Lexicon, ...]) -> None:
    assert distress_language("hit me up, he hits me", lexicons) == "en"


def test_no_command_is_taken_for_distress_and_none_means_two_things(
    lexicons: tuple[Lexicon, ...],
) -> None:
    seen: dict[str, str] = {}
    for lexicon in lexicons:
        for command in COMMANDS:
            assert len(lexicon.commands[command]) >= 6
            for text in lexicon.commands[command]:
                assert distress_language(text, lexicons) is None, text
                assert seen.setdefault(plain(text), command) == command, text


def test_a_star_between_words_lets_two_more_in_and_no_third() -> None:
    phrases = Phrases(["afraid of * husband", "left at the end *"])
    assert phrases.first_in("afraid of husband")
    assert phrases.first_in("afraid of my own husband")
    assert not phrases.first_in("afraid of all of my husband")
    assert phrases.first_in("left at the end")
    assert not Phrases([]).first_in("anything")
