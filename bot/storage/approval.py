"""
Who may change what alone (S93).

Pure. Hiding takes one person, whoever she is. A new or changed number, and lifted confidentiality,
take a second one; with one keeper alone, her own second phone call a day after the first. Anything
else an editor or keeper may change alone; what a volunteer writes waits for one of them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from bot.errors import ApprovalError
from bot.signposting.service import Contact, Service
from bot.storage.record_change import difference

Role = Literal["volunteer", "editor", "keeper"]
Reason = Literal["number", "confidentiality", "shown"]

DECIDERS = frozenset({"editor", "keeper"})
"""The roles that may agree to what others propose."""

BETWEEN_CALLS = timedelta(hours=24)
"""How long a keeper who is alone waits between her two calls."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who did something: the name of her account, and the role she had then."""

    name: str
    role: Role


def goes_live(author: Author, old: Service | None, new: Service) -> bool:
    """Whether a change takes effect at once, without a second person."""
    if old is not None and only_hides(old, new):
        return True
    return author.role in DECIDERS and not any(reasons_for_a_second(old, new))


def reasons_for_a_second(old: Service | None, new: Service) -> Iterator[Reason]:
    """Yield why a second person has to agree; nothing when one is enough."""
    known = {_public(contact) for contact in old.confirmed_contacts} if old else set()
    if any(_public(contact) not in known for contact in new.confirmed_contacts):
        yield "number"
    if old is not None and _lifts_confidentiality(old, new):
        yield "confidentiality"
    if _is_shown(new) and not (old is not None and _is_shown(old)):
        yield "shown"


def _public(contact: Contact) -> tuple[object, ...]:
    # That a call does not show on the bill is as dangerous to get wrong as the number itself.
    return contact.type, contact.value, contact.dial, contact.bill == "not_shown"


def _is_shown(service: Service) -> bool:
    return service.show == "yes" and service.status == "active"


def _lifts_confidentiality(old: Service, new: Service) -> bool:
    nearer = new.based_in not in (None, old.based_in) or not set(new.serves) <= set(old.serves)
    return (
        (old.is_shelter and (not new.is_shelter or nearer))
        or (old.telling and not new.telling)
        or (old.shares_with_immigration == "yes" and new.shares_with_immigration != "yes")
    )


def only_hides(old: Service, new: Service) -> bool:
    """Whether all that changes is that less is shown."""
    before, after = difference(old, new)
    return (
        before is not None
        and bool(after)
        and all(name in _HIDES and _HIDES[name](before[name], after[name]) for name in after)
    )


def _contacts_hide(before: list[Any], after: list[Any]) -> bool:
    hidden = [{**contact, "status": "unconfirmed"} for contact in before]
    return all(contact in before or contact in hidden for contact in after)


_HIDES: Mapping[str, Callable[[Any, Any], bool]] = {
    "show": lambda _, after: after == "hold",
    "status": lambda before, _: before == "active",
    "telling": lambda _, after: after is True,
    "is_shelter": lambda _, after: after is True,
    "based_in": lambda _, after: after is None,
    "contacts": _contacts_hide,
}
"""The fields by which something can be hidden, and whether a change of one hides."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What waits: who wrote it and when, and when she first said that she phoned."""

    author: Author
    phoned_at: datetime | None


def refuse_unless_she_may_agree(proposal: Proposal, who: Author, alone: bool, at: datetime) -> None:
    """
    Raise ApprovalError, saying what is missing, unless this person may agree to the proposal.

    `alone` is whether nobody else could.
    """
    if who.role not in DECIDERS:
        raise ApprovalError("A volunteer proposes; an editor or a keeper has to agree")
    if who.name != proposal.author.name:
        return
    if not (alone and who.role == "keeper"):
        raise ApprovalError("Somebody else has to agree to what you wrote yourself")
    _refuse_before_the_second_call(proposal, at)


def _refuse_before_the_second_call(proposal: Proposal, at: datetime) -> None:
    if proposal.phoned_at is None:
        raise ApprovalError("Phone first, and say that you did; a day later, phone once more")
    if at - proposal.phoned_at < BETWEEN_CALLS:
        raise ApprovalError(
            "You are alone: phone once more 24 hours after the first call, and agree then"
        )
