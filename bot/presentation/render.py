"""
Draw the card of a scene: the one way from what is the case to what she sees.
"""

from collections.abc import Callable, Iterable

from bot.dialogue.flow import Page, Question
from bot.i18n import contexts
from bot.messages import Button, Card
from bot.presentation import buttons
from bot.presentation.leaving import TRACES, ordinary_button, ordinary_line
from bot.presentation.listing_card import plan_b_text, sheet_text, sheets
from bot.presentation.question_card import (
    CHOICES,
    PICK_LIST,
    asked,
    candidate_buttons,
    choice_buttons,
    chosen_place,
    label_maker,
    sheet_of,
)
from bot.presentation.scene import Scene
from bot.presentation.service_card import service_text
from bot.presentation.text import blocks
from bot.presentation.urgent_card import urgent_text


def render(scene: Scene) -> Card:
    """Return the card for a scene: the view that lies on top, or what the flow asks."""
    top = scene.session.top
    views: dict[str, Callable[[Scene], Card]] = {
        "page": _page,
        "service": _service,
        "plan_b": _plan_b,
        "places": _places,
        "languages": _languages,
    }
    if top is not None and top.kind in views:
        return views[top.kind](scene)
    if scene.outcome.action == "urgent":
        return _urgent(scene)
    return _listing(scene)


def typable(scene: Scene) -> tuple[Button, ...]:
    """Return every button whose label she may type instead: those on other sheets too."""
    top, question = scene.session.top, scene.outcome.question
    covered = top is not None and top.kind not in {"more", "flow"}
    if covered or question is None:
        return render(scene).buttons
    return (*render(scene).buttons, *choice_buttons(scene, question))


def _card(
    scene: Scene,
    step: str,
    text: str,
    choices: Iterable[Button] = (),
    services: Iterable[str] = (),
    *,
    columns: int = 1,
    urgent: bool = True,
) -> Card:
    session = scene.session
    back = bool(session.view or session.answers.entries)
    return Card(
        step,
        scene.words.language,
        scene.words.direction,
        blocks(_notice(scene), text),
        (*choices, *buttons.closing(scene.words, back=back, urgent=urgent)),
        tuple(services),
        columns,
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
        case "kept":
            return words.pgettext("safety.notice", "This stays for one hour from now.")
        case _:
            return None


def _sheet_number(scene: Scene) -> int:
    top = scene.session.top
    return int(top.detail) if top is not None and top.kind == "more" else 1


def _question(scene: Scene) -> Card:
    question = scene.outcome.question
    if question is None:
        return _card(scene, "end", scene.words.pgettext("safety.notice", "That is all for now."))
    most = PICK_LIST if question.pick_list else CHOICES
    shown, more = sheet_of(choice_buttons(scene, question), _sheet_number(scene), most)
    extra = [buttons.more_button(scene.words)] if more else []
    if question.skip:
        extra.append(buttons.skip_button(scene.words))
    return _card(
        scene,
        question.id,
        blocks(asked(scene, question), _draft_line(scene, question)),
        (*shown, *extra),
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
    every = sheets(scene, listing)
    at = min(_sheet_number(scene), len(every)) - 1
    numbers = every[at]
    question = scene.outcome.question
    choices = [Button(str(number), str(number)) for number in numbers]
    if at + 1 < len(every):
        choices.append(buttons.more_button(scene.words))
    if question is not None:
        label = label_maker(scene, question)
        choices.extend(Button(id_, label(id_)) for id_ in scene.outcome.offered)
    choices.append(buttons.plan_b_button(scene.words))
    return _card(
        scene,
        "results",
        sheet_text(scene, listing, numbers),
        (*choices, buttons.limits_button(scene.words)),
        (scene.session.shown[number - 1] for number in numbers),
    )


def _service(scene: Scene) -> Card:
    top = scene.session.top
    number = int(top.detail) if top is not None else 0
    entry = scene.shown[number - 1] if 1 <= number <= len(scene.shown) else None
    if entry is None:
        gone = scene.words.pgettext("listing", "This one is no longer on the list.")
        return _card(scene, "service", gone)
    return _card(
        scene,
        "service",
        service_text(scene, number, entry),
        (buttons.plan_b_button(scene.words), buttons.keep_button(scene.words)),
        (entry.service.id,),
    )


def _plan_b(scene: Scene) -> Card:
    if scene.listing is None:
        return _question(scene)
    return _card(
        scene,
        "plan_b",
        plan_b_text(scene, scene.listing),
        (buttons.keep_button(scene.words),),
        dict.fromkeys(plan.entry.service.id for plan in scene.listing.plan_b),
    )


def _urgent(scene: Scene) -> Card:
    country = scene.outcome.slots.get("country")
    text = urgent_text(
        scene.words, scene.names, scene.urgent, country if isinstance(country, str) else None
    )
    top = scene.session.top
    meant = scene.words.pgettext("safety.button", "That’s not what I meant")
    not_meant = (Button("not_meant", meant),) if top is not None and top.distress else ()
    question = scene.outcome.question
    countries = choice_buttons(scene, question) if question is not None else ()
    keep = buttons.keep_button(scene.words)
    columns = 2 if countries else 1
    return _card(
        scene, "urgent", text, (*countries, *not_meant, keep), columns=columns, urgent=False
    )


def _page(scene: Scene) -> Card:
    top = scene.session.top
    page: Page = scene.dialogue.pages[top.detail if top is not None else ""]
    title = scene.words.pgettext(contexts.page(page.id, "title", safety=page.safety), page.title)
    text = scene.words.pgettext(contexts.page(page.id, "text", safety=page.safety), page.text)
    if page.id != TRACES:
        return _card(scene, page.id, blocks(title, text))
    what_stays = ordinary_line(scene.words) if scene.session.ordinary else None
    button = ordinary_button(scene.words, chosen=scene.session.ordinary)
    return _card(scene, page.id, blocks(title, text, what_stays), (button,))


def _places(scene: Scene) -> Card:
    text = scene.words.pgettext("question.places", "Which of these places is it?")
    return _card(scene, "places", text, candidate_buttons(scene))


def _languages(scene: Scene) -> Card:
    top = scene.session.top
    text = scene.words.pgettext("safety.question.languages", "Choose your language")
    names = tuple(
        Button(code, scene.catalogues.languages[code].name) for code in scene.catalogues.offered
    )
    shown, more = sheet_of(names, int(top.detail) if top is not None else 1)
    extra = (buttons.more_button(scene.words),) if more else ()
    return _card(scene, "languages", text, (*shown, *extra), columns=2)
