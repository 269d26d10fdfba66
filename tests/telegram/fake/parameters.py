"""Read the parameters of a call, from the address, a form or JSON, and refuse what is of no use."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.telegram.fake.errors import bad_request

TRUE = {"true", "1", "yes"}


@dataclass(frozen=True, slots=True)
class Parameters:
    """
    The parameters of one call by name.

    A value is text when it came in a form, and of its own kind when it came as JSON. Every reader
    raises ApiError (400) when the value is of no use.
    """

    values: Mapping[str, Any]

    def only(self, *known: str) -> None:
        """Refuse a name that the method does not know: Telegram would ignore it in silence."""
        for name in self.values:
            if name not in known:
                raise bad_request(
                    f"parameter {name!r} is not known here; known are {', '.join(known) or 'none'}"
                )

    def text(self, name: str, missing: str = "") -> str:
        """Return a text, or `missing` when it was left out."""
        value = self.values.get(name)
        if value is None:
            return missing
        if not isinstance(value, str):
            raise bad_request(f"{name} must be a String")
        return value

    def number(self, name: str, missing: int = 0) -> int:
        """Return a whole number, or `missing` when it was left out."""
        value = self.values.get(name)
        if value is None or value == "":
            return missing
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise bad_request(f"{name} must be a Number")
        try:
            return int(value)
        except ValueError:
            raise bad_request(f"{name} must be a Number") from None

    def flag(self, name: str) -> bool:
        """Return whether it was given and true."""
        return str(self.values.get(name, "")).lower() in TRUE

    def structure(self, name: str) -> Any:
        """Return a list or an object, None when it was left out. A form holds it as JSON."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def items(self, name: str) -> list[Any] | None:
        """Return a list, None when it was left out."""
        value = self.structure(name)
        if value is not None and not isinstance(value, list):
            raise bad_request(f"{name} must be an Array")
        return value


async def read_parameters(request: web.Request) -> Parameters:
    """Read what a call brought, wherever it stands in the request."""
    values: dict[str, Any] = dict(request.query)
    if request.method != "POST" or not request.body_exists:
        return Parameters(values)
    if request.content_type == "application/json":
        return Parameters(values | _object(await request.read()))
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            raise bad_request(f"{name} is a file, and nothing here takes files")
        values[name] = value
    return Parameters(values)


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON") from None
    if not isinstance(value, dict):
        raise bad_request("can't parse JSON: an object is expected")
    return value
