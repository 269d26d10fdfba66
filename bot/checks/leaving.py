"""
What of a record may leave: nothing that says where a shelter is (S62), whatever stands in it.

The check keeps such things out of the directory. This is the second lock, for what somebody wrote
into the database past it.
"""

from dataclasses import replace

from bot.checks.services_record import MAP, STREET
from bot.signposting.places import Areas
from bot.signposting.service import Service

NAMELESS = "A place to stay"
"""What a shelter is called whose name says where it is."""


def without_a_place(service: Service, areas: Areas) -> Service:
    """Return what may leave of a service: all of it, unless it is a shelter."""
    if not service.is_shelter:
        return service
    return replace(
        service,
        name=NAMELESS if _says_where(service.name) else service.name,
        serves=tuple(dict.fromkeys(_region(service, one, areas) for one in service.serves)),
        based_in=_region(service, service.based_in, areas) if service.based_in else None,
        contacts=tuple(one for one in service.contacts if not MAP.search(one.value)),
        summaries=tuple(one for one in service.summaries if not _says_where(one.text)),
        name_en=_kept(service.name_en),
        hours_words=_kept(service.hours_words),
        admin_notes=_kept(service.admin_notes),
    )


def _says_where(text: str | None) -> bool:
    return text is not None and STREET.search(text) is not None


def _kept(text: str | None) -> str | None:
    return None if _says_where(text) else text


def _region(service: Service, id_: str, areas: Areas) -> str:
    area = areas.get(service.country, id_)
    while area is not None and area.kind == "place" and area.parent is not None:
        id_, area = area.parent, areas.get(service.country, area.parent)
    return id_
