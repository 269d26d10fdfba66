"""
One service in words: its few lines in a listing, and the whole of its card.

What is not known is said to be not known (S60, S61); a number stands as it is dialled, in digits
0 to 9 (S63).
"""

from datetime import date, datetime

from bot.i18n.direction import isolate
from bot.i18n.words import Words
from bot.presentation import labels
from bot.presentation.labels import Names
from bot.presentation.scene import Scene
from bot.presentation.text import blocks, bullets, lines, shortened
from bot.signposting.languages import OF_THE_COUNTRY
from bot.signposting.listing import Checked, Entry, Opening, Pair, Why
from bot.signposting.need import Need
from bot.signposting.pair import STATED, partnership
from bot.signposting.service import Contact

REASONS: tuple[Why, ...] = (
    "language", "partner", "papers", "men", "lgbt", "deaf", "under_18", "interpreter", "need",
    "health", "women", "area", "nationwide", "remote", "fallback",
)  # fmt: skip
"""Which reason to give where there is room for one: what sets a service apart comes first."""


SAYS_NOTHING = ("general", "general_2", "general_3", "text")
"""Labels of contacts that add nothing to what kind of contact it is."""

A_WEEK = 7
"""From so many days on, a day needs its date and not its name."""


def entry_lines(scene: Scene, number: int, entry: Entry) -> str:
    """Return a service in a listing: name, one reason, open or closed, how well known (S84)."""
    words, kind = scene.words, labels.kind_label(scene.words, entry.service.kind)
    reason = words.pgettext(
        "listing", "{kind}. {reason}", kind=kind, reason=first_reason(scene, entry)
    )
    return lines(
        words.pgettext(
            "listing", "{number}. {name}", number=number, name=shortened(entry.service.name)
        ),
        reason,
        opening_line(words, entry.opening, scene.local),
        known_line(words, entry.checked, scene.local.date()),
    )


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
        case "partner":
            return _partner(scene)
        case _:
            return plain_reasons(words)[why]


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


def plain_reasons(words: Words) -> dict[Why, str]:
    """Return the reasons that need no names."""
    return {
        "papers": words.pgettext("why", "Their page says yes to these papers"),
        "interpreter": words.pgettext("why", "They offer interpreters"),
        "women": words.pgettext("why", "Only for women"),
        "men": words.pgettext("why", "For men"),
        "lgbt": words.pgettext("why", "For lesbian, gay, bi and trans people"),
        "deaf": words.pgettext("why", "For deaf people"),
        "under_18": words.pgettext("why", "For people under 18"),
        "nationwide": words.pgettext("why", "For the whole country"),
        "remote": words.pgettext("why", "By phone or online, wherever you are"),
        "open_now": words.pgettext("why", "Open now"),
        "health": words.pgettext("why", "Health care, whatever it is about"),
        "fallback": words.pgettext("why", "May help when nothing nearer fits"),
    }


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


def only_for_line(scene: Scene, entry: Entry) -> str | None:
    """Return whom the service is only for, when it is not for everyone (S10)."""
    codes = entry.service.only_for
    if not codes:
        return None
    who = [labels.named(scene.words, scene.names, "only_for", code) for code in codes]
    return scene.words.pgettext("why", "Only for: {people}", people=scene.words.list_of(who))


def _run_by_line(scene: Scene, entry: Entry) -> str | None:
    """Return by and for whom a community's own service is run (S10)."""
    if entry.service.by_and_for != "yes" or not entry.service.community:
        return None
    codes = entry.service.community
    who = [labels.named(scene.words, scene.names, "communities", code) for code in codes]
    return scene.words.pgettext("why", "Run by and for: {people}", people=scene.words.list_of(who))


def opening_line(words: Words, opening: Opening, local: datetime) -> str:
    """Return open or closed, and when it opens next, in the time of that place."""
    if opening.state == "closed" and opening.opens_at is not None:
        return words.pgettext(
            "opening",
            "Closed now. Opens {day} at {time}",
            day=day_name(words, opening.opens_at.date(), local.date()),
            time=words.time_of_day(opening.opens_at),
        )
    return {
        "open": words.pgettext("opening", "Open now"),
        "closed": words.pgettext("opening", "Closed now"),
        "by_appointment": words.pgettext("opening", "By appointment"),
        "not_known": words.pgettext("opening", "Opening hours not known"),
    }[opening.state]


def day_name(words: Words, day: date, today: date) -> str:
    """Return a day the way one says it: today, tomorrow, a day of the week, or its date."""
    away = (day - today).days
    if away == 0:
        return words.pgettext("day", "today")
    if away == 1:
        return words.pgettext("day", "tomorrow")
    return words.weekday(day.weekday()) if away < A_WEEK else words.date(day)


def known_line(words: Words, checked: Checked, today: date) -> str:
    """Return how well the record is known (S61)."""
    if checked.on is not None:
        return labels.checked_word(words, checked.state, (today - checked.on).days)
    if checked.source_year is not None:
        return words.pgettext(
            "checked", "Read on a page of {year}; nobody has phoned it", year=checked.source_year
        )
    return words.pgettext("checked", "Read on an undated page; nobody has phoned it")


def service_text(scene: Scene, number: int, entry: Entry) -> str:
    """Return the whole card of a service. Its first line gives nothing away (S25)."""
    words, service = scene.words, entry.service
    return blocks(
        words.pgettext("cover.service", "Number {number} on the list", number=number),
        lines(
            isolate(service.name, words.direction),
            service.name_en if words.language == "en" else None,
            labels.kind_label(words, service.kind),
        ),
        bullets(_reasons(scene, entry)),
        contacts_text(words, entry.contacts, scene.names),
        lines(
            opening_line(words, entry.opening, scene.local),
            words.pgettext("service", "Their help is free") if service.service_free else None,
            _papers_line(words, entry),
            _child_line(words, scene.need),
            known_line(words, entry.checked, scene.local.date()),
        ),
        traces_line(words, entry.contacts),
    )


def _reasons(scene: Scene, entry: Entry) -> tuple[str, ...]:
    reasons = [why for why in REASONS if why in entry.why]
    if scene.need is None:
        # Without a country there is no need to name; its country is what sets it apart.
        reasons = ["area", *(why for why in reasons if why not in {"need", "area", "nationwide"})]
    told = [reason_line(scene, entry, why) for why in reasons]
    asked = [
        labels.spoken_line(scene.words, code, how)
        for code, how in entry.spoken.items()
        if how in {"some_hours", "ask", "no"}
    ]
    only_for = only_for_line(scene, entry) or _run_by_line(scene, entry)
    ages = _age_line(scene.words, entry)
    return tuple(dict.fromkeys(one for one in (*told, *asked, only_for, ages) if one))


def _age_line(words: Words, entry: Entry) -> str | None:
    youngest, oldest = entry.service.min_age, entry.service.max_age
    if youngest is not None and oldest is not None:
        return words.pgettext(
            "service", "From age {youngest} to {oldest}", youngest=youngest, oldest=oldest
        )
    if youngest is not None:
        return words.pgettext("service", "From age {youngest}", youngest=youngest)
    if oldest is not None:
        return words.pgettext("service", "Up to age {oldest}", oldest=oldest)
    return None


def _papers_line(words: Words, entry: Entry) -> str | None:
    if entry.papers != "ask":
        return None
    return words.pgettext("service", "With these papers: not known if they can help; ask them")


def _child_line(words: Words, need: Need | None) -> str | None:
    if need is None or need.age != "child":
        return None
    return words.pgettext(
        "safety.service",
        "Under 18: they may have to tell others what they hear, to protect the young person. "
        "You can ask them first.",
    )


def contacts_text(words: Words, contacts: tuple[Contact, ...], names: Names) -> str:
    """Return how to reach a service; where no number is confirmed, it says so."""
    told = bullets(contact_line(words, contact, names) for contact in contacts)
    if not contacts:
        return words.pgettext("service", "No way to reach them has been confirmed.")
    if any(contact.type in {"voice", "sms", "whatsapp"} for contact in contacts):
        return told
    return lines(words.pgettext("service", "No phone number has been confirmed."), told)


def contact_line(words: Words, contact: Contact, names: Names) -> str:
    """Return one contact as it is dialled or opened, with what a call costs and shows."""
    label = labels.contact_label(words, contact)
    if contact.label_code not in SAYS_NOTHING and contact.label_code in names["contact_labels"]:
        use = labels.named(words, names, "contact_labels", contact.label_code)
        label = words.pgettext("contact", "{contact} ({use})", contact=label, use=use)
    value = contact.dial or contact.value
    if contact.type != "voice":
        return words.pgettext("contact", "{contact}: {value}", contact=label, value=value)
    return words.pgettext(
        "contact",
        "{contact}: {value} ({cost}; {bill})",
        contact=label,
        value=value,
        cost=labels.cost_line(words, contact),
        bill=labels.bill_line(words, contact),
    )


def traces_line(words: Words, contacts: tuple[Contact, ...]) -> str | None:
    """Return what reaching them leaves behind (S27)."""
    types = {contact.type for contact in contacts}
    return lines(
        words.pgettext("safety.service", "The phone’s own list keeps every call.")
        if "voice" in types
        else None,
        words.pgettext("safety.service", "Texts, chats and e-mails stay where they are written.")
        if types & {"sms", "whatsapp", "email"}
        else None,
        words.pgettext("safety.service", "The browser remembers the pages you open.")
        if types & {"web", "webchat"}
        else None,
    )
