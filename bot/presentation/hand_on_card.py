"""
What a supporter hands on: one sentence and one link, the same for everyone in a language (S90).
"""

from bot.i18n.direction import in_its_direction
from bot.i18n.words import Words
from bot.messages import Button, Card
from bot.presentation.frame import framed
from bot.presentation.profile import profile_texts
from bot.presentation.scene import Scene
from bot.presentation.text import blocks, lines

HAND_ON = "hand_on"
"""The page that says where handing it on is wise; what is handed on stands above it."""


def hand_on_card(scene: Scene, title: str, advice: str) -> Card:
    """Return the card: what is handed on, in the language that was chosen for it, and advice."""
    top = scene.session.top
    chosen = top.names[0] if top is not None and top.names else scene.words.language
    told = in_its_direction(_handed_on(scene, chosen), scene.words.direction)
    other = Button("hand_on_language", scene.words.pgettext("button", "In another language"))
    return framed(scene, HAND_ON, blocks(title, told, advice), (other,))


def _handed_on(scene: Scene, language: str) -> str:
    said = profile_texts(scene.catalogues.words(language)).short_description
    return lines(said, scene.link(language) or no_link_line(scene.words))


def no_link_line(words: Words) -> str:
    """Say kindly that there is no link to hand on yet, and who can change that."""
    return words.pgettext(
        "hand_on",
        "There is no link here yet: whoever runs this program has not set its name. You can ask "
        "them for it.",
    )


def hand_on_question(words: Words) -> str:
    """Return what is asked above the list of languages."""
    return words.pgettext("question.hand_on", "In which language?")
