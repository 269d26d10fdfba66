"""The sentences and commands to learn from: where they lie, and what their words are called."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from string import ascii_lowercase

from bot.answers import WISH
from bot.i18n.languages import read_languages
from bot.understanding.command_texts import Command
from bot.understanding.glossary import FILE as GLOSSARY
from bot.understanding.glossary import UNNAMED, Glossary, read_glossary
from bot.understanding.lexicon import Lexicon, read_lexicons
from bot.understanding.own_words import Question
from bot.understanding.skeleton import plain
from bot.yaml_file import read_yaml

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "locales"
SAID = ROOT / "tests" / "understanding"
MORE = Path(__file__).parent / "sentences"
LEARNED_FROM = ("understanding.yaml", GLOSSARY)
"""
The files under each language in locales/ after whose change all has to be learned anew.

So it is after a change of the sentences. The plain words of answers.yaml are learned from too, but
whoever adds a word there has no need to learn: the list itself knows it at once.
"""

IN_CONFIDENCE = "in_confidence"
"""The one thing to look for that lies near danger."""

CALM: tuple[Command, ...] = (
    "leave", "back", "restart", "language", "skip", "more", "privacy",
)  # fmt: skip
"""The commands that are no call for help."""

FAMILIES = (
    "es it pt ro fr", "ru uk", "fa prs", "ur pa bn", "kmr ckb", "ti am",
)  # fmt: skip
"""
Languages (ISO 639) that are near enough to learn from each other's sentences: they share stems, and
women who write one of them mix in the other.
"""

KIN = 0.4
"""
How much a sentence of a kindred language counts beside one of her own. 0.1 to 1 were tried, on
sentences put aside: 0.3 to 0.5 were alike, and two sentences in a hundred better than none.
"""

ONE_IN_NONSENSE = 60
"""To so many ordinary sentences there is one whose letters are mixed, and one of other letters."""

FEWEST_NAMES = 2
"""A sentence of another language with fewer words that have a name teaches nothing."""


@dataclass(frozen=True, slots=True)
class Told:
    """
    A folded sentence to learn from: whether it is of danger, and how much it counts.

    `names` are what its words are called in English; none where those are not to be looked at.
    """

    text: str
    is_danger: bool
    counts: float = 1.0
    names: tuple[str, ...] = ()


def languages() -> tuple[str, ...]:
    """Return every language that has sentences to learn from."""
    said = (path.stem.removeprefix("said_") for path in SAID.glob("said_*.yaml"))
    return tuple(sorted({*said, *(path.stem for path in MORE.glob("*.yaml"))}))


def kin_of(language: str) -> tuple[str, ...]:
    """Return the languages that one learns from beside its own sentences."""
    family = next((one.split() for one in FAMILIES if language in one.split()), [])
    return tuple(one for one in family if one != language)


@cache
def sentences(language: str) -> tuple[list[str], list[str]]:
    """Return the folded sentences of danger and the ordinary ones that are learned from."""
    files = (SAID / f"said_{language}.yaml", MORE / f"{language}.yaml")
    said = [read_yaml(path).value for path in files if path.is_file()]
    danger = [text for one in said for text in one["distress"]]
    harmless = [text for one in said for text in one["ordinary"]]
    lexicon = lexicon_of(language)
    # Every phrase of a list that is written without choices is a sentence of danger as it stands.
    plainly = [one for one in lexicon.distress if not set("*/<") & set(one)]
    ordinary = [one for one in lexicon.ordinary if not set("*/<") & set(one)]
    commands = [text for name in CALM for text in lexicon.commands[name]]
    every = [*harmless, *ordinary, *commands, *wishes(lexicon)]
    return _folded([*danger, *plainly]), _folded([*every, *nonsense(_folded(every))])


def nonsense(texts: Sequence[str]) -> list[str]:
    """
    Return texts without sense: the letters of some of these, mixed, and what a hand on keys types.

    Whoever tries the keys is in no danger, and a sum of letters alone would sometimes say so.
    """
    mixed = Random(0)  # noqa: S311  # always the same ones
    told = [
        " ".join("".join(mixed.sample(word, len(word))) for word in text.split())
        for text in texts[::ONE_IN_NONSENSE]
    ]
    keys = ("".join(mixed.choices(ascii_lowercase, k=2 + at % 7)) for at in range(len(told)))
    return [
        *told,
        *(f"{one} {mixed.randrange(100)}" if at % 2 else one for at, one in enumerate(keys)),
    ]


def wishes(lexicon: Lexicon) -> list[str]:
    """Return what women look for in ordinary life, as a list of their own words has it."""
    asked = lexicon.own_words.get(WISH, Question())
    said = zip(asked.phrases, asked.options, strict=True)
    plainly = (one.rstrip("*") for one, option in said if option != IN_CONFIDENCE)
    return [one for one in plainly if not set("*/<") & set(one)]


def _folded(texts: list[str]) -> list[str]:
    return sorted({plain(text) for text in texts})


@cache
def lexicon_of(language: str) -> Lexicon:
    """Return the lists of words of a language."""
    known = {one.code: one for one in read_languages(LOCALES / "languages.yaml")}
    return read_lexicons(LOCALES, [known[language]])[0]


@cache
def glossary_in(language: str) -> Glossary:
    """Return what the words of a language are called in English."""
    return read_glossary(LOCALES / language / GLOSSARY)


def names_in(text: str, language: str) -> tuple[str, ...]:
    """Return what the words of a folded text are called in English."""
    return tuple(glossary_in(language).names_in(text))


@cache
def told_in(language: str) -> list[Told]:
    """Return the sentences of a language."""
    return [
        Told(text, is_danger, 1.0, names_in(text, language))
        for texts, is_danger in zip(sentences(language), (True, False), strict=True)
        for text in texts
    ]


def told_by_kin(language: str) -> list[Told]:
    """Return the sentences of kindred languages, for their letters alone."""
    kin = (one for other in kin_of(language) for one in told_in(other))
    return [Told(one.text, one.is_danger, KIN) for one in kin]


def told_by_others(language: str) -> list[Told]:
    """Return the sentences of all other languages that have names to learn from."""
    own = {text for texts in sentences(language) for text in texts}
    every = (one for other in languages() if other != language for one in told_in(other))
    return [one for one in every if _named(one) >= FEWEST_NAMES and one.text not in own]


def _named(told: Told) -> int:
    return sum(name != UNNAMED for name in told.names)


def digest(language: str) -> str:
    """Return what tells the files that a language is learned from, and how, from any others."""
    return hashlib.sha256(f"9 {language} {_digest_of_every_file()}".encode()).hexdigest()


@cache
def _digest_of_every_file() -> str:
    files = [*SAID.glob("said_*.yaml"), *MORE.glob("*.yaml")]
    files += [path for name in LEARNED_FROM for path in LOCALES.glob(f"*/{name}")]
    made = hashlib.sha256()
    for path in sorted(files):
        made.update(f"{path.relative_to(ROOT).as_posix()}\n".encode() + path.read_bytes())
    return made.hexdigest()


@cache
def commands_of(language: str) -> dict[str, Command]:
    """Return every folded text that is a command as it stands, and which."""
    commands = lexicon_of(language).commands
    return {
        plain(text): name
        for name, texts in commands.items()
        for text in texts
        if not set("*/<") & set(text)
    }


def texts_of(language: str, one_in: int = 1) -> Iterator[tuple[Told, str]]:
    """Yield the texts of a language, each with the command that it is; "" for a sentence."""
    commands = commands_of(language)
    for text, name in commands.items():
        yield Told(text, False, 1.0, names_in(text, language)), name
    others = [text for texts in sentences(language) for text in texts if text not in commands]
    for text in others[::one_in]:
        yield Told(text, False, 1.0, names_in(text, language)), ""
