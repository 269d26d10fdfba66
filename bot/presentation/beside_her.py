"""
Whether she reads a card herself or somebody who helps her, and what each of them reads.

A question stands once in the dialogue; beside its words for her stand those for a helper.
"""

from bot.dialogue.flow import Option, Question
from bot.i18n import contexts
from bot.i18n.words import Words
from bot.presentation.scene import Scene
from bot.sessions.session import OF_THE_HELPER


def is_helper(scene: Scene) -> bool:
    """Whether somebody else than the woman herself reads the card."""
    return scene.outcome.slots.get("role") is not None


def has_something_of_her(scene: Scene) -> bool:
    """Whether a helper's visit holds anything that the next woman must not find."""
    answers = scene.session.answers
    return is_helper(scene) and answers.only(*OF_THE_HELPER) != answers


def question_text(scene: Scene, words: Words, question: Question) -> str:
    """Return what a question asks, empty where it asks nothing, in the words for whoever reads."""
    of_her = question.ask_about_her if is_helper(scene) else None
    context = contexts.question(
        question.flow, question.id, safety=question.safety, about_her=of_her is not None
    )
    asked = of_her or question.ask
    return words.pgettext(context, asked) if asked else ""


def option_label(scene: Scene, question: Question, option: Option) -> str:
    """Return the label of an option, in the words for whoever reads it."""
    of_her = option.label_about_her if is_helper(scene) else None
    context = contexts.option(
        question.flow,
        question.id,
        option.id,
        safety=question.safety,
        about_her=of_her is not None,
    )
    return scene.words.pgettext(context, of_her or option.label)


def her_words(scene: Scene) -> Words | None:
    """Return the words of the language she speaks, where a helper named one that is offered."""
    spoken = scene.outcome.slots.get("languages")
    if not is_helper(scene) or spoken not in scene.catalogues.offered:
        return None
    return scene.catalogues.words(str(spoken))
