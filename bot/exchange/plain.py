"""
A service as plain values (dict, list, text, number, yes or no), as a YAML file would hold it.
"""

from dataclasses import MISSING, fields, is_dataclass
from typing import Any

import msgspec

from bot.signposting.service import Service

Plain = dict[str, Any]

ALWAYS = frozenset({"serves", "contacts"})
"""Fields that stand in every record, if only empty: services_data/README.md asks for them."""


def to_plain(service: Service) -> Plain:
    """Return what is known of a service; what is as it would be anyway is left out."""
    plain = _known(service)
    return {
        one.name: plain.get(one.name, [])
        for one in fields(Service)
        if one.name in plain or one.name in ALWAYS
    }


def _known(record: Any) -> Plain:  # any of the frozen records
    return {
        one.name: _value(value)
        for one in fields(record)
        if (value := getattr(record, one.name)) != _default(one)
    }


def _value(value: Any) -> Any:
    if is_dataclass(value):
        return _known(value)
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    return msgspec.to_builtins(value)


def _default(one: Any) -> Any:  # dataclasses.Field has no useful type here
    return one.default_factory() if one.default_factory is not MISSING else one.default
