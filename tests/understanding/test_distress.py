from collections.abc import Iterator
from time import perf_counter

import pytest

from bot.understanding.command_texts import COMMANDS
from bot.understanding.distress import distress_language
from bot.understanding.lexicon import Lexicon
from bot.understanding.phrases import Phrases
from bot.understanding.skeleton import plain
from tests.languages import SOURCE, marked, offered

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


def _each_way_to_say(phrase: str) -> Iterator[str]:
    """Yield a phrase with each of its choices once, beside the first of all others."""
    words = [
        [choice.replace("*", "").replace("-", " ") for choice in word.split("/")]
        for word in phrase.split()
        if word != "*"
    ]
    for at, choices in enumerate(words):
        for choice in choices:
            said = [*(one[0] for one in words[:at]), choice, *(one[0] for one in words[at + 1 :])]
            yield " ".join(said)


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


in_english_at_once = pytest.mark.parametrize("language", marked(offered(), few=(SOURCE,)))
"""Every language, but only English in `make test`: each walks thousands of phrases."""


@in_english_at_once
def test_nearly_every_phrase_of_distress_is_heard_as_written(
    language: str, lexicons: tuple[Lexicon, ...]
) -> None:
    lexicon = next(one for one in lexicons if one.language == language)
    assert len(lexicon.distress) >= 40
    ways = [said for phrase in lexicon.distress for said in _each_way_to_say(phrase)]
    unheard = [said for said in ways if not distress_language(said, [lexicon])]
    # Some of the ways are ordinary phrases too, which are taken out before danger is looked for.
    print(f"{language}: {len(unheard)} of {len(ways)} unheard: {unheard[:5]}")
    assert len(unheard) <= len(ways) / 20


@in_english_at_once
def test_no_ordinary_phrase_is_heard_as_distress_in_its_own_language(
    language: str, lexicons: tuple[Lexicon, ...]
) -> None:
    lexicon = next(one for one in lexicons if one.language == language)
    assert lexicon.ordinary
    for phrase in lexicon.ordinary:
        for said in _each_way_to_say(phrase):
            assert distress_language(said, [lexicon]) is None, f"{phrase}: {said}"


@pytest.mark.whole
@pytest.mark.parametrize("language", offered())
def test_few_ordinary_phrases_are_heard_as_distress_in_another_language(
    language: str, lexicons: tuple[Lexicon, ...]
) -> None:
    # One language's "film" is another's cry. Danger wins, and a tap says that it was not meant.
    lexicon = next(one for one in lexicons if one.language == language)
    said = [one for phrase in lexicon.ordinary for one in _each_way_to_say(phrase)]
    heard = [one for one in said if distress_language(one, lexicons) is not None]
    print(f"{language}: {len(heard)} of {len(said)}: {heard[:5]}")
    assert len(heard) <= len(said) / 6


def test_distress_beside_an_ordinary_phrase_is_still_heard(lexicons: tuple[Lexicon, ...]) -> None:
    assert distress_language("hit me up, he hits me", lexicons) == "en"


@pytest.mark.whole
def test_no_command_is_taken_for_distress_and_none_means_two_things(
    lexicons: tuple[Lexicon, ...],
) -> None:
    seen: dict[str, str] = {}
    for lexicon in lexicons:
        for command in COMMANDS:
            assert len(lexicon.commands[command]) >= 6
            for text in lexicon.commands[command]:
                # To ask for urgent numbers and to be in danger lead to the same numbers.
                assert command == "urgent" or distress_language(text, lexicons) is None, text
                assert seen.setdefault(plain(text), command) == command, text


def test_a_star_between_words_lets_two_more_in_and_no_third() -> None:
    phrases = Phrases(["afraid of * husband", "left at the end *"])
    assert phrases.first_in("afraid of husband")
    assert phrases.first_in("afraid of my own husband")
    assert not phrases.first_in("afraid of all of my husband")
    assert phrases.first_in("left at the end")
    assert not Phrases([]).first_in("anything")


def test_a_stroke_stands_for_one_or_the_other_and_a_hyphen_keeps_two_words() -> None:
    phrases = Phrases(["won't/will-not let", "يضربني/ضرب-أولادي"])
    assert phrases.first_in(plain("he wont let me"))
    assert phrases.first_in(plain("he will not let me"))
    assert not phrases.first_in(plain("he will let me"))
    assert not phrases.first_in(plain("not let"))
    assert phrases.first_in(plain("وبيضربني كل يوم"))
    assert phrases.first_in(plain("وضرب أولادي"))


def test_an_apostrophe_at_the_end_joins_the_next_word_or_not() -> None:
    phrases = Phrases(["nuk/s' dua"])
    for said in ("nuk dua", "s'dua", "sdua", "s dua"):
        assert phrases.first_in(plain(said)), said
    assert not phrases.first_in(plain("dua"))


@pytest.mark.parametrize("joined", ["كيضربني", "تيضربني", "ديضربني", "عمبيضربني", "مابيضربني"])
def test_the_marks_of_the_dialects_may_stand_joined_to_the_verb(joined: str) -> None:
    assert Phrases(["يضربني"]).first_in(plain(joined))


def test_the_longest_message_is_read_at_once(lexicons: tuple[Lexicon, ...]) -> None:
    distress_language("", lexicons)
    for text in ("he she they husband " * 200, "زوجي لا " * 500, "nuk më " * 580, "x" * 4000):
        start = perf_counter()
        distress_language(text[:4096], lexicons)
        assert perf_counter() - start < 1
