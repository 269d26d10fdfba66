"""What a record points to: codes of the taxonomy, areas of its country, other services."""

from collections.abc import Callable, Iterator

from bot.checks.problem import Problem
from bot.checks.services_known import Found, Known
from bot.exchange.record import nearest
from bot.signposting.service import Contact

MOST_COMPARED = 5_000
"""Among more services than this no similar id is looked for."""

Part = tuple[str, tuple[str | int, ...]]
"""A code or id, and the way to it inside the record."""


def codes_are_known(found: Found, known: Known) -> Iterator[Problem]:
    """Every code that a record uses has its line in taxonomy.yaml."""
    for section, parts in _codes(found).items():
        allowed = known.taxonomy.codes(section)
        for code, where in parts:
            if code not in allowed:
                what = f"{code!r} is not one of the {section} in taxonomy.yaml"
                yield found.problem(what, nearest(code, allowed), *where)


def _codes(found: Found) -> dict[str, list[Part]]:
    service = found.service
    labels = [(one.label_code, ("contacts", at, "label_code")) for at, one in _contacts(found)]
    return {
        "needs": _listed("needs", service.needs),
        "sectors": _listed("sector", service.sector),
        "communities": _listed("community", service.community),
        "only_for": _listed("only_for", service.only_for),
        "languages": [
            (one.code, ("languages", at, "code")) for at, one in enumerate(service.languages)
        ],
        "contact_labels": [part for part in labels if not part[0].startswith("area:")],
    }


def _contacts(found: Found) -> Iterator[tuple[int, Contact]]:
    yield from enumerate(found.service.contacts)


def _listed(key: str, values: tuple[str, ...]) -> list[Part]:
    return [(value, (key, at)) for at, value in enumerate(values)]


def the_country_is_known(found: Found, known: Known) -> Iterator[Problem]:
    """Its country is one of those in areas.yaml."""
    allowed = [area.country for area in known.areas.countries]
    if found.service.country not in allowed:
        what = f"{found.service.country!r} is no country of areas.yaml; allowed are "
        remedy = "Mend it, or add the country to areas.yaml first"
        yield found.problem(what + ", ".join(allowed), remedy, "country")


def areas_are_known(found: Found, known: Known) -> Iterator[Problem]:
    """Every area that a record names is one of its own country."""
    service = found.service
    allowed = [area.id for area in known.areas.all if area.country == service.country]
    for area_id, where in _areas(found):
        if area_id not in allowed:
            what = f"{area_id!r} is not an area of {service.country} in areas.yaml"
            yield found.problem(what, nearest(area_id, allowed), *where)


def _areas(found: Found) -> Iterator[Part]:
    service = found.service
    yield from _listed("serves", service.serves)
    if service.based_in is not None:
        yield service.based_in, ("based_in",)
    for at, contact in _contacts(found):
        if contact.label_code.startswith("area:"):
            yield contact.label_code.removeprefix("area:"), ("contacts", at, "label_code")


def services_are_known(found: Found, known: Known) -> Iterator[Problem]:
    """Another service that a record names has a record, and is not itself."""
    for id_, where in _services(found):
        if id_ == found.service.id:
            yield found.problem("it names itself", "Remove the line", *where)
        elif id_ not in known.services:
            what = f"no service has the id {id_!r}"
            yield found.problem(what, _nearest_service(id_, known), *where)


def _nearest_service(id_: str, known: Known) -> str:
    # Among a hundred thousand, one look for what is alike takes half a second; a file has many.
    few = len(known.services) <= MOST_COMPARED
    return nearest(id_, sorted(known.services)) if few else "Mend the id, or add that record"


def _services(found: Found) -> Iterator[Part]:
    service = found.service
    for at, partner in enumerate(service.partners):
        yield partner.id, ("partners", at, "id")
    yield from _listed("refers_to", service.refers_to)
    if service.reached_through is not None:
        yield service.reached_through, ("reached_through",)


REFERENCE_CHECKS: tuple[Callable[[Found, Known], Iterator[Problem]], ...] = (
    codes_are_known,
    the_country_is_known,
    areas_are_known,
    services_are_known,
)
