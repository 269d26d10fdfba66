"""Any record that the types allow, for properties; and a small directory to import into."""

from dataclasses import fields
from datetime import date
from typing import Any, get_type_hints

from hypothesis import strategies as st

from bot.exchange.cells import was_rounded
from bot.signposting.service import (
    Accepts,
    AcceptsBasis,
    Contact,
    Interpreters,
    Partner,
    Service,
    Source,
    SpokenLanguage,
    Summary,
    Takes,
)

TRAPS = st.sampled_from(
    [
        "=1+1", "+442079460018", "-", "@x", "\tx", "\0x", "\rx", "'", "'=", "091", "_x000D_",
        "a;b\\", '"', "x,y", "line\nline", "ملجأ 116016", "2026-03-02",
    ]
)  # fmt: skip
"""What spreadsheets, CSV and XML are known to spoil."""


def texts() -> st.SearchStrategy[str]:
    """Texts with something in them. Blanks at the edges of a cell count for nothing."""
    letters = st.characters(codec="utf-8")
    found = st.text(letters, min_size=1, max_size=8)
    return st.one_of(TRAPS, found.filter(has_no_blank_edge))


def has_no_blank_edge(text: str) -> bool:
    """Whether no blank would be lost at its edges."""
    return text == text.strip()


def words() -> st.SearchStrategy[str]:
    """Texts without a blank: codes and ids."""
    return st.text(st.characters(categories=["L", "N"], codec="utf-8"), min_size=1, max_size=6)


def _listed(least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(texts().filter(has_no_blank_edge), min_size=least, max_size=3).map(tuple)


NUMBERS = st.none() | st.integers(0, 10**8)


DIALLED = texts().filter(lambda text: not was_rounded(text))
"""What is refused in any case: `0E0` is a number that a spreadsheet rounded."""

LINES = texts().filter(has_no_blank_edge)


def _filled(kind: type, **given: object) -> st.SearchStrategy[object]:
    """Return records of a kind whose texts are any text, with some fields given."""
    hints = get_type_hints(kind)
    ways = {
        str: texts(), str | None: st.none() | texts(), int | None: NUMBERS,
        tuple[str, ...]: _listed(), date | None: st.none() | st.dates(),
    }  # fmt: skip
    chosen: dict[str, Any] = {
        one.name: given.get(one.name, ways.get(hints[one.name])) for one in fields(kind)
    }
    return st.builds(kind, **{name: way for name, way in chosen.items() if way is not None})


def services() -> st.SearchStrategy[Service]:
    """Any service, whether or not the check would let it pass."""
    found: st.SearchStrategy[object] = _filled(
        Service,
        id=words(),
        sector=_listed(1),
        needs=_listed(1),
        languages=st.lists(_filled(SpokenLanguage, code=words()), max_size=3).map(tuple),
        summaries=st.lists(_filled(Summary, language=words(), text=LINES), max_size=2).map(tuple),
        partners=st.lists(_filled(Partner, id=words()), max_size=3).map(tuple),
        contacts=st.lists(
            _filled(Contact, value=DIALLED, dial=st.none() | DIALLED), max_size=3
        ).map(tuple),
        interpreters=st.none() | _filled(Interpreters),
        source=_filled(Source),
        takes=_filled(Takes),
        accepts=_filled(Accepts),
        accepts_basis=_filled(AcceptsBasis),
    )
    return found  # type: ignore[return-value]  # st.builds says no more than object
