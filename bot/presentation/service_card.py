"""
One service in words: its few lines in a listing, and the whole of its card.

What is not known is said to be not known (S60, S61); a number stands as it is dialled, in digits
0 to 9 (S63).
"""

from collections.abc import Callable
from datetime import date, datetime

from bot.i18n.direction import isolate
from bot.i18n.words import Words
from bot.presentation import labels
from bot.presentation.contact_lines import contacts_text, traces_line
from bot.presentation.reasons import (
    REASONS,
    first_reason,
    only_for_line,
    reason_line,
    run_by_line,
)
from bot.presentation.scene import Scene
from bot.presentation.text import blocks, bullets, lines, shortened
from bot.signposting.entry import reached_by
from bot.signposting.hours import LINES
from bot.signposting.languages import near_ones
from bot.signposting.listing import Checked, Entry, Opening
from bot.signposting.meeting import A_SAFE_PLACE
from bot.signposting.need import Need
from bot.signposting.search import search
from bot.signposting.service import Contact, Service

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


def opening_line(words: Words, opening: Opening, local: datetime) -> str:
    """Return open or closed, and when it opens next, in the time of that place."""
    if opening.state == "closed" and opening.opens_at is not None:
        return words.pgettext(
            "opening",
            "Closed now. Opens {day} at {time}",
            day=day_name(words, opening.opens_at.date(), local.date()),
            time=words.time_of_day(opening.opens_at),
        )
    match opening.state:
        case "open":
            return words.pgettext("opening", "Open now")
        case "closed":
            return words.pgettext("opening", "Closed now")
        case "by_appointment":
            return words.pgettext("opening", "By appointment")
        case "not_known":
            return words.pgettext("opening", "Opening hours not known")


def own_hours(scene: Scene, entry: Entry) -> Callable[[Contact], str | None]:
    """Return what says of one contact whether it is open, where that is not so of all of them."""
    need = scene.need or Need(entry.service.country)
    several = len({way.hours for way in entry.contacts if way.type in LINES}) > 1
    if not several or not scene.directory.area_list:
        return lambda _: None
    asked = search(need, scene.directory.areas, scene.local)

    def line(contact: Contact) -> str | None:
        """Return the line of a contact; None where it says no more than the card does."""
        state = reached_by(entry, (contact,), asked).opening
        if contact.type not in LINES or state == entry.opening:
            return None
        return opening_line(scene.words, state, scene.local)

    return line


def near_lines(scene: Scene, entry: Entry) -> list[str]:
    """Return that a language near one of hers is spoken there, which is not the same as hers."""
    return [
        labels.near_line(scene.words, code, near)
        for code in entry.spoken
        for near in near_ones(entry.service, code, scene.related)
    ]


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


def cover_line(words: Words, number: int) -> str:
    """Return the first line for a service, which gives nothing away (S25)."""
    return words.pgettext("cover.service", "Number {number} on the list", number=number)


def service_text(scene: Scene, number: int, entry: Entry) -> str:
    """Return the whole card of a service. Its first line gives nothing away (S25)."""
    words, service = scene.words, entry.service
    return blocks(
        cover_line(words, number),
        lines(
            isolate(service.name, words.direction),
            service.name_en if words.language == "en" else None,
            labels.kind_label(words, service.kind),
            summary_line(words, service),
        ),
        bullets(_reasons(scene, entry)),
        contacts_text(words, entry, scene.names, own_hours(scene, entry)),
        lines(
            opening_line(words, entry.opening, scene.local),
            words.pgettext("service", "Their help is free") if service.service_free else None,
            _papers_line(words, entry),
            immigration_line(words, entry),
            _boy_line(words, service, scene.need),
            _child_line(words, scene.need),
            known_line(words, entry.checked, scene.local.date()),
        ),
        traces_line(words, entry.contacts),
    )


def summary_line(words: Words, service: Service) -> str | None:
    """Return what the service does, in her language, or in another that is named beside it."""
    summary = service.summary_in(words.language)
    if summary is None:
        return None
    text = isolate(summary.text, words.direction)
    if summary.language == words.language:
        return text
    return f"{text} ({words.language_name(summary.language)})"


def _reasons(scene: Scene, entry: Entry) -> tuple[str, ...]:
    reasons = [why for why in REASONS if why in entry.why]
    if scene.need is None:
        # Without a country there is no need to name; its country is what sets it apart.
        reasons = ["area", *(why for why in reasons if why not in {"need", "area", "nationwide"})]
    # "Only for: Deaf people" says whom it is for; the reason of that name would say it again.
    reasons = [why for why in reasons if why not in entry.service.only_for]
    told = [reason_line(scene, entry, why) for why in reasons]
    asked = [
        labels.spoken_line(scene.words, code, how)
        for code, how in entry.spoken.items()
        if how in {"some_hours", "ask", "no"}
    ]
    asked += near_lines(scene, entry)
    only_for = only_for_line(scene, entry) or run_by_line(scene, entry)
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


def immigration_line(words: Words, entry: Entry) -> str | None:
    """Return what is known of passing on to immigration; a warning is never left away."""
    shares = entry.service.shares_with_immigration
    if shares == "yes":
        return words.pgettext("service", "It may pass on to the immigration office what it learns.")
    if entry.papers == "not_asked":
        return None
    if shares == "no":
        return words.pgettext(
            "service", "It states that it passes nothing on to the immigration office."
        )
    return words.pgettext(
        "service",
        "Whether it passes anything on to the immigration office is not confirmed. "
        "You can ask that first, without a name.",
    )


def _boy_line(words: Words, service: Service, need: Need | None) -> str | None:
    # No record says which places take him, so it is to be asked before she goes there (S60).
    if need is None or need.children != "boy_over_14" or A_SAFE_PLACE not in service.needs:
        return None
    return words.pgettext("service", "With a boy over 14: not known if they can help; ask them")


def _child_line(words: Words, need: Need | None) -> str | None:
    if need is None or need.age != "child":
        return None
    return words.pgettext(
        "safety.service",
        "Under 18: they may have to tell others what they hear, to protect the young person. "
        "You can ask them first.",
    )
