"""
The card of a question: what it asks and what can be chosen, a sheet at a time.
"""

from collections.abc import Callable, Iterable

from bot.answers import SKIPPED, WISH
from bot.dialogue.flow import Question
from bot.messages import Button
from bot.presentation.beside_her import option_label, question_text
from bot.presentation.labels import area_name, country_label
from bot.presentation.scene import Scene

PICK_LIST = 10
"""The most choices of a pick-list on one sheet, in two columns (S81)."""

CHOICES = 5
"""The most choices of a question on one sheet, below each other (S81)."""


def asked(scene: Scene, question: Question, shown: Iterable[Button]) -> str:
    """Return what a question asks; the choice of a language asks in each that is `shown`."""
    if question.options_from != "languages":
        return question_text(scene, scene.words, question)
    every = (scene.catalogues.words(button.id) for button in shown)
    return "\n".join(dict.fromkeys(question_text(scene, words, question) for words in every))


def choice_buttons(scene: Scene, question: Question) -> tuple[Button, ...]:
    """Return a button for everything that can be chosen now; long lists in order of their names."""
    label = label_maker(scene, question)
    here = _country_she_is_in(scene, question)
    choices = [Button(id_, label(id_)) for id_ in scene.outcome.offered if id_ != here]
    if question.options_from == "places":
        choices.sort(key=_name_order)
    if question.options_from == "spoken_languages":
        own = len(scene.catalogues.offered)
        choices[own:] = sorted(choices[own:], key=_name_order)
    return tuple(choices)


def _country_she_is_in(scene: Scene, question: Question) -> str | None:
    """
    Return the country (ISO 3166) that a question for another one does not offer, if any.

    On the card alone: a replay has to take it, once rounds in between have been replaced.
    """
    if question.options_from != "countries" or not question.ask_before_filling:
        return None
    country = scene.outcome.slots.get("country")
    return country if isinstance(country, str) else None


def _name_order(choice: Button) -> str:
    return choice.label.casefold()


def label_maker(scene: Scene, question: Question) -> Callable[[str], str]:
    """Return what turns the id of a choice into its label."""
    match question.options_from:
        case "languages":
            return lambda code: scene.catalogues.languages[code].name
        case "spoken_languages":
            return scene.words.language_name
        case "countries":
            return lambda code: country_label(scene.words, scene.directory.areas, code)
        case "regions" | "places":
            return lambda area_id: _area(scene, area_id)
        case _:
            return lambda option_id: _option(scene, question, option_id)


def _option(scene: Scene, question: Question, option_id: str) -> str:
    option = question.option(option_id)
    return option_label(scene, question, option) if option is not None else option_id


def _area(scene: Scene, area_id: str) -> str:
    country = str(scene.outcome.slots["country"])
    area = scene.directory.areas.get(country, area_id)
    return area_name(scene.words, country, area.names["en"]) if area is not None else area_id


def candidate_buttons(scene: Scene) -> tuple[Button, ...]:
    """Return a button for each place that a typed name may mean: country code, colon, area."""
    top = scene.session.top
    if top is None:
        return ()
    names = (*top.names, *("" for _ in top.places))
    return tuple(
        Button(f"{country}:{area}", _candidate(scene, country, area, name))
        for (country, area), name in zip(top.places, names, strict=False)
    )


def _candidate(scene: Scene, country: str, area_id: str, name: str = "") -> str:
    """Return a place and its country; for a city within an area, the city and that area."""
    areas = scene.directory.areas
    chain = areas.chain(country, area_id)
    place, around = (areas.get(country, one) for one in (chain[0], chain[-1]))
    if place is None or around is None:
        return area_id
    if place == around and not name:
        return area_name(scene.words, country, place.names["en"])
    whole = place if name else around
    return scene.words.pgettext(
        "place",
        "{place}, {country}",
        place=name or area_name(scene.words, country, place.names["en"]),
        country=area_name(scene.words, country, whole.names["en"]),
    )


def chosen_place(scene: Scene) -> str:
    """Return the name of the place that was just taken from typed text: she must see which."""
    answers = scene.session.answers
    country, place, region = (answers.last(one) for one in ("country", "place", "region"))
    area_id = place if place not in {None, SKIPPED} else region
    if country and area_id in {None, SKIPPED}:
        area_id = scene.directory.areas.country(country).id
    return _candidate(scene, country, area_id, scene.noted) if country and area_id else ""


def chosen_wish(scene: Scene) -> str:
    """Return the label of what she was just understood to look for: she must see what."""
    wish = scene.session.answers.last(WISH)
    asked_for = next((one for one in scene.dialogue.questions if one.slot == WISH), None)
    return _option(scene, asked_for, wish) if asked_for is not None and wish is not None else ""


def sheet_of(
    buttons: tuple[Button, ...], number: int, most: int = PICK_LIST
) -> tuple[tuple[Button, ...], bool]:
    """Return the buttons of one sheet (counted from 1), and whether another follows."""
    start = (number - 1) * most
    return buttons[start : start + most], len(buttons) > start + most
