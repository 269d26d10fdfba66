"""
The card of words to say or to write: for the service whose card, or whose trouble, lies below.
"""

from bot.messages import Button, Card
from bot.presentation import buttons
from bot.presentation.frame import framed
from bot.presentation.plan_b_card import WHENS, case_entry
from bot.presentation.scene import Scene
from bot.presentation.words_card import is_called, is_written_to, words_text
from bot.signposting.listing import Entry


def words_card(scene: Scene) -> Card:
    """Return the card; it can stay for an hour, because she may be on hold (S22)."""
    entry, top = _entry(scene), scene.session.top
    step = top.kind if top is not None else "words_to_say"
    if entry is None:
        gone = scene.words.pgettext("listing", "This one is no longer on the list.")
        return framed(scene, step, gone)
    written = step == "words_to_write"
    text = words_text(scene, entry, written=written)
    return framed(scene, step, text, _choices(scene, entry, written=written))


def _entry(scene: Scene) -> Entry | None:
    """Return the service that the words are for."""
    top = scene.session.top
    if top is None:
        return None
    when = next((one for one in WHENS if one == top.name), None)
    if when is not None:
        return case_entry(scene, when)
    return scene.shown[top.number - 1] if 1 <= top.number <= len(scene.shown) else None


def _choices(scene: Scene, entry: Entry, *, written: bool) -> tuple[Button, ...]:
    """Return the way to words to write, to what if they say no, and to keep the card."""
    top, words = scene.session.top, scene.words
    both = not written and is_called(entry) and is_written_to(entry)
    to_write = (buttons.words_button(words, written=True),) if both else ()
    in_a_case = top is not None and top.name in WHENS
    if_no = () if in_a_case else (buttons.case_button(words, "refused"),)
    return (*to_write, *if_no, buttons.keep_button(words))
