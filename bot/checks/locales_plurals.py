"""Whether a catalogue has the plural forms of its language, and every text as many as it needs."""

from collections.abc import Iterator
from gettext import c2py

from bot.checks.locales_letters import Fault
from bot.i18n.catalogue_files import Catalog, Message, plural_rule

_TRIED = range(1_001)


def wrong_rule(catalog: Catalog, language: str) -> Iterator[Fault]:
    """Yield what is wrong with the header `Plural-Forms`."""
    wanted, given = plural_rule(language), catalog.plural_forms
    if _numbered(given) != _numbered(wanted):
        yield f"the plural forms are {given!r}", f"Write: Plural-Forms: {wanted}"


def missing_forms(message: Message, catalog: Catalog) -> Iterator[Fault]:
    """Yield what is wrong when a text has fewer plural forms than its language, or an empty one."""
    given = message.string if isinstance(message.string, tuple | list) else ()
    if isinstance(message.id, tuple) and len(given) != catalog.num_plurals:
        what = f"{len(given)} plural forms; the language has {catalog.num_plurals}"
        yield what, "Write one for each, also where two are alike"


def _numbered(rule: str) -> tuple[int, ...]:
    """Return which form each number takes: two rules may be written otherwise and mean the same."""
    chosen = c2py(rule.partition("plural=")[2].strip().rstrip(";"))
    return tuple(int(chosen(number)) for number in _TRIED)
