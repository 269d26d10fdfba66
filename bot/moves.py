"""
How one move changes a visit: taps on what every card offers, answers, places, commands.

Pure: a move and where she is go in, the visit as it then stands comes out.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Literal, get_args

from bot.answering import answered, with_place
from bot.answers import SKIPPED, Answers
from bot.dialogue.lesson import LESSONS, NOTES_OF
from bot.dialogue.replay import Outcome
from bot.messages import GLANCE
from bot.move import Move
from bot.presentation.hand_on_card import HAND_ON
from bot.presentation.scene import Notice
from bot.service_report import ReportKind
from bot.sessions.session import Session, View
from bot.signposting.listing import PlanBWhen
from bot.signposting.places import Areas
from bot.wishes import with_wish

PRIVACY = "privacy"
"""The page that says what is kept, where, and for how long."""

PAGES = {"privacy": PRIVACY, "share": HAND_ON}
"""The pages that can be asked for by name at any time."""

OF_ONE_SERVICE = frozenset({"service", "note", "words_to_say", "words_to_write"})
"""Views that lie over a listing and speak of one of its services."""

NOTICES: Mapping[str, Notice] = {
    "keep": "kept",
    GLANCE: "glance",
    "number_failed": "thanks",
    "could_not_help": "thanks",
}
"""The buttons that change nothing but what is said of the card."""

SHEETS = frozenset(
    {"more", "note", "languages", "fallback", "lessons", "lesson", "hand_on_languages"}
)
"""Views of several sheets or cards: "More" turns to the next one."""

Moved = tuple[Session, Notice | None]


def moved(session: Session, move: Move, outcome: Outcome, areas: Areas) -> Moved:
    """Return the visit after a move, and a notice to put above the next card."""
    match move.kind:
        case "tap":
            return _tapped(session, move.id, outcome, areas)
        case "place":
            return with_place(session, outcome, areas, move.places[0]), "place_noted"
        case "places":
            return session.opening(View("places", places=move.places, names=move.names)), None
        case "wish":
            return with_wish(session, move.id, outcome), "wish_noted"
        case "distress" | "safe_word":
            return _urged(session, move, outcome), None
        case "restart":
            return session.beginning_again(), None
        case "language":
            return _named(session, move, outcome, areas)
        case "privacy" | "share":
            return _page(session, PAGES[move.kind]), None
        case _:
            return session, "old_button" if move.kind == "old" else "not_understood"


@cache
def _everywhere() -> Mapping[str, Callable[[Session], Session]]:
    """Return what the buttons do that mean the same on every card that has them."""
    return {
        "back": _back,
        "not_meant": Session.closing,
        "more": _more,
        "plan_b": lambda one: one.opening(View("plan_b")),
        "limits": lambda one: one.opening(View("page", "limits")),
        "note": lambda one: one.opening(View("note")),
        "privacy": lambda one: _page(one, PRIVACY),
        "towards_her": _towards_her,
        "reception": lambda one: one.opening(View("reception")),
        "hand_on_language": lambda one: one.opening(View("hand_on_languages")),
        "words_to_say": lambda one: _words(one, "words_to_say"),
        "words_to_write": lambda one: _words(one, "words_to_write"),
        **{when: _case(when) for when in get_args(PlanBWhen)},
        "keep": lambda one: one,
        **dict.fromkeys(get_args(ReportKind), lambda one: replace(one, reported=True)),
        GLANCE: lambda one: one,
        "fallback": lambda one: one.opening(View("fallback")),
        "ordinary_message": lambda one: replace(one, ordinary=not one.ordinary),
    }


def _tapped(session: Session, id_: str, outcome: Outcome, areas: Areas) -> Moved:
    if id_ == "urgent":
        return _urgent(session, outcome), None
    if (alike := _everywhere().get(id_)) is not None:
        return alike(session), NOTICES.get(id_)
    top = session.top
    if top is not None and top.kind == "places":
        country, _, area_id = id_.partition(":")
        return with_place(session.closing(), outcome, areas, (country, area_id)), "place_noted"
    if top is not None and top.kind == "languages":
        return _language(session.closing(), id_), None
    if top is not None and top.kind in {"lessons", "lesson"}:
        return _in_lessons(session, top, id_), None
    if top is not None and top.kind == "fallback":
        return replace(session.closing(), fallback=id_), None
    if top is not None and top.kind == "hand_on_languages":
        return session.closing().turning_to(View("page", HAND_ON, names=(id_,))), None
    if outcome.action == "listing" and id_.isdigit():
        return session.opening(View("service", number=int(id_))), None
    return answered(session, id_, outcome), None


def _urgent(session: Session, outcome: Outcome) -> Session:
    """Open the urgent numbers; where their country is being asked, skip that question instead."""
    if session.top is not None and session.top.kind == "note" and _lies_over_urgent(session):
        return session.closing()
    if session.top is not None and session.top.kind == "flow":
        skippable = outcome.question is not None and outcome.question.skip
        return answered(session, SKIPPED, outcome) if skippable else session
    return session.opening(View("flow", "urgent"))


def _lies_over_urgent(session: Session) -> bool:
    """Whether the urgent numbers stand right below what lies on top: back leads to them."""
    return len(session.view) > 1 and session.view[-2].kind == "flow"


def _urged(session: Session, move: Move, outcome: Outcome) -> Session:
    """
    Show numbers at once, in the language she typed: in danger (S11), or by the safe word (S12).

    Danger asks for no country: without one, those that work everywhere are shown.
    """
    session = _language(session, move.language) if move.language else session
    if move.kind == "safe_word":
        return session.opening(View("flow", "urgent"))
    known = outcome.slots.get("country") is not None
    answers = Answers() if known else Answers().adding("country", SKIPPED)
    return session.opening(View("flow", "urgent", answers=answers, distress=True))


def _back(session: Session) -> Session:
    top = session.top
    if top is None:
        return session.answering(session.answers.without_last())
    if top.kind == "lesson" and top.number > 1:
        return session.turning_to(replace(top, number=top.number - 1))
    if top.kind == "flow" and top.answers.entries and not top.distress:
        return session.turning_to(replace(top, answers=top.answers.without_last()))
    return session.closing()


def _more(session: Session) -> Session:
    top = session.top
    if top is not None and top.kind in SHEETS:
        return session.turning_to(replace(top, number=top.number + 1))
    return session.opening(View("more", number=2))


def _in_lessons(session: Session, top: View, id_: str) -> Session:
    """Go into a lesson, on behind a question of one, back to the list, or to a country's notes."""
    if id_.startswith(NOTES_OF):
        return session.opening(View("note", id_.removeprefix(NOTES_OF)))
    if id_ == LESSONS:
        return session.closing()
    if top.kind == "lesson":
        return session.turning_to(replace(top, number=top.number + 1))
    return session.opening(View("lesson", id_))


def _case(when: str) -> Callable[[Session], Session]:
    """Return what opens the card of one trouble of plan B."""
    return lambda session: session.opening(View("case", when))


def _words(session: Session, kind: Literal["words_to_say", "words_to_write"]) -> Session:
    """Open the words for the service that stands; words to write lie over those to say."""
    top = session.top
    if top is None:
        return session
    return session.opening(View(kind, top.name, top.number))


def _page(session: Session, name: str) -> Session:
    """Open a page; asked for again, the same page stands."""
    page = View("page", name)
    return session if session.top == page else session.opening(page)


def _towards_her(session: Session) -> Session:
    """Turn the card that stands towards her, whatever sheet of it."""
    top = session.top
    number = top.number if top is not None and top.kind == "more" else 1
    return session.opening(View("towards_her", number=number))


def _language(session: Session, code: str, named: tuple[str, ...] = ()) -> Session:
    if not code:
        return session.opening(View("languages", names=named))
    # The listing is made anew, because her language decides which group is hers; a service that
    # lay open would have become another one.
    view = tuple(one for one in session.view if one.kind not in OF_ONE_SERVICE)
    answers = session.answers.replacing("language", code)
    return replace(session, answers=answers, view=view, shown=(), standing=None)


def _named(session: Session, move: Move, outcome: Outcome, areas: Areas) -> Moved:
    """
    Speak the language that was named; where the card asks for one, that is the answer.

    A helper who types what the woman beside her speaks wants to read on in her own. A name that
    more than one language goes by answers nothing there: which one has to be chosen.
    """
    named = move.language or move.names
    if not named or not _asks_for_a_language(session, outcome):
        return _language(session, move.language, move.names), None
    if not move.language:
        return session, "not_understood"
    return _tapped(session, move.language, outcome, areas)


def _asks_for_a_language(session: Session, outcome: Outcome) -> bool:
    """Whether the card asks for another language than that in which the bot is to speak."""
    top, question = session.top, outcome.question
    if top is not None and top.kind != "more":
        return top.kind in {"fallback", "hand_on_languages"}
    return question is not None and question.options_from == "spoken_languages"


def name_noted(session: Session, move: Move) -> str:
    """Return what the place is called that this move takes, where its area is called otherwise."""
    if move.kind == "place":
        return next(iter(move.names), "")
    top = session.top
    if move.kind != "tap" or top is None or top.kind != "places":
        return ""
    offered = zip(top.places, top.names, strict=False)
    return next((name for (country, area), name in offered if f"{country}:{area}" == move.id), "")
