"""
One turn: a message comes in, a card goes out. The whole way through the bot, on one page.

    incoming -> what is meant -> the visit moves on -> replay -> need -> listing -> card

Nothing here knows a channel, and nothing here waits for anything but the directory.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from bot.answers import Answers
from bot.dialogue.flow import Dialogue
from bot.dialogue.lesson import Lessons
from bot.dialogue.replay import Outcome, replay
from bot.i18n.catalog import Catalogues
from bot.i18n.phrases import Phrases
from bot.i18n.words import SOURCE, Words
from bot.listings import with_listing
from bot.looking_for import choices, need_from
from bot.messages import ANEW, Card, Choice, Incoming, Start, Text, left
from bot.move import Move, typed
from bot.moves import FieldReport, moved, name_noted, report_in
from bot.presentation.leaving import ordinary_message
from bot.presentation.render import render, typable
from bot.presentation.scene import Notice, Scene, no_link
from bot.sessions.session import Session, View
from bot.signposting.country_notes import CountryNote
from bot.signposting.directory import Directory
from bot.signposting.languages import Related
from bot.signposting.listing import Entry, Listing, UrgentNumber
from bot.signposting.need import Need
from bot.signposting.shown import as_shown

if TYPE_CHECKING:
    from bot.understanding.meaning import Meaning  # it brings the fuzzy search with it

OPENING_FLOW = "welcome"
"""The flow in which every visit begins."""

LEAVE = Choice("leave")
"""The one message that is always answered alike: she is gone, and so is everything of her."""

ASKS_WHERE = frozenset({"countries", "regions", "places"})
"""Where the choices come from of a question that a place answers."""


class Understand(Protocol):
    """What typed texts mean; `bot.typed_text.Understanding` is one."""

    def __call__(
        self,
        text: str,
        options: Mapping[str, str],
        country: str | None,
        directory: Directory,
        /,
        *,
        asks_where: bool = True,
        language: str | None = None,
    ) -> "Meaning":
        """
        Return what a text means, given the card's labels by id and the country chosen so far.

        `asks_where` is whether a place would answer what the card asks; `language` is the one she
        chose, None before she has.
        """
        ...


@dataclass(frozen=True, slots=True)
class World:
    """
    Everything a turn needs besides the message: content, wiring and the host's settings.

    `silence` is how long a visit lasts without a tap; `kept` how long after "Keep for 1 hour".
    `link` is the address that opens the bot in a language, None where it has no name yet.
    """

    dialogue: Dialogue
    catalogues: Catalogues
    urgent: tuple[UrgentNumber, ...]
    names: Callable[[], Mapping[str, Mapping[str, str]]]
    understand: Understand
    silence: timedelta = timedelta(minutes=15)
    kept: timedelta = timedelta(minutes=60)
    notes: Callable[[], tuple[CountryNote, ...]] = tuple
    phrases: Callable[[], Phrases] = Phrases
    related: Callable[[], tuple[Related, ...]] = tuple
    lessons: Callable[[], Lessons] = dict
    link: Callable[[str], str | None] = no_link

    def where_messages_stay(self) -> "World":
        """Return the same, in words that are true on a channel that cannot clear what was said."""
        return replace(self, dialogue=self.dialogue.where_messages_stay())


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


def where(session: Session, world: World, directory: Directory) -> Outcome:
    """Return where she is: in the flow that lies on top, with what the visit's own flow knows."""
    countries = tuple(dict.fromkeys(number.country for number in world.urgent))
    offered = choices(directory, world.catalogues.offered, countries)
    told = dict(session.told)
    outcome = replay(world.dialogue, OPENING_FLOW, session.answers, offered, told)
    for view in session.view:
        if view.kind == "flow":
            outcome = replay(world.dialogue, view.name, view.answers, offered, outcome.slots)
    return outcome


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
    )
    return typed(meaning, labels)


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


def words_of(session: Session | None, world: World) -> Words:
    """Return the words of the language she chose; English before she has."""
    chosen = session.answers.last("language") if session is not None else None
    fallback = session.fallback if session is not None else ""
    known = chosen if chosen in world.catalogues.offered else SOURCE
    return world.catalogues.words(known, fallback)


def drawn(
    session: Session,
    world: World,
    directory: Directory,
    now: datetime,
    notice: Notice | None = None,
    noted: str = "",
    outcome: Outcome | None = None,
) -> tuple[Session, Card]:
    """Return the visit with what its card offers noted down, and the card."""
    scene = scene_of(session, world, directory, now, notice, noted, outcome)
    card = render(scene)
    return replace(scene.session, offered=tuple(button.id for button in card.buttons)), card


def scene_of(
    session: Session,
    world: World,
    directory: Directory,
    now: datetime,
    notice: Notice | None = None,
    noted: str = "",
    outcome: Outcome | None = None,
) -> Scene:
    """Return everything that the card for a visit is drawn from; `outcome` where it is known."""
    words = words_of(session, world)
    outcome = outcome or where(session, world, directory)
    need = need_from(outcome.slots, words.language, now)
    session, listing = with_listing(session, outcome, need, words.language, directory, now)
    lessons = world.lessons() if is_in_lessons(session) else {}
    tells = bool(outcome.action or lessons)
    return Scene(
        session=session,
        outcome=outcome,
        dialogue=world.dialogue,
        catalogues=world.catalogues,
        words=words,
        directory=directory,
        urgent=world.urgent,
        need=need,
        listing=listing,
        shown=entries(session, listing, need, directory, now),
        names=world.names() if tells else {},
        notes=world.notes() if tells else (),
        phrases=world.phrases() if outcome.action else Phrases(),
        related=world.related() if outcome.action else (),
        lessons=lessons,
        link=world.link,
        local=now.astimezone(zone_at(need, directory)),
        notice=notice,
        noted=noted,
    )


def is_in_lessons(session: Session) -> bool:
    """Whether the list of lessons is open, or one of them, whatever may lie over it."""
    return any(view.kind in {"lessons", "lesson"} for view in session.view)


def entries(
    session: Session,
    listing: Listing | None,
    need: Need | None,
    directory: Directory,
    now: datetime,
) -> tuple[Entry | None, ...]:
    """Return the services behind the numbers, None where one is no longer live."""
    if listing is None:
        return ()
    return as_shown(session.shown, listing, need, directory, now)


def zone_at(need: Need | None, directory: Directory) -> tzinfo:
    """Return the time zone of her area; UTC while none is known."""
    if need is None or not directory.area_list:
        return UTC
    return ZoneInfo(directory.areas.time_zone(need.country, need.area))
