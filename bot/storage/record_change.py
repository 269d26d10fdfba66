"""
What a change to a record is: the fields that differ, as they were and as they are to be.

Pure. Two people may change one record: a change is applied to whatever stands there now, and where
both touched the same thing nothing is guessed. A contact that was hidden meanwhile stays hidden.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from bot.errors import ApprovalError
from bot.signposting.service import Service

Fields = dict[str, Any]
"""Fields of a record by name, as plain values that JSON can hold."""

_Items = dict[object, Any]

KEYS: Mapping[str, Callable[[Any], object]] = {
    "contacts": lambda item: (item["type"], item["value"]),
    "languages": lambda item: item["code"],
    "partners": lambda item: item["id"],
    "summaries": lambda item: item["language"],
}
"""What tells the items of a list of records apart. A code is told apart by itself."""


def plain(service: Service) -> Fields:
    """Return a record as the values that JSON gives back, so that lists are equal to lists."""
    return msgspec.json.decode(msgspec.json.encode(service), type=Fields)


def known_parts(value: Any) -> Any:  # a plain value of any shape
    """Return a value without the parts of records in it that are not known."""
    if isinstance(value, dict):
        parts = {key: known_parts(part) for key, part in value.items()}
        return {key: part for key, part in parts.items() if part not in (None, [], {})}
    return [known_parts(part) for part in value] if isinstance(value, list) else value


def difference(old: Service | None, new: Service) -> tuple[Fields | None, Fields]:
    """Return the fields that differ, before and after; all of them, and None, for a new record."""
    after = plain(new)
    if old is None:
        return None, after
    before = plain(old)
    names = [name for name in after if before[name] != after[name]]
    return {name: before[name] for name in names}, {name: after[name] for name in names}


def applied(live: Service | None, old: Fields | None, new: Fields) -> Service:
    """
    Return the record after a change from `old` to `new`.

    Raises ApprovalError when what the change rests on is not there any more, or when it makes no
    record: another version of the program, or something other than it, wrote it.
    """
    try:
        return msgspec.convert(_fields_after(live, old, new), Service)
    except (msgspec.ValidationError, KeyError):
        raise ApprovalError(
            "This change fits no record any more. Refuse it, and propose again what is still right"
        ) from None


def _fields_after(live: Service | None, old: Fields | None, new: Fields) -> Fields:
    if old is None or live is None:
        if live is not None or old is not None:
            raise _changed_meanwhile()
        return new
    now = plain(live)
    return now | {name: _field(name, now[name], old[name], new[name]) for name in new}


def _changed_meanwhile() -> ApprovalError:
    return ApprovalError(
        "The record was changed in the same place after this was written. Look at it as it stands "
        "now, and propose again what is still right"
    )


def _field(name: str, now: Any, old: Any, new: Any) -> Any:  # plain values of any shape
    # An older version of the program wrote down no field that it did not have.
    now, old, new = (known_parts(value) for value in (now, old, new))
    if now in (old, new):
        return new
    if not isinstance(now, list):
        raise _changed_meanwhile()
    key = KEYS.get(name, _itself)
    lists = [{key(item): item for item in items} for items in (now, old, new)]
    if [len(one) for one in lists] != [len(now), len(old), len(new)]:
        raise _changed_meanwhile()
    return _items(*lists)


def _itself(item: Any) -> object:
    return item


def _items(now: _Items, old: _Items, new: _Items) -> list[Any]:
    """Return a list in which only those items changed that the change is about."""
    touched = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    for key in touched:
        standing = now.get(key)
        taken_away = key not in new and standing is not None and _is_hidden(standing, old[key])
        if standing not in (old.get(key), new.get(key)) and not taken_away:
            raise _changed_meanwhile()
    kept = {key: new.get(key) if key in touched else item for key, item in now.items()}
    added = {key: new[key] for key in touched if key in new}
    return [item for item in (kept | added).values() if item is not None]


def _is_hidden(now: Any, before: Any) -> bool:
    """Whether a contact is what it was, but hidden since."""
    return isinstance(now, dict) and now == {**before, "status": "unconfirmed"}
