"""
A file that begins with one line of JSON, which says what follows, and goes on in packed bytes.

What is learned lies in such files: a few names and figures that people can read, and many numbers.
"""

import json
import sys
import zlib
from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_KIND = "kind"


def headed(kind: str, head: Mapping[str, Any], body: bytes) -> bytes:
    """Return the bytes of such a file. `kind` names what is in it and how."""
    line = json.dumps({_KIND: kind, **head}).encode("ascii")
    return line + b"\n" + zlib.compress(body, 9)


def read_headed(path: Path, kind: str) -> tuple[dict[str, Any], memoryview]:
    """
    Return the head of a file and its body, unpacked.

    Raises ValueError for a file that is no such thing, or of another kind.
    """
    line, packed = path.read_bytes().split(b"\n", 1)
    head = json.loads(line)
    if head[_KIND] != kind:
        raise ValueError(head[_KIND])
    return head, memoryview(_unpacked(packed))


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompress(packed)
    except zlib.error as error:
        raise ValueError(str(error)) from None


def numbers_in(part: memoryview, typecode: str) -> "array[Any]":
    """Return the numbers that a part of a body holds, the low byte first."""
    found: array[Any] = array(typecode)
    found.frombytes(part)
    return _low_byte_first(found)


def bytes_of(numbers: "array[Any]") -> bytes:
    """Return what `numbers_in` reads."""
    return _low_byte_first(numbers[:]).tobytes()


def _low_byte_first(numbers: "array[Any]") -> "array[Any]":
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
