"""
Check `services_data/countries/`: what a note on law and practice may say, and on what it rests.

A claim has a source that was read on a day, and an end; what is not known has the day on which
somebody looked. None advises (S7, S67). The shape is judged by JSON Schema first.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from bot.checks.countries_advice import advice_problems
from bot.checks.countries_known import NoteFound, NotesKnown
from bot.checks.cover import telling_word_of
from bot.checks.problem import Problem, by_place, problem_of
from bot.checks.schema import schema_problems
from bot.checks.services_contacts import is_web_address
from bot.checks.telling import read_telling_words
from bot.errors import ContentError
from bot.exchange.country_files import FOLDER, country_documents
from bot.exchange.record import build, nearest
from bot.exchange.service_files import DirectoryFiles, Standing, read_directory_files
from bot.i18n.words import SOURCE
from bot.signposting.country_notes import SUBJECTS, CountryNote
from bot.signposting.places import Areas
from bot.yaml_file import Document

LONGEST_SENTENCE = 24
"""Words: a sentence has fewer than 25 (S81)."""

_ADVISES = re.compile(
    r"\b(should|must|ought|need to|had better|please|advise|recommend|be sure)\b"
    r"|\b(you|your)\b",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"(?:^|[.;:] )(go|call|ask|tell|leave|report|speak|contact|do|don[’']t|never|check|get|take"
    r"|text|write|say|use|assume|avoid|keep|try|treat|save|bring|choose|stay|wait|read|see|make"
    r"|give|look)\b",
    re.IGNORECASE,
)
_NOT_KNOWN = re.compile(r"\bnot known\b")


def check_countries(root: Path, today: date | None = None) -> list[Problem]:
    """
    Return all that is wrong with the notes, by file and line.

    `root` holds services_data/ and locales/.
    `today` asks also for what has expired; without it the same files give the same answer every
    day. Nothing is said while the services themselves cannot be read: their own check says why.
    """
    folder = root / "services_data"
    try:
        documents, files = country_documents(folder), read_directory_files(folder)
        found = list(_found(folder, documents))
    except ContentError as error:
        return [problem_of(error)] if FOLDER in str(error) else []
    sound = [one for one in found if isinstance(one, NoteFound)]
    problems = [one for one in found if isinstance(one, Problem)]
    known = _known(root, files, today)
    problems += [*_twice(sound), *_silent(folder, sound, files)]
    problems += [problem for one in sound for check in CHECKS for problem in check(one, known)]
    return sorted(problems, key=by_place)


def _known(root: Path, files: DirectoryFiles, today: date | None) -> NotesKnown:
    return NotesKnown(
        areas=Areas(files.areas),
        services={service.id: service for service in files.services},
        telling=read_telling_words(root / "locales", SOURCE),
        # The day is read only to refuse the future: what passes today passes for ever.
        latest=today or datetime.now(UTC).date(),
        today=today,
    )


def _found(folder: Path, documents: list[Document]) -> Iterator[NoteFound | Problem]:
    """Yield each note whose shape is right, and what is wrong with the others."""
    for document in documents:
        faults = list(schema_problems(document, folder / "schema" / f"{FOLDER}.json"))
        broken = {part for part, _ in faults}
        yield from (problem for _, problem in faults)
        for at, part in enumerate(document.value if "" not in broken else ()):
            if at not in broken:
                note = build(document, (at,), part, CountryNote)
                yield NoteFound(note, Standing(document, (at,)))


def _twice(found: list[NoteFound]) -> Iterator[Problem]:
    seen: dict[str, NoteFound] = {}
    for one in found:
        if one.note.id in seen:
            what = f"the id {one.note.id!r} is already taken at {seen[one.note.id].place('id')}"
            yield one.problem(what, "Give one of the two another id, or remove it", "id")
        seen.setdefault(one.note.id, one)


def _silent(folder: Path, found: list[NoteFound], files: DirectoryFiles) -> Iterator[Problem]:
    """Every country says something of every subject, be it that nothing is known (S67)."""
    told = {(one.note.country, one.note.subject) for one in found}
    for country in dict.fromkeys(area.country for area in files.areas if area.kind == "country"):
        for subject in SUBJECTS:
            if (country, subject) not in told:
                what = f"{country} has no note on {subject}"
                remedy = "Add one; when nothing is known, one that says so with `not_known: true`"
                yield Problem(f"{folder / FOLDER}:1", what, remedy)


def rests_on_something(found: NoteFound, known: NotesKnown) -> Iterator[Problem]:
    """A claim without a source is not written; what is not known says when it was looked for."""
    note = found.note
    if not note.sources and not note.not_known:
        remedy = "Add `sources` with the page it was read on, or remove the note"
        yield found.problem("a claim without a source", remedy)
    if not note.sources and note.not_known and note.looked_for is None:
        yield found.problem("nobody says when it was looked for", "Add `looked_for`, or `sources`")
    if note.sources and note.looked_for is not None:
        remedy = "Remove it: each source says when it was read"
        yield found.problem("`looked_for` stands beside sources", remedy, "looked_for")
    for at, source in enumerate(note.sources):
        if not is_web_address(source.url):
            what = f"{source.url!r} is not a web address"
            yield found.problem(what, "Copy it from the browser", "sources", at, "url")
        if source.year is not None and source.year > known.latest.year:
            what = f"the year {source.year} is in the future"
            yield found.problem(what, "Write the year on the page", "sources", at, "year")


def has_its_days(found: NoteFound, known: NotesKnown) -> Iterator[Problem]:
    """It was read in the past and ends after that; with `--today`, it has not ended yet."""
    note = found.note
    read = [*(source.read for source in note.sources), *filter(None, [note.looked_for])]
    if any(day > known.latest for day in read):
        yield found.problem("it was read on a day to come", "Write the day it was read on")
    if any(note.expires <= day for day in read):
        yield found.problem("it ends before it was read", "Write a later day", "expires")
    if known.today is not None and note.expires < known.today:
        remedy = "Read its sources again, mend the text, then write new days"
        yield found.problem(f"it expired on {note.expires}", remedy, "expires")


def holds_somewhere(found: NoteFound, known: NotesKnown) -> Iterator[Problem]:
    """Its areas are areas of its country."""
    for at, area in enumerate(found.note.areas):
        if known.areas.get(found.note.country, area) is None:
            ids = [one.id for one in known.areas.all if one.country == found.note.country]
            what = f"{found.note.country} has no area {area!r}"
            yield found.problem(what, nearest(area, ids), "areas", at)


def informs_and_does_not_advise(found: NoteFound, known: NotesKnown) -> Iterator[Problem]:  # noqa: ARG001  # one shape
    """Its words tell her what is so and never what to do (S7), in short sentences (S81)."""
    text = found.note.text
    if (word := _ADVISES.search(text)) or (word := _IMPERATIVE.search(text)):
        said = word[0].strip(" .;:")
        yield found.problem(f"{said!r} advises", "Say what is so, not what to do", "text")
    if bool(_NOT_KNOWN.search(text)) < found.note.not_known:
        remedy = "Write `is not known` into the text, or `not_known: false`"
        yield found.problem("it does not say that it is not known", remedy, "text")
    for sentence in re.split(r"(?<=[.?])\s", text):
        if (count := len(sentence.split())) > LONGEST_SENTENCE:
            what = f"a sentence of {count} words; at most {LONGEST_SENTENCE}"
            yield found.problem(what, "Make two of it", "text")


def is_marked_when_it_tells(found: NoteFound, known: NotesKnown) -> Iterator[Problem]:
    """What is not marked telling can be read by anybody (S25)."""
    word = telling_word_of(found.note.text, [known.telling])
    if word is not None and not found.note.telling:
        remedy = "Write `telling: true`, or say it with ordinary words (S25)"
        yield found.problem(f"it is not marked telling, and {word!r} tells", remedy, "text")
    for at, source in enumerate(found.note.sources):
        word = telling_word_of(urlsplit(source.url).netloc, [known.telling])
        if word is not None and not source.telling:
            what = f"the site is not marked telling, and {word!r} tells"
            yield found.problem(what, "Write `telling: true` below its url", "sources", at)


CHECKS = (
    rests_on_something,
    has_its_days,
    holds_somewhere,
    informs_and_does_not_advise,
    is_marked_when_it_tells,
    advice_problems,
)
"""Every check that a single note goes through."""
