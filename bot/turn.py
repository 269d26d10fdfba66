"""
One turn: a message comes in, a card goes out. The whole way through the bot, on one page.

    incoming -> what is meant -> the visit moves on -> replay -> need -> listing -> card

Nothing here knows a channel, and nothing here waits for anything but the directory.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.answers import Answers
from bot.dialogue.replay import Outcome
from bot.messages import ANEW, Card, Choice, Incoming, Start, Text, left
from bot.move import Move, typed
from bot.moves import moved, name_noted
from bot.presentation.leaving import ordinary_message
from bot.presentation.render import typable
from bot.scenes import drawn, scene_of, where, words_of
from bot.service_report import FieldReport, report_in
from bot.sessions.session import Session, View
from bot.signposting.directory import Directory
from bot.wishes import wishes
from bot.world import World

LEAVE = Choice("leave")
"""The one message that is always answered alike: she is gone, and so is everything of her."""

ASKS_WHERE = frozenset({"countries", "regions", "places"})
"""Where the choices come from of a question that a place answers."""


@dataclass(frozen=True, slots=True)
class Turn:
    """
    What a turn leaves behind: the visit (None once she has left), and the card.

    `report` is what a tap said of a service, for whoever keeps the list. `anew` is whether a helper
    has cleared the visit before: then everything of it is erased.
    """

    session: Session | None
    card: Card
    report: FieldReport | None = None
    anew: bool = False


def take_turn(
    session: Session | None, incoming: Incoming, world: World, directory: Directory, now: datetime
) -> Turn:
    """Answer one message. `now` is an aware time."""
    if incoming == LEAVE:
        # Before anything that could fail: leaving needs no directory and no flow (S21).
        words = words_of(session, world)
        stays = session is not None and session.ordinary
        text = ordinary_message(words) if stays else ""
        return Turn(None, left(words.language, words.direction, text))
    if isinstance(incoming, Start) or session is None or session.is_over(now):
        session, card = _opening(incoming, world, directory, now)
        if isinstance(incoming, Start):
            return Turn(session, card)
    session = up_to_date(session, world)
    outcome = where(session, world, directory)
    move = meant(session, incoming, world, directory, now)
    if move == Move("tap", "leave"):
        return take_turn(session, LEAVE, world, directory, now)
    if move == Move("tap", ANEW):
        nobody = session.for_the_next(now + world.silence)
        return Turn(*drawn(nobody, world, directory, now), anew=True)
    report = report_in(session, move)
    after, notice = moved(session, move, outcome, directory.areas)
    while is_unfelt(move, session, after) and is_asked_again(after, outcome, world, directory):
        after, _ = moved(after, move, outcome, directory.areas)
    silence = world.kept if notice == "kept" else world.silence
    noted = name_noted(session, move)
    stands = outcome if is_where_it_was(session, after) else None
    after = after.until(now, silence)
    session, card = drawn(after, world, directory, now, notice, noted, stands)
    return Turn(session, card, report)


def is_where_it_was(before: Session, after: Session) -> bool:
    """Whether nothing that a replay reads has changed: a page was turned, something laid over."""
    return before.answers is after.answers and _flows(before) == _flows(after)


def _flows(session: Session) -> list[View]:
    return [view for view in session.view if view.kind == "flow"]


def is_unfelt(move: Move, before: Session, after: Session) -> bool:
    """
    Whether going back may have changed nothing that she sees.

    A typed place answers questions that were not put yet; taking one such answer back leaves her
    where she was, and a button that does nothing frightens.
    """
    return move == Move("tap", "back") and not before.view and bool(after.answers.entries)


def is_asked_again(after: Session, outcome: Outcome, world: World, directory: Directory) -> bool:
    """Whether the same question stands again."""
    return where(after, world, directory).question == outcome.question


def _opening(
    incoming: Incoming, world: World, directory: Directory, now: datetime
) -> tuple[Session, Card]:
    """Begin a visit that knows nothing of any earlier one (S23), and draw its first card."""
    session = Session(world.dialogue.version, now + world.silence)
    if isinstance(incoming, Start) and incoming.language in world.catalogues.offered:
        session = session.answering(Answers().adding("language", incoming.language))
    return drawn(session, world, directory, now)


def up_to_date(session: Session, world: World) -> Session:
    """Begin again politely, instead of guessing, when the flows have changed under her."""
    if session.version == world.dialogue.version:
        return session
    return replace(session.beginning_again(), version=world.dialogue.version, offered=())


def meant(
    session: Session, incoming: Incoming, world: World, directory: Directory, now: datetime
) -> Move:
    """Return what a tap or a typed text means on the card that stands."""
    if isinstance(incoming, Choice):
        return Move(
            "tap" if is_heard(incoming.id, session, world, directory) else "old", incoming.id
        )
    if not isinstance(incoming, Text):
        return Move("old")
    scene = scene_of(session, world, directory, now)
    labels = {button.id: button.label for button in typable(scene)}
    country = scene.outcome.slots.get("country")
    chosen = country if isinstance(country, str) else None
    meaning = world.understand(
        incoming.text,
        labels,
        chosen,
        directory,
        asks_where=asks_where(scene.outcome),
        language=session.answers.last("language"),
        asked=asked(scene.outcome),
        wishes=wishes(session, scene.outcome, world.dialogue),
    )
    return typed(meaning, labels)


def asked(outcome: Outcome) -> tuple[str, ...]:
    """Return the slot of the question that stands, if one does."""
    return (outcome.question.slot,) if outcome.question is not None else ()


def asks_where(outcome: Outcome) -> bool:
    """Whether a place would answer what stands: a question for one, or a listing of one."""
    question = outcome.question
    return outcome.action == "listing" or (
        question is not None and question.options_from in ASKS_WHERE
    )


def is_heard(id_: str, session: Session, world: World, directory: Directory) -> bool:
    """
    Whether a tap counts: the card offers it, or it asks what to do if a listing does not work.

    That is never withheld, although words that came before it have covered the listing (S65).
    """
    if id_ in session.offered:
        return True
    return id_ == "plan_b" and where(session, world, directory).action == "listing"
