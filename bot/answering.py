"""
How an answer changes a visit: an option, or a place that was typed.
"""

from dataclasses import replace

from bot.answers import SKIPPED
from bot.dialogue.lesson import LESSONS
from bot.dialogue.replay import Outcome
from bot.move import Place
from bot.rounds import NARROWING, in_one_country, without_replaced_rounds
from bot.sessions.session import Session, View
from bot.signposting.places import Area, Areas
from bot.wishes import without_unread_wishes


def answered(session: Session, id_: str, outcome: Outcome) -> Session:
    """Return the visit with the question that stands answered, or the page that an answer opens."""
    question = outcome.question
    if question is None:
        return session
    option = question.option(id_)
    if option is not None and option.page == LESSONS:
        return session.opening(View("lessons"))
    if option is not None and option.page is not None:
        return session.opening(View("page", option.page))
    at = flow_view(session)
    if at is None:
        below = question.slot == NARROWING
        given = without_unread_wishes(session.answers, outcome) if below else session.answers
        return session.answering(without_replaced_rounds(given.adding(question.slot, id_)))
    over = session.view[at]
    lying_there = replace(over, answers=over.answers.adding(question.slot, id_))
    return replace(session, view=(*session.view[:at], lying_there))


def flow_view(session: Session) -> int | None:
    """Return where the topmost flow lies among the views, if one lies over the visit."""
    kinds = [view.kind for view in session.view]
    return len(kinds) - 1 - kinds[::-1].index("flow") if "flow" in kinds else None


def with_place(session: Session, outcome: Outcome, areas: Areas, place: Place) -> Session:
    """
    Return the visit with a place answered: country, part of the country, and the place itself.

    A place answered before is replaced. Where urgent numbers lie on top, the place says only which
    country's.
    """
    country, area_id = place
    area = areas.get(country, area_id)
    if area is None:
        return session
    over = flow_view(session)
    if over is not None and outcome.question is not None:
        return answered(session, country, outcome)
    region = _region_of(areas, area)
    answers = in_one_country(session.answers).replacing("country", country)
    if region is not None:
        answers = answers.replacing("region", region)
    elif answers.last("region") is not None:
        answers = answers.replacing("region", SKIPPED)  # a whole country: its parts were not hers
    if area_id not in {region, areas.country(country).id}:
        answers = answers.replacing("place", area_id)
    elif answers.last("place") is not None:
        answers = answers.replacing("place", SKIPPED)
    lying = () if over is None else session.view[: over + 1]
    return replace(session.answering(answers), view=lying)


def _region_of(areas: Areas, area: Area) -> str | None:
    offered = {choice.id for choice in areas.choices(area.country)}
    return next((one for one in areas.chain(area.country, area.id) if one in offered), None)
