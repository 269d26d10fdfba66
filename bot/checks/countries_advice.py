"""Who is named for advice on a note: a service of that country that a woman may be shown (S67)."""

from collections.abc import Iterator

from bot.checks.countries_known import NoteFound, NotesKnown
from bot.checks.problem import Problem
from bot.exchange.record import nearest
from bot.signposting.service import Service


def advice_problems(found: NoteFound, known: NotesKnown) -> Iterator[Problem]:
    """It ends with where free advice is: services that are there, shown, free and not police."""
    for at, id_ in enumerate(found.note.advice_from):
        service = known.services.get(id_)
        if service is None:
            what = f"no service has the id {id_!r}"
            yield found.problem(what, nearest(id_, sorted(known.services)), "advice_from", at)
            continue
        for what in _faults(service, found.note.country):
            remedy = "Name another service, or mend its record"
            yield found.problem(f"{id_!r} {what}", remedy, "advice_from", at)


def _faults(service: Service, country: str) -> Iterator[str]:
    if service.country != country:
        yield f"is in {service.country}"
    if service.show != "yes" or service.status != "active":
        yield "is not shown"
    if not service.confirmed_contacts:
        yield "has no confirmed contact (S60)"
    if service.service_free is not True:
        yield "is not known to be free"
    if service.takes.woman == "no" or service.is_shelter:
        yield "is not for every woman to turn to"
    if service.run_by == "police" or service.may_tell_immigration:
        yield "is run by police, or may tell immigration offices (S7)"
