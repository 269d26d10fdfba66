"""
Cards that lie over the visit: pages, languages, and the places that a typed name may mean.
"""

from collections.abc import Iterable

from bot.dialogue.flow import Page
from bot.i18n import contexts
from bot.i18n.words import Words
from bot.messages import Button, Card
from bot.presentation import buttons
from bot.presentation.frame import framed
from bot.presentation.hand_on_card import HAND_ON, hand_on_card, hand_on_question
from bot.presentation.language_list import hers_first, more_languages
from bot.presentation.leaving import TRACES, ordinary_button, ordinary_line, safe_word_line
from bot.presentation.question_card import candidate_buttons, sheet_of
from bot.presentation.scene import Scene
from bot.presentation.text import blocks

PRIVACY = "privacy"
"""The page that says what is kept, and how long."""


def page_card(scene: Scene) -> Card:
    """
    Return a page.

    That of traces tells the safe word, and there she chooses what may stay; that of what is kept
    says so where something is counted (S46).
    """
    top = scene.session.top
    page: Page = scene.dialogue.pages[top.name if top is not None else ""]
    title = scene.words.pgettext(contexts.page(page.id, "title", safety=page.safety), page.title)
    text = scene.words.pgettext(contexts.page(page.id, "text", safety=page.safety), page.text)
    if page.id == PRIVACY and scene.directory.counting:
        text = blocks(text, counting_line(scene.words))
    if page.id == HAND_ON:
        return hand_on_card(scene, title, text)
    if page.id != TRACES:
        return framed(scene, page.id, blocks(title, text))
    known = scene.catalogues.languages[scene.words.language]
    if scene.dialogue.messages_stay:
        # Nothing can be left in the place of what stays anyway.
        safe_word = safe_word_line(scene.words, known.safe_word, messages_stay=True)
        return framed(
            scene, page.id, blocks(title, text, safe_word), (buttons.privacy_button(scene.words),)
        )
    safe_word = safe_word_line(scene.words, known.safe_word)
    what_stays = ordinary_line(scene.words) if scene.session.ordinary else None
    choices = (
        ordinary_button(scene.words, chosen=scene.session.ordinary),
        buttons.privacy_button(scene.words),
    )
    return framed(scene, page.id, blocks(title, text, safe_word, what_stays), choices)


def counting_line(words: Words) -> str:
    """Return what she reads of counting, where a keeper has switched it on."""
    return words.pgettext(
        "safety.privacy",
        "When nothing in the list fits, this program counts that for the country, with the need, "
        "the language or the region. It does not note who asked. After each week it keeps only "
        "whole tens.",
    )


def places_card(scene: Scene) -> Card:
    """Return the choice between the places that a typed name may mean."""
    text = scene.words.pgettext("question.places", "Which of these places is it?")
    return framed(scene, "places", text, candidate_buttons(scene))


def languages_card(scene: Scene) -> Card:
    """Return the choice of her language, in the words of those that go by the name she typed."""
    named = scene.session.top.names if scene.session.top is not None else ()
    asking = (scene.words, *map(scene.catalogues.words, named))
    text = "\n".join(dict.fromkeys(map(_choose_your_language, asking)))
    other = (buttons.fallback_button(scene.words),) if scene.words.behind is not None else ()
    codes = hers_first(scene.catalogues.offered, scene.words.language, named)
    return _language_list(scene, "languages", text, codes, other)


def _choose_your_language(words: Words) -> str:
    return words.pgettext("safety.question.languages", "Choose your language")


def fallback_card(scene: Scene) -> Card:
    """Return the choice of the language for what is not translated into hers yet (S80)."""
    text = scene.words.pgettext(
        "safety.question.fallback", "Words that are not in your language yet: in which one?"
    )
    others = (code for code in scene.catalogues.offered if code != scene.words.language)
    return _language_list(scene, "fallback", text, others)


def hand_on_languages_card(scene: Scene) -> Card:
    """Return the choice of the language for what is handed on."""
    offered, hers = scene.catalogues.offered, scene.words.language
    asked = hand_on_question(scene.words)
    return _language_list(scene, "hand_on_languages", asked, hers_first(offered, hers))


def _language_list(
    scene: Scene, step: str, text: str, codes: Iterable[str], other: Iterable[Button] = ()
) -> Card:
    top = scene.session.top
    names = tuple(Button(code, scene.catalogues.languages[code].name) for code in codes)
    number = top.number if top is not None else 1
    shown, _ = sheet_of(names, number)
    extra = more_languages(names, number)
    return framed(scene, step, text, (*shown, *extra, *other), columns=2)
