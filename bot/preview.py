"""
A service's card as a woman would see it, drawn by what draws hers.

For the staff pages, which are handed this as a port: no visit is behind it, and nothing of one can
be reached through it.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.dialogue.replay import Outcome
from bot.messages import Card
from bot.presentation.render import render
from bot.presentation.scene import Scene
from bot.sessions.session import Session, View
from bot.signposting.directory import Directory
from bot.signposting.entry import entry, explained
from bot.signposting.listing import Entry
from bot.signposting.need import Need
from bot.signposting.search import search
from bot.signposting.service import Service
from bot.world import World


def card_as_she_sees_it(
    world: World, service: Service, directory: Directory, language: str, now: datetime
) -> Card:
    """
    Return the card for somebody who said her country and language, and nothing else.

    A record that is hidden is drawn all the same. `language` is one that the bot offers.
    """
    need = Need(service.country, languages=(language,))
    zone = ZoneInfo(directory.areas.time_zone(service.country, None))
    described = _entry(service, need, directory, now)
    scene = Scene(
        session=Session(world.dialogue.version, now, view=(View("service"),), shown=(service.id,)),
        outcome=Outcome(None, {"country": service.country}, "listing"),
        dialogue=world.dialogue,
        catalogues=world.catalogues,
        words=world.catalogues.words(language),
        directory=directory,
        urgent=world.urgent,
        need=need,
        listing=None,
        shown=(described,),
        names=world.names(),
        notes=world.notes(),
        phrases=world.phrases(),
        related=world.related(),
        local=now.astimezone(zone if directory.area_list else UTC),
    )
    return render(scene)


def _entry(service: Service, need: Need, directory: Directory, now: datetime) -> Entry:
    asked = search(need, directory.areas, now)
    found = explained(entry(service, asked), asked)
    return found if found.contacts else found._replace(contacts=service.confirmed_contacts)
