"""
Words to say at a service or to show on the screen, in the language of its country.

They tell a stranger which language is spoken and nothing else of what she answered (S9, S26). Below
them stands the same in her language: she has to know what she shows. The first line gives nothing
away (S25).
"""

from bot.i18n import contexts
from bot.i18n.direction import isolate
from bot.i18n.phrases import Sentence
from bot.i18n.words import SOURCE
from bot.messages import Button
from bot.presentation.buttons import words_button
from bot.presentation.scene import Scene
from bot.presentation.text import blocks, lines
from bot.signposting.languages import OF_THE_COUNTRY, SIGNED
from bot.signposting.listing import Entry
from bot.signposting.rules import WAYS

LONGEST = 900
"""The most characters that the card may have: it is to be read at arm's length, by a stranger."""

ANSWERED_LATER = frozenset({"calls_back", "message"})
"""Services that are only ever reached by their calling back."""


def words_buttons(scene: Scene, entry: Entry) -> tuple[Button, ...]:
    """Return the button to words that fit how the service is reached; nothing where none do."""
    if not _of_the_country(scene, entry) or not (is_called(entry) or is_written_to(entry)):
        return ()
    return (words_button(scene.words, written=not is_called(entry)),)


def is_called(entry: Entry) -> bool:
    """Whether it can be called with the contacts that she can use."""
    return any(contact.type == "voice" for contact in entry.contacts)


def is_written_to(entry: Entry) -> bool:
    """Whether it can be written to with the contacts that she can use."""
    return any(contact.type in WAYS["text"] for contact in entry.contacts)


def words_cover(scene: Scene, *, written: bool) -> str:
    """Return the first line."""
    if written:
        return scene.words.pgettext("cover.words_to_say", "Words to write")
    return scene.words.pgettext("cover.words_to_say", "Words to say")


def words_text(scene: Scene, entry: Entry, *, written: bool) -> str:
    """Return the card: the country's languages first, then hers."""
    words, said = scene.words, sentences(scene, entry, written=written)
    there = _of_the_country(scene, entry)
    parts = [_block(scene, code, said, _hers(entry)) for code in there]
    if words.language not in there:
        parts.append(_in_her_words(scene, said, _hers(entry)))
    return blocks(words_cover(scene, written=written), *parts, draft_line(scene, there))


def sentences(scene: Scene, entry: Entry, *, written: bool) -> tuple[Sentence, ...]:
    """Return what is to be said: only what fits this service and the way it is reached."""
    hers, helper = _hers(entry), scene.outcome.slots.get("role") is not None
    found: list[Sentence] = ["hello"]
    if hers is not None:
        found.append(_names_it(signed=hers in SIGNED, helper=helper))
    if written:
        return (*found, "no_call") if hers is None else (*found, "may_write", "no_call")
    if hers is not None and entry.spoken[hers] != "staff":
        found.append("interpreter_for" if helper else "interpreter")
    if not helper and not _is_for_a_man(scene, entry):
        found.append("woman")
    later = entry.service.answers in ANSWERED_LATER
    return (*found, "when_to_call" if later else "no_call_back")


def _names_it(*, signed: bool, helper: bool) -> Sentence:
    if signed:
        return "signed_for" if helper else "signed"
    return "spoken_for" if helper else "spoken"


def _is_for_a_man(scene: Scene, entry: Entry) -> bool:
    return scene.outcome.slots.get("who") == "man" or entry.service.takes.woman == "no"


def _hers(entry: Entry) -> str | None:
    """Return the first of her languages that is not the country's own, if she named any."""
    own = OF_THE_COUNTRY.get(entry.service.country, frozenset())
    return next((code for code in entry.spoken if code not in own), None)


def _of_the_country(scene: Scene, entry: Entry) -> tuple[str, ...]:
    return scene.phrases.among(OF_THE_COUNTRY.get(entry.service.country, frozenset()))


def _block(scene: Scene, language: str, said: tuple[Sentence, ...], hers: str | None) -> str:
    """Return the sentences in one of the country's languages, under its name."""
    around = scene.words.direction
    told = (isolate(scene.phrases.said(one, language, hers), around) for one in said)
    return lines(_in(scene, language), *told)


def _in_her_words(scene: Scene, said: tuple[Sentence, ...], hers: str | None) -> str:
    words, english = scene.words, scene.phrases.sentences[SOURCE]
    named = "" if hers is None else words.language_name(hers)
    told = (words.pgettext(contexts.WORDS_TO_SAY, english[one], language=named) for one in said)
    return lines(_in(scene, words.language), *told)


def _in(scene: Scene, language: str) -> str:
    name = scene.words.language_name(language)
    return scene.words.pgettext("words_to_say", "In this language: {language}", language=name)


def draft_line(scene: Scene, there: tuple[str, ...]) -> str | None:
    """Say that no native speaker has read what she is about to show (S80)."""
    if scene.phrases.drafts.isdisjoint(there):
        return None
    return scene.words.pgettext(
        "words_to_say", "These words are a draft. No native speaker has read them yet."
    )
