"""
What is known of law and practice, in words: a line on the card it matters to, and its own card.

Each note stands with where and when it was read; the card ends with who gives free advice (S67). It
never advises (S7); its first line gives nothing away (S25).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import get_args
from urllib.parse import urlsplit

from bot.errors import NeedError
from bot.i18n import contexts
from bot.i18n.direction import isolate
from bot.i18n.words import Words
from bot.messages import Button
from bot.presentation import labels
from bot.presentation.contact_lines import contact_line, traces_line
from bot.presentation.missing import ROOM
from bot.presentation.scene import Scene
from bot.presentation.text import SERVICE_LENGTH, blocks, lines
from bot.sessions.session import View
from bot.signposting.country_notes import (
    SUBJECTS,
    CountryNote,
    NoteSource,
    Subject,
    advisers,
    is_live,
    notes_about,
    subjects_on,
)
from bot.signposting.listing import Entry
from bot.signposting.need import Need
from bot.signposting.rules import usable_contacts
from bot.signposting.search import Search, search
from bot.signposting.service import Contact, Service

NOTICE = 80
"""Characters that stay free for a notice above the card, such as that it stays for an hour."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the card. `services` are the ids of those it names for advice."""

    text: str
    services: tuple[str, ...]


def note_button(words: Words) -> Button:
    """To what is known of law and practice here."""
    return Button("note", words.pgettext("button", "More about this"))


def note_buttons(scene: Scene) -> tuple[Button, ...]:
    """Return the button where there is something to open, else nothing."""
    return (note_button(scene.words),) if subjects(scene) else ()


def law_buttons(scene: Scene) -> tuple[Button, ...]:
    """Return the button to all of it below the lines for who meets her at work, else nothing."""
    if not subjects(scene):
        return ()
    return (Button("note", scene.words.pgettext("button", "Law and practice here")),)


def more_line(scene: Scene) -> str | None:
    """Return the one line that says what the button opens; None where there is nothing."""
    words, named = scene.words, [subject_label(scene.words, one) for one in subjects(scene)]
    if not named:
        return None
    return words.pgettext(
        "note", "{subjects}: see “More about this”.", subjects=words.list_of(named)
    )


def subject_label(words: Words, subject: Subject) -> str:
    """Return the name of a subject, in ordinary words (S25)."""
    return {
        "police_and_immigration": words.pgettext("note", "Police and papers"),
        "refuge_without_papers": words.pgettext("note", "A place to stay, without papers"),
        "doctor_without_papers": words.pgettext("note", "A doctor, without papers"),
        "interpreters": words.pgettext("note", "Interpreters"),
        "children": words.pgettext("note", "Children"),
        "calls": words.pgettext("note", "Phone calls"),
    }[subject]


def subjects(scene: Scene) -> tuple[Subject, ...]:
    """Return what matters on the card that stands, or on the one below the notes."""
    need, wanted = _need(scene), _wanted(scene)
    if need is None or not wanted:
        return ()
    chain = _asked(scene, need).chain
    return tuple(one for one in wanted if notes_about(scene.notes, one, need, chain))


def _below(scene: Scene) -> View | None:
    """Return the view that the notes lie over, or the one that stands."""
    kept = [view for view in scene.session.view if view.kind not in {"note", "fallback"}]
    return kept[-1] if kept else None


def _entry(scene: Scene) -> Entry | None:
    """Return the service whose card stands, if one does."""
    below = _below(scene)
    if below is None or below.kind != "service":
        return None
    number = below.number
    return scene.shown[number - 1] if 1 <= number <= len(scene.shown) else None


def _wanted(scene: Scene) -> tuple[Subject, ...]:
    below, entry, need = _below(scene), _entry(scene), _need(scene)
    if below is not None and below.kind == "lesson":
        wanted = scene.lessons[below.name].notes if below.name in scene.lessons else ()
        return tuple(one for one in SUBJECTS if one in wanted)
    if entry is not None and need is not None:
        return subjects_on(entry, need)
    if below is not None and below.kind == "plan_b":
        return ("calls",)
    on_top = below is None or below.kind == "flow"
    if scene.outcome.action == "listing" and scene.outcome.slots.get("role") == "work":
        return get_args(Subject) if on_top or (below and below.kind == "more") else ()
    return ("police_and_immigration",) if on_top and scene.outcome.action == "urgent" else ()


def _need(scene: Scene) -> Need | None:
    """
    Return her need; of somebody who named no country, one in that of the service.

    For any eyes, unless she chose to be shown more: urgent numbers are an ordinary list (S25).
    """
    need, entry, top, below = scene.need, _entry(scene), scene.session.top, _below(scene)
    if below is not None and below.kind == "lesson":
        # A supporter asked for a lesson about this: she is shown what there is, of one country.
        named = top.name if top is not None and top.kind == "note" else ""
        return Need(named, in_confidence=True) if named else None
    if need is None:
        return Need(entry.service.country, in_confidence=False) if entry is not None else None
    if scene.outcome.action == "urgent" and need.in_confidence is not True:
        return replace(need, needs=(), in_confidence=False)
    return need


def _asked(scene: Scene, need: Need) -> Search:
    areas = scene.directory.areas
    try:
        return search(need, areas, scene.local)
    except NeedError:
        # The urgent numbers stand even where the directory lacks her place by now (S64).
        return Search(need, areas, scene.local, ())


def note_sheets(scene: Scene) -> tuple[Sheet, ...]:
    """Return the sheets of the card, one or more for each subject, each within its length (S84)."""
    need = _need(scene)
    if need is None:
        return (Sheet(_cover(scene.words), ()),)
    asked = _asked(scene, need)
    told = (sheet for one in subjects(scene) for sheet in _sheets_on(scene, one, asked))
    return tuple(told) or (Sheet(_cover(scene.words), ()),)


def _sheets_on(scene: Scene, subject: Subject, asked: Search) -> Iterator[Sheet]:
    notes = notes_about(scene.notes, subject, asked.need, asked.chain)
    able = advisers(notes, scene.directory, asked)
    head, foot = _heading(scene, subject, asked.need), _footing(scene, able, asked.need)
    room = SERVICE_LENGTH - NOTICE - (ROOM if scene.words.behind is not None else 0)
    named = tuple(service.id for service in able)
    for text in _packed(head, list(_told(scene, notes, asked.need)), foot, room):
        yield Sheet(text, named)


def _packed(head: str, told: list[str], foot: str, room: int) -> Iterator[str]:
    """Yield texts that each hold as many notes as there is room for, at least one."""
    fitting: list[str] = []
    for one in told:
        if fitting and len(blocks(head, *fitting, one, foot)) > room:
            yield blocks(head, *fitting, foot)
            fitting = []
        fitting.append(one)
    yield blocks(head, *fitting, foot)


def _cover(words: Words) -> str:
    return words.pgettext("cover.note", "More about this")


def _heading(scene: Scene, subject: Subject, need: Need) -> str:
    words = scene.words
    named = words.pgettext(
        "note",
        "{country}: {subject}",
        country=labels.country_label(words, scene.directory.areas, need.country),
        subject=subject_label(words, subject),
    )
    return blocks(_cover(words), named)


def _told(scene: Scene, notes: Iterable[CountryNote], need: Need) -> Iterator[str]:
    live = [note for note in notes if is_live(note, scene.local.date())]
    if not live:
        yield scene.words.pgettext("note", "What we read about this is too old to show.")
    for note in live:
        yield lines(f"• {note_text(scene, note)}", *_sources(scene.words, note, need))


def note_text(scene: Scene, note: CountryNote) -> str:
    """Return a note in her language, with the part of the country where it holds."""
    words = scene.words
    text = words.pgettext(contexts.COUNTRY_NOTE, note.text)
    places = _places(scene, note.country, note.areas)
    return words.pgettext("note", "{places}: {text}", places=places, text=text) if places else text


def _places(scene: Scene, country: str, areas: Iterable[str]) -> str | None:
    """Return the parts of the country that are meant; None when it is all of it."""
    known = (scene.directory.areas.get(country, one) for one in areas)
    found = [area for area in known if area is not None] if scene.directory.area_list else []
    if not found or any(area.kind == "country" for area in found):
        return None
    names = [labels.area_name(scene.words, country, area.names["en"]) for area in found]
    return scene.words.list_of(names)


def _sources(words: Words, note: CountryNote, need: Need) -> Iterator[str]:
    for source in note.sources:
        hidden = source.telling and need.is_ordinary
        yield _source(words, source, None if hidden else site_of(source))
    if note.looked_for is not None:
        day = words.date(note.looked_for)
        yield words.pgettext("note", "We looked for it on {date}.", date=day)


def site_of(source: NoteSource) -> str:
    """Return the name of the site; its whole address would tell more than she needs."""
    return urlsplit(source.url).netloc.removeprefix("www.")


def _source(words: Words, source: NoteSource, site: str | None) -> str:
    day = words.date(source.read)
    if site is None and source.year is None:
        return words.pgettext("note", "An undated page. We read it on {date}.", date=day)
    if site is None:
        return words.pgettext(
            "note", "A page of {year}. We read it on {date}.", year=source.year, date=day
        )
    if source.year is None:
        return words.pgettext("note", "{site}, undated. We read it on {date}.", site=site, date=day)
    return words.pgettext(
        "note", "{site}, {year}. We read it on {date}.", site=site, year=source.year, date=day
    )


def _footing(scene: Scene, able: tuple[Service, ...], need: Need) -> str:
    """Return what every sheet ends with: what this is, and who gives free advice."""
    words = scene.words
    what = words.pgettext("note", "This is what we read. It is not advice, and may have changed.")
    if not able:
        nobody = words.pgettext("note", "Free advice: the services on the list can be asked.")
        return lines(what, nobody)
    contacts = tuple(usable_contacts(one, need.contact)[0] for one in able)
    rows = (_adviser(scene, *both) for both in zip(able, contacts, strict=True))
    told = lines(what, words.pgettext("note", "Free advice:"), *rows)
    return blocks(told, traces_line(words, contacts))


def _adviser(scene: Scene, service: Service, contact: Contact) -> str:
    """Return who gives advice, in which part of the country, and one way to reach them."""
    words, name = scene.words, isolate(service.name, scene.words.direction)
    places = _places(scene, service.country, service.serves)
    told = words.pgettext("note", "{name} ({places})", name=name, places=places) if places else name
    return lines(f"• {told}", contact_line(words, contact, scene.names))
