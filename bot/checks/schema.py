"""
Hold a YAML file against its JSON Schema in `services_data/schema/`, and say it in plain words.

A schema sees the shape only: a number that nobody can call and an age range upside down pass it.
Those are found in bot/checks/services.py.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from bot.checks.problem import Problem
from bot.errors import ContentError
from bot.exchange.record import nearest
from bot.yaml_file import Document

STREET_KEYS = frozenset(
    {
        "address", "street", "postcode", "postal_code", "latitude", "longitude", "coordinates",
        "location", "map", "map_url", "travel", "directions",
    }
)  # fmt: skip
"""Keys that people add to say where a door is. No street address is kept (S62)."""

_TYPES = {
    "string": "text", "integer": "a whole number", "boolean": "true or false",
    "array": "a list", "object": "a group of `key: value` lines",
}  # fmt: skip


def schema_problems(document: Document, schema: Path) -> Iterator[tuple[str | int, Problem]]:
    """
    Yield all that is wrong with the shape of a document.

    With each problem comes the part it is in: a position in a list, a key, or "" for the whole.
    Raises ContentError for a schema that cannot be read.
    """
    yield from shape_problems(document, read_schema(schema))


def read_schema(schema: Path) -> Draft202012Validator:
    """Return what holds documents against a schema. Raises ContentError where it is unreadable."""
    try:
        rules = dict(json.loads(schema.read_text(encoding="utf-8")))
    except (OSError, TypeError, ValueError) as error:
        raise ContentError(
            f"{schema}:1: this schema cannot be read ({type(error).__name__}). It says what the "
            "files beside it may hold and is nothing to edit: take it anew from where you have the "
            "program"
        ) from None
    return Draft202012Validator(rules, format_checker=Draft202012Validator.FORMAT_CHECKER)


def shape_problems(
    document: Document, validator: Draft202012Validator
) -> Iterator[tuple[str | int, Problem]]:
    """Yield what `schema_problems` yields, by a schema that was read before."""
    for error in validator.iter_errors(document.value):
        part = error.absolute_path[0] if error.absolute_path else ""
        for problem in _problems(document, error):
            yield part, problem


def _problems(document: Document, error: ValidationError) -> Iterator[Problem]:
    if error.validator == "additionalProperties":
        yield from _strangers(document, error)
        return
    if error.validator == "required":
        yield from _missing(document, error)
        return
    name = _name(error)
    say = _WHAT.get(str(error.validator), _in_its_own_words)
    place = document.place(*error.absolute_path)
    yield Problem(place, f"{name} {say(error)}", f"Write it so: {_described(error.schema)}")


def _strangers(document: Document, error: ValidationError) -> Iterator[Problem]:
    known = list(_properties(error.schema))
    for key in dict(_anything(error.instance)):
        if key not in known:
            place = document.place(*error.absolute_path, key)
            remedy = nearest(key, known)
            if key in STREET_KEYS:
                remedy = "Remove it: no street address is kept for any service (S62)"
            yield Problem(place, f"{key!r} is not known here", remedy)


def _missing(document: Document, error: ValidationError) -> Iterator[Problem]:
    properties = _properties(error.schema)
    key = str(error.message).split("'")[1]
    described = _described(properties.get(key, {}))
    yield Problem(
        document.place(*error.absolute_path, key), f"{key!r} is missing", f"Add it: {described}"
    )


def _anything(value: object) -> Any:  # what a schema or a file holds is not typed
    return value


def _name(error: ValidationError) -> str:
    path = list(error.absolute_path)
    names = [part for part in path if isinstance(part, str)]
    return repr(names[-1]) if names else "this"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _described(schema: object) -> str:
    found = schema.get("description") if isinstance(schema, dict) else None
    return str(found or "see services_data/README.md")


def _properties(schema: object) -> dict[str, Any]:
    found = schema.get("properties", {}) if isinstance(schema, dict) else {}
    return dict(found)


def _wrong_type(error: ValidationError) -> str:
    wanted = _TYPES.get(str(error.validator_value), str(error.validator_value))
    quotes = ". Quotes make it text" if wanted == "text" else ""
    return f"is {_shown(error.instance)}, but {wanted} belongs here{quotes}"


def _not_in_the_list(error: ValidationError) -> str:
    allowed = ", ".join(str(one) for one in _anything(error.validator_value))
    return f"is {_shown(error.instance)}; allowed are {allowed}"


def _wrong_form(error: ValidationError) -> str:
    return f"is {_shown(error.instance)}, which does not have the right form"


def _not_a_date(error: ValidationError) -> str:
    return f"is {_shown(error.instance)}, which is not a date of the calendar"


def _out_of_range(error: ValidationError) -> str:
    word = "at least" if error.validator == "minimum" else "at most"
    return f"is {_shown(error.instance)}; it can be {word} {error.validator_value}"


def _empty(_error: ValidationError) -> str:
    return "is empty"


def _repeated(_error: ValidationError) -> str:
    return "holds the same thing twice"


def _in_its_own_words(error: ValidationError) -> str:
    return f"does not fit ({error.validator}: {_shown(error.instance)})"


_WHAT: dict[str, Callable[[ValidationError], str]] = {
    "type": _wrong_type,
    "enum": _not_in_the_list,
    "pattern": _wrong_form,
    "format": _not_a_date,
    "minimum": _out_of_range,
    "maximum": _out_of_range,
    "minLength": _empty,
    "minItems": _empty,
    "minProperties": _empty,
    "uniqueItems": _repeated,
}
