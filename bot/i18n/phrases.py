"""
Words to say or to show at a service, in the language of its country: locales/phrases.yaml.

They are no translations for her, so they do not depend on which languages the bot is offered in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from bot.errors import CatalogueError, ContentError
from bot.i18n import cldr
from bot.i18n.words import PLACEHOLDER, SOURCE
from bot.yaml_file import Document, read_yaml

FILE = "phrases.yaml"
"""The name of the file in the folder of catalogues."""

Sentence = Literal[
    "hello", "spoken", "spoken_for", "signed", "signed_for", "interpreter", "interpreter_for",
    "woman", "no_call_back", "when_to_call", "may_write", "no_call", "she_speaks", "she_signs",
    "alone", "with_a_woman", "interpreter_from_elsewhere",
]  # fmt: skip
"""
What can be said: `..._for` by someone who helps her, `signed` of a language of signs; from
`she_speaks` on what the card for a reception desk says of her.
"""

SENTENCES: tuple[Sentence, ...] = get_args(Sentence)


@dataclass(frozen=True, slots=True)
class Phrases:
    """
    The sentences by language (ISO 639) and what is said, in the order of the file.

    `names` are names of languages that stand before those of the Unicode data; `drafts` are the
    languages that no native speaker has read.
    """

    sentences: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    drafts: frozenset[str] = frozenset()

    def among(self, languages: frozenset[str]) -> tuple[str, ...]:
        """Return those of these languages that have sentences, in the order of the file."""
        return tuple(code for code in self.sentences if code in languages)

    def said(self, sentence: Sentence, language: str, spoken: str | None) -> str:
        """
        Return a sentence in one of the languages.

        `spoken` is the language (ISO 639) that it names, None for a sentence that names none.
        """
        named = "" if spoken is None else self.name(spoken, language)
        return PLACEHOLDER.sub(lambda _: named, self.sentences[language][sentence])

    def name(self, code: str, language: str) -> str:
        """Return what `code` is called in `language`; its bare code when nobody knows a name."""
        own = self.names.get(language, {}).get(code)
        return own or cldr.language_name(code, language) or cldr.language_name(code, SOURCE) or code


def read_phrases(locales: Path) -> Phrases:
    """Read the file. Raises CatalogueError with file, line and remedy."""
    try:
        document = read_yaml(locales / FILE)
    except ContentError as error:
        raise CatalogueError(str(error)) from None
    value = document.value
    if not isinstance(value, dict) or set(value) != {"sentences", "names"}:
        raise CatalogueError(f'{document.place()}: needs "sentences" and "names". Write both')
    for part in value:
        _look_at(document, part)
    found = {language: _sentences(document, language) for language in value["sentences"]}
    reviews = {language: one["review"] for language, one in value["sentences"].items()}
    drafts = frozenset(language for language, review in reviews.items() if review == "draft")
    return Phrases(found, value["names"], drafts)


def _look_at(document: Document, part: str) -> None:
    """Raise CatalogueError unless a part is texts by language."""
    languages = document.value[part]
    if not isinstance(languages, dict) or not languages:
        raise CatalogueError(f"{document.place(part)}: no languages here. Begin with `en:`")
    for language, texts in languages.items():
        texts = texts if isinstance(texts, dict) else {"": None}
        wrong = [key for key, text in texts.items() if not isinstance(text, str) or not text]
        if wrong:
            place = document.place(part, language, *filter(None, wrong[:1]))
            raise CatalogueError(f"{place}: not a text. Write one after the colon")


def _sentences(document: Document, language: str) -> dict[str, str]:
    texts = document.value["sentences"][language]
    wanted = {*SENTENCES, "review"}
    if set(texts) != wanted:
        wrong = ", ".join(sorted(wanted ^ set(texts)))
        raise CatalogueError(
            f"{document.place('sentences', language)}: missing or not known here: {wrong}. "
            f"Write just these: {', '.join((*SENTENCES, 'review'))}"
        )
    return {sentence: str(texts[sentence]).strip() for sentence in SENTENCES}
