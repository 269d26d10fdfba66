"""
Find the texts in the YAML files that people edit: a Babel extractor.

`extract_dialogue` has the shape that Babel expects of one and can stand in any Babel
configuration. It knows seven files by what they hold: dialogues (`flows`, `pages`), lessons
(`lessons`) and what is printed for a group (`handouts`), the taxonomy (sections of entries with
`id` and `name`, the notes beside urgent numbers among them), areas (entries with `country` and
`names`), notes on a country (entries with `subject` and `text`) and the words to say (`sentences`).
The comments it gives are for translators, and the check reads the
longest length of a label out of them.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from bot.i18n import contexts
from bot.i18n.words import SOURCE
from bot.yaml_file import Document, read_yaml

BUTTON = "A button, at most 40 characters."
PICK = "A button in a list of two columns, at most 28 characters."
LOCK_SCREEN = "lock screen"
FIRST_LINE = f"A first line: it can be read on a {LOCK_SCREEN}."
NAME = "A name inside a sentence or a list."
SAID = "She shows or says this at a service; it stands beside the same in its country's language."
PAGE = "A page's text."
NOTE = "Law or practice: inform, never advise. Other words must not say more or less."

LESSON = "Told to someone who supports her: plain, kind, nothing promised; at most 900 characters."
ANSWER = f"An answer to a question of a lesson. {BUTTON}"
PRINTED = "Printed on one page for a group: as short as the English; at most 400 characters."

Text = tuple[int, str, tuple[str, str], list[str]]
"""Line, name of the function it stands for, context and text, comments: as Babel has it."""


def extract_dialogue(
    fileobj: IO[bytes],
    keywords: Mapping[str, Any],  # noqa: ARG001  # Babel hands all four to every extractor
    comment_tags: Collection[str],  # noqa: ARG001
    options: Mapping[str, Any],  # noqa: ARG001
) -> Iterator[Text]:
    """Yield every text of one YAML file. Raises ContentError when it cannot be read."""
    document = read_yaml(Path(fileobj.name))
    for where, context, comment in _texts(document):
        english = _at(document.value, where)
        yield document.line(*where), "pgettext", (context, english.strip()), [comment]


Found = tuple[tuple[str | int, ...], str, str]
"""Where a text stands in the document, its context, and a comment."""


def _texts(document: Document) -> Iterator[Found]:
    value = document.value
    if isinstance(value, list):
        yield from _areas(value)
        yield from _country_notes(value)
    elif isinstance(value, dict):
        if "lessons" in value:
            yield from _lessons(value["lessons"])
        elif "handouts" in value:
            yield from _handouts(value["handouts"])
        elif "sentences" in value:
            yield from _sentences(value["sentences"].get(SOURCE) or {})
        elif {"flows", "pages"} & set(value):
            yield from _flows(value.get("flows") or {})
            yield from _pages(value.get("pages") or {})
        else:
            yield from _sections(value)


def _at(value: Any, where: tuple[str | int, ...]) -> str:  # whatever YAML holds
    for key in where:
        value = value[key]
    return str(value)


def _flows(flows: Mapping[str, Any]) -> Iterator[Found]:
    for flow, body in flows.items():
        for at, step in enumerate(body["steps"]):
            where: tuple[str | int, ...] = ("flows", flow, "steps", at)
            safety = bool(step.get("safety"))
            for key in ("ask", "ask_where_messages_stay", "ask_about_her"):
                if key in step:
                    of_her = key == "ask_about_her"
                    context = contexts.question(flow, step["id"], safety=safety, about_her=of_her)
                    yield (*where, key), context, FIRST_LINE
            for nth, option in enumerate(step.get("options", ())):
                for found, context in _labels(flow, step, option):
                    yield (*where, "options", nth, found), context, BUTTON


def _labels(
    flow: str, step: Mapping[str, Any], option: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Yield the keys of an option that hold a label, and the context of each."""
    safety = bool(step.get("safety"))
    for key in ("label", "label_about_her"):
        if key in option:
            of_her = key == "label_about_her"
            yield (
                key,
                contexts.option(flow, step["id"], option["id"], safety=safety, about_her=of_her),
            )


def _pages(pages: Mapping[str, Any]) -> Iterator[Found]:
    for page, body in pages.items():
        safety = bool(body.get("safety"))
        title = contexts.page(page, "title", safety=safety)
        yield ("pages", page, "title"), title, FIRST_LINE
        for key in ("text", "text_where_messages_stay"):
            if key in body:
                yield ("pages", page, key), contexts.page(page, "text", safety=safety), PAGE


def _lessons(lessons: Mapping[str, Any]) -> Iterator[Found]:
    for lesson, body in lessons.items():
        where: tuple[str | int, ...] = ("lessons", lesson)
        yield (*where, "title"), contexts.lesson(lesson, "title"), f"{FIRST_LINE} {PICK}"
        for at, _ in enumerate(body["cards"]):
            yield (*where, "cards", at), contexts.lesson(lesson, "card", at), LESSON
        for at, question in enumerate(body["questions"]):
            yield from _lesson_question((*where, "questions", at), lesson, at, question)
        yield (*where, "line"), contexts.lesson(lesson, "line"), LESSON


def _lesson_question(
    where: tuple[str | int, ...], lesson: str, at: int, question: Mapping[str, Any]
) -> Iterator[Found]:
    yield (*where, "ask"), contexts.lesson(lesson, "ask", at), LESSON
    for nth, _ in enumerate(question["answers"]):
        yield (*where, "answers", nth), contexts.lesson(lesson, "answer", at, nth), ANSWER
    yield (*where, "reply"), contexts.lesson(lesson, "reply", at), LESSON


def _handouts(handouts: Mapping[str, Any]) -> Iterator[Found]:
    for handout, body in handouts.items():
        where: tuple[str | int, ...] = ("handouts", handout)
        yield (*where, "title"), contexts.handout(handout, "title"), PRINTED
        yield (*where, "about"), contexts.handout(handout, "about"), PRINTED
        for at, row in enumerate(body["rows"]):
            for part in ("name", "text"):
                if part in row:
                    yield (*where, "rows", at, part), contexts.handout(handout, part, at), PRINTED


def _areas(areas: list[Any]) -> Iterator[Found]:
    for at, area in enumerate(areas):
        if isinstance(area, dict) and "en" in (area.get("names") or {}):
            yield (at, "names", "en"), contexts.area(area["country"]), PICK


def _country_notes(notes: list[Any]) -> Iterator[Found]:
    for at, note in enumerate(notes):
        if isinstance(note, dict) and {"subject", "text"} <= set(note):
            yield (at, "text"), contexts.COUNTRY_NOTE, NOTE


def _sentences(sentences: Mapping[str, Any]) -> Iterator[Found]:
    for name in sentences:
        if name != "review":
            yield ("sentences", SOURCE, name), contexts.WORDS_TO_SAY, SAID


def _sections(sections: Mapping[str, Any]) -> Iterator[Found]:
    for section, entries in sections.items():
        if section == "languages":
            continue  # Words.language_name() knows them from CLDR: nobody has to translate them
        for at, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, dict) and {"id", "name"} <= set(entry):
                yield (section, at, "name"), contexts.taxonomy(section), NAME
