"""
Draw the card of a scene: the one way from what is the case to what she sees.
"""

from collections.abc import Callable

from bot.dialogue.flow import Question
from bot.messages import GLANCE, Button, Card
from bot.presentation import buttons
from bot.presentation.beside_her import is_helper
from bot.presentation.contact_lines import NUMBERED
from bot.presentation.country_note import law_buttons, more_line, note_buttons, note_sheets
from bot.presentation.frame import framed
from bot.presentation.language_list import more_languages
from bot.presentation.lesson_card import lesson_card, lessons_card, with_lessons_said
from bot.presentation.listing_card import sheet_at
from bot.presentation.missing import with_missing_said
from bot.presentation.page_cards import (
    fallback_card,
    hand_on_languages_card,
    languages_card,
    page_card,
    places_card,
)
from bot.presentation.plan_b_card import case_card, plan_b_card
from bot.presentation.pop_up import has_number, listing_pop_up, service_pop_up, urgent_pop_up
from bot.presentation.question_card import (
    CHOICES,
    PICK_LIST,
    asked,
    choice_buttons,
    label_maker,
    sheet_of,
)
from bot.presentation.reception_card import reception_buttons, reception_card
from bot.presentation.scene import Scene
from bot.presentation.service_card import service_text
from bot.presentation.text import blocks
from bot.presentation.towards_her import towards_her_buttons, towards_her_card
from bot.presentation.urgent_card import urgent_text
from bot.presentation.words_card import words_buttons
from bot.presentation.words_view import words_card
from bot.signposting.listing import Entry


def render(scene: Scene) -> Card:
    """Return the card for a scene; where a text of it is not translated yet, it says so (S80)."""
    top, card = scene.session.top, _drawn(scene)
    if top is not None and top.kind in {"lessons", "lesson"}:
        return with_lessons_said(scene, card)
    return with_missing_said(scene.words, card)


def _drawn(scene: Scene) -> Card:
    """Return the view that lies on top, or what the flow asks."""
    top = scene.session.top
    views: dict[str, Callable[[Scene], Card]] = {
        "page": page_card,
        "service": _service,
        "plan_b": plan_b_card,
        "case": case_card,
        "words_to_say": words_card,
        "words_to_write": words_card,
        "note": _note,
        "places": places_card,
        "languages": languages_card,
        "fallback": fallback_card,
        "lessons": lessons_card,
        "lesson": lesson_card,
        "towards_her": lambda one: towards_her_card(one, _turned),
        "reception": reception_card,
        "hand_on_languages": hand_on_languages_card,
    }
    if top is not None and top.kind in views:
        return views[top.kind](scene)
    if scene.outcome.action == "urgent":
        return _urgent(scene)
    return _listing(scene)


def typable(scene: Scene) -> tuple[Button, ...]:
    """
    Return every button whose label she may type instead: those on other sheets too.

    Not the one for a pop-up: a channel can open one over a tap alone.
    """
    top, question = scene.session.top, scene.outcome.question
    covered = top is not None and top.kind not in {"more", "flow"}
    shown = tuple(button for button in render(scene).buttons if button.id != GLANCE)
    if covered or question is None:
        return shown
    return (*shown, *choice_buttons(scene, question))


def _glanced(scene: Scene, pop_up: Callable[[], str]) -> str:
    """Return the pop-up when that is what she asked for (S27)."""
    return pop_up() if scene.notice == "glance" else ""


def _sheet_number(scene: Scene) -> int:
    top = scene.session.top
    return top.number if top is not None and top.kind == "more" else 1


def _question(scene: Scene) -> Card:
    question = scene.outcome.question
    if question is None:
        return framed(scene, "end", scene.words.pgettext("safety.notice", "That is all for now."))
    most = PICK_LIST if question.pick_list else CHOICES
    every, number = choice_buttons(scene, question), _sheet_number(scene)
    shown, more = sheet_of(every, number, most)
    if question.options_from == "languages":
        extra = list(more_languages(every, number))
    else:
        extra = [buttons.more_button(scene.words)] if more else []
    if question.skip:
        extra.append(buttons.skip_button(scene.words, of_helper=is_helper(scene)))
    return framed(
        scene,
        question.id,
        blocks(asked(scene, question, shown), _draft_line(scene, question)),
        (*shown, *extra, *towards_her_buttons(scene)),
        columns=1 if len(shown) <= CHOICES else 2,
    )


def _draft_line(scene: Scene, question: Question) -> str | None:
    # Said once, at the end of the welcome card, in her language (S80).
    if question.id != "welcome" or not scene.words.is_draft:
        return None
    return scene.words.pgettext(
        "safety.welcome", "No native speaker has read this translation yet."
    )


def _listing(scene: Scene) -> Card:
    listing = scene.listing
    if listing is None:
        return _question(scene)
    sheet = sheet_at(scene, listing, _sheet_number(scene))
    numbers = sheet.numbers
    question = scene.outcome.question
    choices = [Button(str(number), str(number)) for number in numbers]
    if not sheet.is_last:
        choices.append(buttons.more_button(scene.words))
    if any(has_number(scene.shown[number - 1]) for number in numbers):
        choices.append(buttons.glance_button(scene.words))
    if question is not None:
        label = label_maker(scene, question)
        choices.extend(Button(id_, label(id_)) for id_ in scene.outcome.offered)
    choices += [*towards_her_buttons(scene), *reception_buttons(scene), *law_buttons(scene)]
    choices.append(buttons.plan_b_button(scene.words))
    return framed(
        scene,
        "results",
        sheet.text,
        (*choices, buttons.limits_button(scene.words)),
        (scene.session.shown[number - 1] for number in numbers),
        pop_up=_glanced(scene, lambda: listing_pop_up(scene, numbers)),
    )


def _turned(scene: Scene) -> Card:
    """Draw what can be turned towards her: a question, a sheet of a listing or a service."""
    top = scene.session.top
    return _service(scene) if top is not None and top.kind == "service" else _listing(scene)


def _service(scene: Scene) -> Card:
    top = scene.session.top
    number = top.number if top is not None else 0
    entry = scene.shown[number - 1] if 1 <= number <= len(scene.shown) else None
    if entry is None:
        gone = scene.words.pgettext("listing", "This one is no longer on the list.")
        return framed(scene, "service", gone)
    glance = (buttons.glance_button(scene.words),) if has_number(entry) else ()
    # One report in a visit: more would tell what one woman went through (S46).
    said = () if scene.session.reported else _reports(scene, entry)
    return framed(
        scene,
        "service",
        blocks(service_text(scene, number, entry), more_line(scene)),
        (
            *glance,
            *words_buttons(scene, entry),
            *note_buttons(scene),
            *towards_her_buttons(scene),
            buttons.plan_b_button(scene.words),
            buttons.keep_button(scene.words),
            *said,
        ),
        (entry.service.id,),
        pop_up=_glanced(scene, lambda: service_pop_up(scene, number, entry)),
    )


def _reports(scene: Scene, entry: Entry) -> tuple[Button, ...]:
    number = any(contact.type in NUMBERED for contact in entry.contacts)
    return buttons.report_buttons(scene.words, number=number)


def _note(scene: Scene) -> Card:
    top, every = scene.session.top, note_sheets(scene)
    at = min(top.number if top is not None else 1, len(every))
    sheet = every[at - 1]
    more = (buttons.more_button(scene.words),) if at < len(every) else ()
    keep = (buttons.keep_button(scene.words),) if sheet.services else ()
    return framed(scene, "note", sheet.text, (*more, *keep), sheet.services)


def _urgent(scene: Scene) -> Card:
    chosen = scene.outcome.slots.get("country")
    country = chosen if isinstance(chosen, str) else None
    today = scene.local.date()
    text = urgent_text(scene.words, scene.names, scene.urgent, country, today)
    top = scene.session.top
    meant = scene.words.pgettext("safety.button", "That’s not what I meant")
    not_meant = (Button("not_meant", meant),) if top is not None and top.distress else ()
    question = scene.outcome.question
    countries = choice_buttons(scene, question) if question is not None else ()
    always = (buttons.glance_button(scene.words), buttons.keep_button(scene.words))
    return framed(
        scene,
        "urgent",
        blocks(text, more_line(scene)),
        (*countries, *not_meant, *note_buttons(scene), *always),
        columns=2 if countries else 1,
        urgent=False,
        pop_up=_glanced(scene, lambda: urgent_pop_up(scene, country)),
    )
