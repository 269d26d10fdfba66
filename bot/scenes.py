"""
Where a visit stands, and everything that its card is drawn from.
"""

from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from bot.dialogue.replay import Outcome, replay
from bot.i18n.phrases import Phrases
from bot.i18n.words import SOURCE, Words
from bot.listings import with_listing
from bot.looking_for import choices, need_from
from bot.messages import Card
from bot.presentation.render import render
from bot.presentation.scene import Notice, Scene
from bot.sessions.session import Session
from bot.signposting.directory import Directory
from bot.signposting.listing import Entry, Listing
from bot.signposting.need import Need
from bot.signposting.shown import as_shown
from bot.world import World

OPENING_FLOW = "welcome"
"""The flow in which every visit begins."""


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
