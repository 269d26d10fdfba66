"""Who is known to work together, and how well that is known."""

from bot.signposting.service import Service

STATED, INFERRED, UNKNOWN = range(3)


def partnership(one: Service, other: Service) -> int:
    """Return how well it is known that the two work together: STATED, INFERRED or UNKNOWN."""
    bases = {
        partner.basis
        for service, name in ((one, other.id), (other, one.id))
        for partner in service.partners
        if partner.id == name
    }
    if "stated" in bases:
        return STATED
    return INFERRED if bases else UNKNOWN
