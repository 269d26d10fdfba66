"""
What is looked for when nothing may be found: a text or a number in every form it could be in.

A form is bytes that stand wherever somebody wrote the marker so: as text of some encoding, wrapped
for some transport, or as a number of some file format. A form is cut so that it is found whatever
stands around it, in Base64 for one.
"""

import base64
import html
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

SHORTEST = 5
"""Bytes that a form has at the least: a shorter one would be found by chance."""

Forms = dict[bytes, str]
"""What to look for, with what that would be."""


def forms_of_text(text: str) -> Iterator[tuple[str, bytes]]:
    """Yield the forms of a text."""
    for codec in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        data = text.encode(codec)
        yield codec, data
        yield f"hex of {codec}", data.hex().encode()
        yield f"HEX of {codec}", data.hex().upper().encode()
        for offset in range(3):
            yield f"base64 of {codec}, {offset} bytes in", _base64(data, offset)
            yield f"base64url of {codec}, {offset} bytes in", _base64(data, offset, b"-_")
    yield "url-escaped", quote(text, safe="").encode()
    yield "form-escaped", quote_plus(text, safe="").encode()
    yield "JSON", json.dumps(text)[1:-1].encode()
    yield "Python", ascii(text)[1:-1].encode()
    yield "HTML", html.escape(text).encode()
    yield "backwards", text[::-1].encode()


def _base64(data: bytes, offset: int, letters: bytes = b"+/") -> bytes:
    """Return what stands in Base64 for data that begins so many bytes behind a full group."""
    around = base64.b64encode(b"\0" * offset + data + b"\0" * 3, letters)
    first = -(-offset * 4 // 3)
    last = (offset + len(data)) * 8 // 6
    return around[first:last]


def forms_of_number(number: int) -> Iterator[tuple[str, bytes]]:
    """Yield the forms of a number: its digits as a text, and as file formats write it."""
    for name, text in (("decimal", str(number)), ("hexadecimal", f"{number:x}")):
        yield from ((f"{name}, {how}", data) for how, data in forms_of_text(text))
    yield "HEXADECIMAL", f"{number:X}".encode()
    yield "grouped", f"{number:,}".encode()
    size = (number.bit_length() + 7) // 8
    # As many bytes as it takes: wider fields hold them, too.
    for order in ("little", "big"):
        yield f"{order}-endian", number.to_bytes(size, order)
    yield "varint, little end first", _varint(number)
    yield "varint, big end first", _varint_of_sqlite(number)
    yield "zigzag varint", _varint(number << 1)


def _varint(number: int) -> bytes:
    sevens = [number >> at & 0x7F for at in range(0, number.bit_length(), 7)]
    return bytes((*(one | 0x80 for one in sevens[:-1]), sevens[-1]))


def _varint_of_sqlite(number: int) -> bytes:
    sevens = [number >> at & 0x7F for at in range(0, number.bit_length(), 7)][::-1]
    return bytes((*(one | 0x80 for one in sevens[:-1]), sevens[-1]))


def every_form(texts: Iterable[str], numbers: Iterable[int] = ()) -> Forms:
    """Return all forms of all markers. A form too short to mean anything is left out."""
    found: Forms = {}
    for text in texts:
        found |= {data: f"{text!r} as {how}" for how, data in forms_of_text(text)}
    for number in numbers:
        found |= {data: f"{number} as {how}" for how, data in forms_of_number(number)}
    return {data: what for data, what in found.items() if len(data) >= SHORTEST}


def found_in(data: bytes, forms: Forms) -> list[str]:
    """Return which forms stand in the data, named."""
    assert forms, "nothing to look for: this would pass on nothing"
    return sorted({what for form, what in forms.items() if form in data})


def everything_under(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder, its name with its bytes: a name can tell, too."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    names = (str(path.relative_to(folder)) for path in paths)
    return {
        name: name.encode() + b"\n" + path.read_bytes()
        for name, path in zip(names, paths, strict=True)
    }
