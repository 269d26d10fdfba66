"""
What every card has around its own text: the notice above it, the buttons at its foot.
"""

from collections.abc import Iterable

from bot.messages import GLANCE, Button, Card
from bot.presentation import buttons
from bot.presentation.beside_her import has_something_of_her
from bot.presentation.question_card import chosen_place, chosen_wish
from bot.presentation.scene import Scene
from bot.presentation.text import blocks


def framed(
    scene: Scene,
    step: str,
    text: str,
    choices: Iterable[Button] = (),
    services: Iterable[str] = (),
    *,
    columns: int = 1,
    urgent: bool = True,
    pop_up: str = "",
) -> Card:
    """
    Return a card of this visit. `step` names it for scripts, `services` are the ids that it shows.

    `choices` stand above the foot; `urgent` is whether the foot leads to the urgent numbers.
    """
    session = scene.session
    back = bool(session.view or session.answers.entries)
    anew = has_something_of_her(scene)
    if scene.dialogue.messages_stay:
        # Where nothing can be cleared, nothing is there for a moment only (S27).
        choices = [one for one in choices if one.id != GLANCE]
    return Card(
        step,
        scene.words.language,
        scene.words.direction,
        blocks(_notice(scene), text),
        (*choices, *buttons.closing(scene.words, back=back, urgent=urgent, anew=anew)),
        tuple(services),
        columns,
        pop_up,
    )


def _notice(scene: Scene) -> str | None:
    words = scene.words
    match scene.notice:
        case "not_understood":
            return words.pgettext("safety.notice", "Please choose one of these, or type a place.")
        case "old_button":
            return words.pgettext("safety.notice", "This is where we are now.")
        case "place_noted":
            place = chosen_place(scene)
            return words.pgettext("safety.notice", "Place: {place}", place=place) if place else None
        case "wish_noted":
            return f"✓ {chosen_wish(scene)}"
        case "kept":
            return words.pgettext("safety.notice", "This stays for one hour from now.")
        case "thanks":
            return words.pgettext("notice", "Thank you. Nothing about you was kept.")
        case _:
            return None
