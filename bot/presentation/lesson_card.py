"""
The lessons for those who support her: their list, and each card of one.

The first line of every card is the title, in ordinary words (S25). Which answer was tapped is on no
card and in no visit: the reply is the same for both.
"""

from collections.abc import Iterator

from bot.dialogue.lesson import LESSONS, NOTES_OF, Lesson
from bot.i18n import contexts
from bot.i18n.direction import in_its_direction, isolate
from bot.i18n.words import Words
from bot.messages import Button, Card
from bot.presentation import buttons
from bot.presentation.frame import framed
from bot.presentation.labels import country_label
from bot.presentation.missing import with_language_said, with_missing_said
from bot.presentation.question_card import CHOICES, sheet_of
from bot.presentation.scene import Scene
from bot.presentation.text import blocks

LESSON_LENGTH = 1200
"""The most characters of a lesson's card, with everything on it."""


def words_of(scene: Scene, lesson: Lesson) -> Words:
    """Return the words in which a lesson is there for her: her own, or those behind them (S80)."""
    title = (contexts.lesson(lesson.id, "title"), lesson.title)
    return scene.catalogues.lesson_words(scene.words.language, scene.session.fallback, title)


def title_of(words: Words, lesson: Lesson) -> str:
    """Return the title of a lesson."""
    return words.pgettext(contexts.lesson(lesson.id, "title"), lesson.title)


def lessons_name(words: Words) -> str:
    """Return what the lessons are called."""
    # Translators: A button, at most 40 characters. A first line: it can be read on a lock screen.
    return words.pgettext("lessons", "Short lessons")


def lessons_card(scene: Scene) -> Card:
    """Return the list of lessons."""
    words, top = scene.words, scene.session.top
    each = words.pgettext(
        "lessons", "Each takes two minutes. Whatever you tap in it is not counted and not kept."
    )
    every = tuple(
        Button(one.id, title_of(words_of(scene, one), one)) for one in scene.lessons.values()
    )
    shown, more = sheet_of(every, top.number if top is not None else 1)
    extra = (buttons.more_button(words),) if more else ()
    told = blocks(lessons_name(words), each)
    return framed(scene, LESSONS, told, (*shown, *extra), columns=2)


def lesson_card(scene: Scene) -> Card:
    """Return one card of a lesson: its text, a question, or the line to remember."""
    top = scene.session.top
    lesson = scene.lessons.get(top.name if top is not None else "")
    if lesson is None or top is None:
        return lessons_card(scene)
    number = min(top.number, lesson.length)
    words = words_of(scene, lesson)
    at = isolate(f"{number}/{lesson.length}", scene.words.direction)
    head = f"{_on_her_card(scene, words, title_of(words, lesson))}  {at}"
    told = blocks(*_told(scene, words, lesson, number))
    text = blocks(head, _on_her_card(scene, words, told))
    choices = tuple(_choices(scene, words, lesson, number))
    columns = 2 if len(choices) > CHOICES else 1
    return framed(scene, f"lesson_{lesson.id}", text, choices, columns=columns)


def _on_her_card(scene: Scene, words: Words, text: str) -> str:
    """Return a text ready to stand on her card, also where it is in another language (S82)."""
    return text if words.behind is None else in_its_direction(text, scene.words.direction)


def with_lessons_said(scene: Scene, card: Card) -> Card:
    """Return a card of lessons; one that stands in another language says so (S80)."""
    top = scene.session.top
    open_one = scene.lessons.get(top.name) if top is not None else None
    listed = (open_one,) if open_one is not None else tuple(scene.lessons.values())
    for lesson in listed:
        behind = words_of(scene, lesson).behind
        if behind is not None and title_of(words_of(scene, lesson), lesson) in _visible(card):
            return with_language_said(scene.words, card, behind.language)
    return with_missing_said(scene.words, card)


def _visible(card: Card) -> str:
    return "\n".join((card.text, *(button.label for button in card.buttons)))


def _told(scene: Scene, words: Words, lesson: Lesson, number: int) -> Iterator[str]:
    if number <= len(lesson.cards):
        context = contexts.lesson(lesson.id, "card", number - 1)
        yield words.pgettext(context, lesson.cards[number - 1])
        return
    if (before := lesson.reply_on(number)) is not None:
        context = contexts.lesson(lesson.id, "reply", before)
        yield words.pgettext(context, lesson.questions[before].reply)
    if (at := lesson.question_on(number)) is not None:
        yield words.pgettext(contexts.lesson(lesson.id, "ask", at), lesson.questions[at].ask)
    else:
        line = words.pgettext(contexts.lesson(lesson.id, "line"), lesson.line)
        yield f"{remember(scene.words)}\n{line}"


def remember(words: Words) -> str:
    """Return what stands above the line to remember."""
    return words.pgettext("lessons", "To remember:")


def _choices(scene: Scene, words: Words, lesson: Lesson, number: int) -> Iterator[Button]:
    at = lesson.question_on(number)
    if at is not None:
        for nth, answer in enumerate(lesson.questions[at].answers):
            label = words.pgettext(contexts.lesson(lesson.id, "answer", at, nth), answer)
            yield Button(f"answer{nth + 1}", label)
    elif number == lesson.length:
        yield Button(LESSONS, lessons_name(scene.words))
    else:
        yield from _notes(scene, lesson, number)
        yield buttons.more_button(scene.words)


def _notes(scene: Scene, lesson: Lesson, number: int) -> Iterator[Button]:
    """Yield a button for the notes of each country, on the last card before the questions."""
    if number != len(lesson.cards) or not lesson.notes:
        return
    told = {note.country for note in scene.notes if note.subject in lesson.notes}
    for country in dict.fromkeys(number.country for number in scene.urgent):
        if country in told:
            named = country_label(scene.words, scene.directory.areas, country)
            yield Button(f"{NOTES_OF}{country}", named)
