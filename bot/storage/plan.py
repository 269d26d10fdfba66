"""
What loading files would do to a database that is already the master of its records.

Pure: a plan is made from digests alone and shown before anything is written. Nothing is ever
deleted, and a record that somebody changed or assured here since it was loaded stays as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.signposting.places import Area

Ids = tuple[str, ...]
Fate = Literal["added", "changed", "unchanged", "kept_because_changed_here"]


@dataclass(frozen=True, slots=True)
class Held:
    """The digests of a record in the database: as it is, and as a file last gave it."""

    now: str
    loaded: str | None

    @property
    def changed_here(self) -> bool:
        """Whether it is not what a file gave: edited, assured, or made here."""
        return self.now != self.loaded


@dataclass(frozen=True, slots=True)
class LoadPlan:
    """
    What a load does, by ids of services in the order of the files.

    `revision` is the one it was made for. `changed` are overwritten, `kept_because_changed_here`
    are not, `gone_from_files` stay in the database. `areas` are the areas that are added or
    changed. `applied` says whether it has been done.
    """

    revision: int
    added: Ids = ()
    changed: Ids = ()
    unchanged: Ids = ()
    kept_because_changed_here: Ids = ()
    gone_from_files: Ids = ()
    areas: Ids = ()
    applied: bool = False

    @property
    def does_something(self) -> bool:
        """Whether applying it would write anything."""
        return bool(self.added or self.changed or self.areas)


def make_plan(
    revision: int,
    held: Mapping[str, Held],
    given: Mapping[str, str],
    areas: tuple[Mapping[tuple[str, str], Area], tuple[Area, ...]],
) -> LoadPlan:
    """Return the plan. `held` is by id, `given` the digests of the files, `areas` old and new."""
    fates = {id_: _fate(held.get(id_), digest) for id_, digest in given.items()}
    before, after = areas

    def with_fate(wanted: Fate) -> Ids:
        """Return the ids of the records to which this will happen."""
        return tuple(id_ for id_, fate in fates.items() if fate == wanted)

    return LoadPlan(
        revision=revision,
        added=with_fate("added"),
        changed=with_fate("changed"),
        unchanged=with_fate("unchanged"),
        kept_because_changed_here=with_fate("kept_because_changed_here"),
        gone_from_files=tuple(id_ for id_ in held if id_ not in given),
        areas=tuple(area.id for area in after if before.get(area.key) != area),
    )


def _fate(held: Held | None, given: str) -> Fate:
    if held is None:
        return "added"
    if held.now == given:
        return "unchanged"
    return "kept_because_changed_here" if held.changed_here else "changed"
