"""
A card to show at a reception desk: few lines, in the language of the country, then in hers.

It tells a stranger which language she speaks and how she would like to talk, nothing else of what
was answered (S9, S26). The first line gives nothing away (S25).
"""

from collections.abc import Iterator

from bot.i18n import contexts
from bot.i18n.direction import in_its_direction
from bot.i18n.phrases import Sentence
from bot.i18n.words import SOURCE, Words
from bot.messages import Button, Card
from bot.presentation import buttons
from bot.presentation.beside_her import her_words, is_helper
from bot.presentation.frame import framed
from bot.presentation.scene import Scene
from bot.presentation.text import blocks, lines
from bot.presentation.words_card import draft_line
from bot.signposting.languages import OF_THE_COUNTRY, SIGNED


def reception_buttons(scene: Scene) -> tuple[Button, ...]:
    """Return the button to the card, where somebody helps a woman in a country that is known."""
    # The sentences speak of "her": whoever is no woman has the words to say of each service.
    if (
        not is_helper(scene)
        or not _there(scene)
        or scene.outcome.slots.get("who") in {"man", "other"}
    ):
        return ()
    label = scene.words.pgettext("button", "A card for the reception desk")
    return (Button("reception", label),)


def reception_card(scene: Scene) -> Card:
    """Return the card; it can stay for an hour, because she may have to wait (S22)."""
    there, said = _there(scene), sentences(scene)
    told = [_in_the_country(scene, code, said) for code in there]
    below = her_words(scene) or scene.words
    if below.language not in there:
        told.append(_in_words(scene, below, said))
    text = blocks(*(in_its_direction(one, scene.words.direction) for one in told))
    cover = scene.words.pgettext("cover.beside_her", "To show at the desk")
    keep = (buttons.keep_button(scene.words),)
    return framed(scene, "reception", blocks(cover, text, draft_line(scene, there)), keep)


def sentences(scene: Scene) -> tuple[Sentence, ...]:
    """Return what is said of her: an interpreter only where her language may not be spoken."""
    return tuple(_sentences(_spoken(scene), _own(scene)))


def _sentences(spoken: str | None, own: frozenset[str]) -> Iterator[Sentence]:
    if spoken is not None and spoken not in own:
        yield "she_signs" if spoken in SIGNED else "she_speaks"
    yield "alone"
    yield "with_a_woman"
    if spoken not in own:
        yield "interpreter_from_elsewhere"


def _spoken(scene: Scene) -> str | None:
    spoken = scene.outcome.slots.get("languages")
    return spoken if isinstance(spoken, str) else None


def _own(scene: Scene) -> frozenset[str]:
    return OF_THE_COUNTRY.get(str(scene.outcome.slots.get("country")), frozenset())


def _there(scene: Scene) -> tuple[str, ...]:
    return scene.phrases.among(_own(scene))


def _in_the_country(scene: Scene, language: str, said: tuple[Sentence, ...]) -> str:
    spoken = _spoken(scene)
    return lines(*(scene.phrases.said(one, language, spoken) for one in said))


def _in_words(scene: Scene, words: Words, said: tuple[Sentence, ...]) -> str:
    english, spoken = scene.phrases.sentences[SOURCE], _spoken(scene)
    named = "" if spoken is None else words.language_name(spoken)
    return lines(
        *(words.pgettext(contexts.WORDS_TO_SAY, english[one], language=named) for one in said)
    )
