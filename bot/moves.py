"""
How one move changes a visit: taps on what every card offers, answers, places, commands.

Pure: a move and where she is go in, the visit as it then stands comes out.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from bot.answers import SKIPPED, Answers
from bot.dialogue.replay import Outcome
from bot.presentation.scene import Notice
from bot.sessions.session import Session, View
from bot.signposting.places import Area, Areas

if TYPE_CHECKING:
    from bot.understanding.meaning import Meaning  # it brings the fuzzy search with it

MoveKind = Literal[
    "tap", "place", "places", "distress", "safe_word", "restart", "language", "unknown", "old"
]

NARROWING = "after_results"
"""The question below every listing: a round of narrowing begins with its answer."""


@dataclass(frozen=True, slots=True)
class Move:
    """What she did, as the bot understood it. `detail` is an id, a language or places."""

    kind: MoveKind
    detail: str = ""


Moved = tuple[Session, Notice | None]


def typed(meaning: "Meaning", offered: Iterable[str]) -> Move:
    """Return the move that a typed text makes on a card that offers these buttons."""
    match meaning.kind:
        case "distress":
            return Move("distress", meaning.detail or "")
        case "safe_word":
            return Move("safe_word", meaning.detail or "")
        case "restart":
            return Move("restart")
        case "language":
            return Move("language", meaning.detail or "")
        case "place" | "place_candidates":
            kind: MoveKind = "place" if meaning.kind == "place" else "places"
            return Move(kind, "\n".join(f"{country}:{area}" for country, area in meaning.places))
        case "option":
            return Move("tap", meaning.detail or "")
        case "urgent":
            return Move("tap", "urgent")
        case _:
            return Move("tap" if meaning.kind in offered else "unknown", meaning.kind)


def moved(session: Session, move: Move, outcome: Outcome, areas: Areas) -> Moved:
    """Return the visit after a move, and a notice to put above the next card."""
    match move.kind:
        case "tap":
            return _tapped(session, move.detail, outcome, areas)
        case "place":
            return with_place(session, outcome, areas, move.detail), "place_noted"
        case "places":
            return session.opening(View("places", move.detail)), None
        case "distress":
            return _in_distress(session, outcome, move.detail), None
        case "safe_word":
            in_that_language = _language(session, move.detail)
            return in_that_language.opening(View("flow", "urgent")), None
        case "restart":
            return session.answering(session.answers.only("language")), None
        case "language":
            return _language(session, move.detail), None
        case "old":
            return session, "old_button"
        case _:
            return session, "not_understood"


def _tapped(session: Session, id_: str, outcome: Outcome, areas: Areas) -> Moved:
    everywhere: Mapping[str, Callable[[Session], Session]] = {
        "back": _back,
        "not_meant": Session.closing,
        "more": _more,
        "urgent": lambda one: _urgent(one, outcome),
        "plan_b": lambda one: one.opening(View("plan_b")),
        "limits": lambda one: one.opening(View("page", "limits")),
        "keep": lambda one: one,
        "ordinary_message": lambda one: replace(one, ordinary=not one.ordinary),
    }
    if id_ in everywhere:
        return everywhere[id_](session), "kept" if id_ == "keep" else None
    top = session.top
    if top is not None and top.kind == "places":
        return with_place(session.closing(), outcome, areas, id_), "place_noted"
    if top is not None and top.kind == "languages":
        return _language(session.closing(), id_), None
    if outcome.action == "listing" and id_.isdigit():
        return session.opening(View("service", id_)), None
    return _answered(session, id_, outcome), None


def _urgent(session: Session, outcome: Outcome) -> Session:
    """Open the urgent numbers; where their country is being asked, skip that question instead."""
    if session.top is not None and session.top.kind == "flow":
        skippable = outcome.question is not None and outcome.question.skip
        return _answered(session, SKIPPED, outcome) if skippable else session
    return session.opening(View("flow", "urgent"))


def _in_distress(session: Session, outcome: Outcome, language: str) -> Session:
    """
    Show numbers at once, in the language she typed (S11).

    Those that work everywhere when no country is known.
    """
    session = _language(session, language) if language else session
    known = outcome.slots.get("country") is not None
    answers = Answers() if known else Answers().adding("country", SKIPPED)
    return session.opening(View("flow", "urgent", answers, distress=True))


def _answered(session: Session, id_: str, outcome: Outcome) -> Session:
    question = outcome.question
    if question is None:
        return session
    option = question.option(id_)
    if option is not None and option.page is not None:
        return session.opening(View("page", option.page))
    at = _flow_view(session)
    if at is None:
        return session.answering(
            without_replaced_rounds(session.answers.adding(question.slot, id_))
        )
    over = session.view[at]
    answered = View("flow", over.detail, over.answers.adding(question.slot, id_), over.distress)
    return replace(session, view=(*session.view[:at], answered))


def _flow_view(session: Session) -> int | None:
    """Return where the topmost flow lies among the views, if one lies over the visit."""
    kinds = [view.kind for view in session.view]
    return len(kinds) - 1 - kinds[::-1].index("flow") if "flow" in kinds else None


def _back(session: Session) -> Session:
    top = session.top
    if top is None:
        return session.answering(session.answers.without_last())
    if top.kind == "flow" and top.answers.entries and not top.distress:
        return session.turning_to(
            View("flow", top.detail, top.answers.without_last(), top.distress)
        )
    return session.closing()


def _more(session: Session) -> Session:
    top = session.top
    if top is not None and top.kind in {"more", "languages"}:
        return session.turning_to(View(top.kind, str(int(top.detail) + 1)))
    return session.opening(View("more", "2"))


def _language(session: Session, code: str) -> Session:
    if not code:
        return session.opening(View("languages", "1"))
    # The listing is made anew, because her language decides which group is hers; a service that
    # lay open would have become another one.
    view = tuple(one for one in session.view if one.kind != "service")
    answers = session.answers.replacing("language", code)
    return replace(session, answers=answers, view=view, shown=())


def with_place(session: Session, outcome: Outcome, areas: Areas, detail: str) -> Session:
    """
    Return the visit with a place answered: country, part of the country, and the place itself.

    `detail` is the country code, a colon, and the area's id. A place answered before is replaced.
    Where urgent numbers lie on top, the place says only which country's.
    """
    country, area_id = detail.split(":", 1)
    area = areas.get(country, area_id)
    if area is None:
        return session
    over = _flow_view(session)
    if over is not None and outcome.question is not None:
        return _answered(session, country, outcome)
    region = _region_of(areas, area)
    answers = session.answers.replacing("country", country)
    if region is not None:
        answers = answers.replacing("region", region)
    if area_id not in {region, areas.country(country).id}:
        answers = answers.replacing("place", area_id)
    elif answers.last("place") is not None:
        answers = answers.replacing("place", SKIPPED)
    lying = () if over is None else session.view[: over + 1]
    return replace(session.answering(answers), view=lying)


def _region_of(areas: Areas, area: Area) -> str | None:
    offered = {choice.id for choice in areas.choices(area.country)}
    return next((one for one in areas.chain(area.country, area.id) if one in offered), None)


def without_replaced_rounds(answers: Answers) -> Answers:
    """
    Return the answers without rounds of narrowing that a later, like round has replaced.

    Keeps a long visit short: narrowing by papers twice leaves the second round alone.
    """
    rounds = _rounds(answers)
    kept = [
        one
        for at, one in enumerate(rounds)
        if at == 0 or not any(_alike(one, later) for later in rounds[at + 1 :])
    ]
    return Answers(tuple(entry for one in kept for entry in one))


Round = tuple[tuple[str, str], ...]


def _rounds(answers: Answers) -> list[Round]:
    found: list[list[tuple[str, str]]] = [[]]
    for entry in answers.entries:
        if entry[0] == NARROWING:
            found.append([])
        found[-1].append(entry)
    return [tuple(one) for one in found]


def _alike(one: Round, later: Round) -> bool:
    # A round that has only begun replaces nothing: back must still find what it leads away from.
    same_start = one[:1] == later[:1] and len(later) >= len(one) > 1
    narrowed_by = [entry for entry in one if entry[0] == "narrow_by"]
    return same_start and all(entry in later for entry in narrowed_by)
