"""
The screen that a helper turns towards her: the card below in her words, and numbers to point at.

The helper keeps the phone, so the first line and the buttons stay in the helper's language.
"""

from collections.abc import Callable
from dataclasses import replace

from bot.answers import SKIPPED
from bot.i18n.direction import in_its_direction
from bot.i18n.words import Words
from bot.messages import Button, Card
from bot.presentation import buttons
from bot.presentation.beside_her import her_words
from bot.presentation.frame import framed
from bot.presentation.scene import Scene
from bot.presentation.text import blocks
from bot.sessions.session import View

Draw = Callable[[Scene], Card]


OVER_A_LISTING = frozenset({"service"})
"""What lies over a listing and can be turned towards her too."""


def towards_her_buttons(scene: Scene) -> tuple[Button, ...]:
    """Return the button to the card that she can read, where there is one."""
    # Not over urgent numbers: there a tap has to lead to them and to nothing else.
    urgent = any(view.kind == "flow" for view in scene.session.view)
    if urgent or her_words(scene) is None:
        return ()
    label = scene.words.pgettext("button", "Turn this screen towards her")
    return (Button("towards_her", label),)


def towards_her_card(scene: Scene, draw: Draw) -> Card:
    """Return the card. `draw` draws the one below it: a question, a listing's sheet, a service."""
    hers = her_words(scene) or scene.words
    below = draw(as_she_reads(scene, hers))
    to_point_at = _to_point_at(scene, below)
    text = blocks(_for_her(hers), below.text, _numbered(to_point_at), _draft_line(hers))
    cover = scene.words.pgettext("cover.beside_her", "To show her")
    return framed(
        scene,
        "towards_her",
        blocks(cover, in_its_direction(text, scene.words.direction)),
        (*_numbers(to_point_at), *_kept(scene, below)),
        below.services,
        columns=2,
    )


def as_she_reads(scene: Scene, hers: Words) -> Scene:
    """Return the scene that lies below, as if she held the phone herself."""
    top, below = scene.session.top, scene.session.closing()
    if below.top is None or below.top.kind not in OVER_A_LISTING:
        below = scene.session.turning_to(View("more", number=top.number if top is not None else 1))
    slots = {**scene.outcome.slots, "role": None}
    return replace(
        scene,
        words=hers,
        outcome=replace(scene.outcome, slots=slots),
        session=below,
        notice=None,
    )


def _to_point_at(scene: Scene, below: Card) -> tuple[Button, ...]:
    """
    Return the choices on the card below; those of a listing have numbers already.

    That she would rather not say is one of them (S3).
    """
    if scene.outcome.action == "listing":
        return ()
    choices = (*scene.outcome.offered, SKIPPED)
    return tuple(button for button in below.buttons if button.id in choices)


def _numbers(choices: tuple[Button, ...]) -> tuple[Button, ...]:
    return tuple(Button(one.id, str(number)) for number, one in enumerate(choices, start=1))


def _kept(scene: Scene, below: Card) -> tuple[Button, ...]:
    """Return the button that keeps a card with a contact, where there is one (S22)."""
    keep = buttons.keep_button(scene.words)
    return (keep,) if below.button(keep.id) is not None else ()


def _numbered(choices: tuple[Button, ...]) -> str:
    return "\n".join(f"{number}. {one.label}" for number, one in enumerate(choices, start=1))


def _for_her(hers: Words) -> str:
    return hers.pgettext(
        "beside_her",
        "This is for you to read. This program shows where help is. It does not ask your name.\n\n"
        "You can point. You do not have to answer. You can stop at any time.",
    )


def _draft_line(hers: Words) -> str | None:
    # She has not seen the welcome card in her language (S80).
    if not hers.is_draft:
        return None
    return hers.pgettext("safety.welcome", "No native speaker has read this translation yet.")
