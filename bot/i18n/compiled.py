"""
A compiled catalogue (.mo) that is read as it is asked.

The standard library unpacks every text of a catalogue when it opens it: for twenty-six languages
forty milliseconds before the first card, and megabytes for what nobody looks at. Here the bytes
stay as they are: the header is read at once, and each text when somebody sees it.
"""

from collections.abc import Callable
from functools import cached_property
from gettext import NullTranslations, c2py
from struct import error as StructError  # noqa: N812  # an error of another library, by its kind
from struct import unpack_from
from sys import intern

from bot.compact.numbered import Numbered, numbered, whole
from bot.errors import CatalogueError

_MARKS = {b"\xde\x12\x04\x95": "<", b"\x95\x04\x12\xde": ">"}
"""How such a file begins, and the order of its bytes."""

_SOURCE_PLURALS = "n != 1"
_IS_PLURAL = "plural="


class CompiledTexts(NullTranslations):
    """
    The texts of one compiled catalogue, in UTF-8.

    `place` names it in errors. Raises CatalogueError when the bytes are no such catalogue.
    """

    def __init__(self, content: bytes, place: str) -> None:
        super().__init__()
        self._content, self._place = content, place
        self._known: dict[str, str | None] = {}
        try:
            self._order = _MARKS[content[:4]]
            self._count, self._ids, self._texts = unpack_from(f"{self._order}8x3I", content)
            # The empty text sorts first, and is translated into the headers.
            header = self._piece(self._texts, 0) if self._count else ""
            if self._count and self._reach(self._texts, self._count - 1)[1] > len(content):
                raise _broken(place)
        except (KeyError, StructError, UnicodeDecodeError):
            raise _broken(place) from None
        pairs = (line.partition(":") for line in header.splitlines())
        self._headers = {name.strip().lower(): value.strip() for name, _, value in pairs if name}

    def info(self) -> dict[str, str]:
        """Return the headers, their names in small letters."""
        return self._headers

    def pgettext(self, context: str, message: str) -> str:
        """Return a text, else that of the fallback, else the message itself."""
        text = self._found(f"{context}\x04{message}")
        return super().pgettext(context, message) if text is None else text

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form of a text that goes with a number, else as `pgettext`."""
        forms = self._found(f"{context}\x04{msgid1}")
        if forms is None:
            return super().npgettext(context, msgid1, msgid2, n)
        return forms.split("\0")[self._form(n)]

    def has(self, context: str, message: str) -> bool:
        """Whether this catalogue itself has a text."""
        return self._found(f"{context}\x04{message}") is not None

    @cached_property
    def _form(self) -> Callable[[int], int]:
        said = self._headers.get("plural-forms", "")
        rule: Callable[[int], int] = c2py(_rule_in(said) or _SOURCE_PLURALS)
        return rule

    def _found(self, key: str) -> str | None:
        if key not in self._known:
            number = self._number(key)
            # Every language has the same keys: interned, they take their room once.
            self._known[intern(key)] = None if number is None else self._piece(self._texts, number)
        return self._known[key]

    def _number(self, key: str) -> int | None:
        """Return the number of a text by its key: the context and the English, or the singular."""
        wanted = key.encode()
        return next((one for one in self._index.of([whole(key)]) if self._key(one) == wanted), None)

    @cached_property
    def _index(self) -> Numbered:
        return numbered((whole(self._key(one).decode()), one) for one in range(self._count))

    def _key(self, number: int) -> bytes:
        return self._bytes(self._ids, number).partition(b"\0")[0]

    def _piece(self, table: int, number: int) -> str:
        return self._bytes(table, number).decode()

    def _bytes(self, table: int, number: int) -> bytes:
        at, end = self._reach(table, number)
        return self._content[at:end]

    def _reach(self, table: int, number: int) -> tuple[int, int]:
        length, at = unpack_from(f"{self._order}2I", self._content, table + 8 * number)
        return at, at + length


def _rule_in(said: str) -> str:
    """Return the rule of a header such as `nplurals=2; plural=(n != 1);`."""
    return said.partition(_IS_PLURAL)[2].partition(";")[0].strip()


def _broken(place: str) -> CatalogueError:
    return CatalogueError(f"{place}:1: no compiled catalogue. Remove it; it is made again")
