"""
Why a service is on the list, in her language: one reason in a listing, all of them on its card.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.i18n.words import Words
from bot.presentation import labels
from bot.presentation.scene import Scene
from bot.signposting.languages import OF_THE_COUNTRY
from bot.signposting.listing import Entry, Pair, Why
from bot.signposting.partnership import STATED, partnership

REASONS: tuple[Why, ...] = (
    "language", "partner", "papers", "men", "lgbt", "deaf", "under_18", "interpreter", "need",
    "health", "women", "area", "nationwide", "remote", "fallback",
)  # fmt: skip
"""Which reason to give where there is room for one: what sets a service apart comes first."""


def first_reason(scene: Scene, entry: Entry) -> str:
    """Return the one reason that matters most to her."""
    if scene.need is None:
        return reason_line(scene, entry, "area")
    only_for = only_for_line(scene, entry)
    hers = "language" in entry.why and _sets_apart(entry, "language")
    if only_for is not None and not hers:
        return only_for
    telling_most = (why for why in REASONS if why in entry.why and _sets_apart(entry, why))
    return reason_line(scene, entry, next(telling_most, "fallback"))


def _sets_apart(entry: Entry, why: Why) -> bool:
    """Whether a reason says something: to a reader of Italian in Italy, Italian does not."""
    if why not in {"language", "interpreter"}:
        return True
    own = OF_THE_COUNTRY.get(entry.service.country, frozenset())
    how = "staff" if why == "language" else "interpreter"
    return any(way == how and code not in own for code, way in entry.spoken.items())


def reason_line(scene: Scene, entry: Entry, why: Why) -> str:
    """Return one reason in her language."""
    words = scene.words
    match why:
        case "language":
            return labels.spoken_line(words, _best_language(entry), "staff")
        case "need":
            return words.pgettext("why", "For: {needs}", needs=_needs(scene, entry))
        case "area":
            return words.pgettext("why", "For people in {place}", place=_reached(scene, entry))
        case "nationwide":
            return words.pgettext(
                "why", "For the whole country: {country}", country=_country(scene, entry)
            )
        case "partner":
            return _partner(scene)
        case _:
            return PLAIN[why](words)


def is_stated(pair: Pair) -> bool:
    """Whether a page says that the two work together; otherwise it is only likely."""
    return (
        pair.community is not None
        and pair.specialist is not None
        and partnership(pair.community.service, pair.specialist.service) == STATED
    )


def _partner(scene: Scene) -> str:
    if scene.listing is not None and is_stated(scene.listing.pair):
        return scene.words.pgettext("why", "A page says that the two work together")
    return scene.words.pgettext("why", "They may know each other")


PLAIN: Mapping[Why, Callable[[Words], str]] = MappingProxyType(
    {
        "papers": lambda words: words.pgettext("why", "Their page says yes to these papers"),
        "interpreter": lambda words: words.pgettext("why", "They offer interpreters"),
        "women": lambda words: words.pgettext("why", "Only for women"),
        "men": lambda words: words.pgettext("why", "For men"),
        "lgbt": lambda words: words.pgettext("why", "For lesbian, gay, bi and trans people"),
        "deaf": lambda words: words.pgettext("why", "For deaf people"),
        "under_18": lambda words: words.pgettext("why", "For people under 18"),
        "remote": lambda words: words.pgettext("why", "By phone or online, wherever you are"),
        "open_now": lambda words: words.pgettext("why", "Open now"),
        "health": lambda words: words.pgettext("why", "Health care, whatever it is about"),
        "fallback": lambda words: words.pgettext("why", "May help when nothing nearer fits"),
    }
)
"""The reasons that need no names."""


def _best_language(entry: Entry) -> str:
    return next(code for code, how in entry.spoken.items() if how == "staff")


def _needs(scene: Scene, entry: Entry) -> str:
    wanted = scene.need.wanted if scene.need is not None else ()
    # What only resembles the need is named by the need: a name of its own could be telling (S25).
    met = [code for code in wanted if code in entry.service.needs] or wanted[:1]
    names = [labels.named(scene.words, scene.names, "needs", code) for code in met]
    return scene.words.list_of(names)


def _reached(scene: Scene, entry: Entry) -> str:
    country = entry.service.country
    chain = scene.directory.areas.chain(country, scene.need.area if scene.need else None)
    reached = next((one for one in chain if one in entry.service.serves), chain[-1])
    area = scene.directory.areas.get(country, reached)
    return labels.area_name(scene.words, country, area.names["en"]) if area else reached


def _country(scene: Scene, entry: Entry) -> str:
    """Return the name of its country: England is not the United Kingdom."""
    code = entry.service.country
    return labels.country_label(scene.words, scene.directory.areas, code)


def only_for_line(scene: Scene, entry: Entry) -> str | None:
    """Return whom the service is only for, when it is not for everyone (S10)."""
    codes = entry.service.only_for
    if not codes:
        return None
    who = [labels.named(scene.words, scene.names, "only_for", code) for code in codes]
    return scene.words.pgettext("why", "Only for: {people}", people=scene.words.list_of(who))


def run_by_line(scene: Scene, entry: Entry) -> str | None:
    """Return by and for whom a community's own service is run (S10)."""
    if entry.service.by_and_for != "yes" or not entry.service.community:
        return None
    codes = entry.service.community
    who = [labels.named(scene.words, scene.names, "communities", code) for code in codes]
    return scene.words.pgettext("why", "Run by and for: {people}", people=scene.words.list_of(who))
