"""
What is printed on one page for a group: the checklist, and an agreement with a specialist.

Each as a page of A4 and as plain text, from the same rows. What is known of two services comes from
the directory; the rest are lines to write on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.dialogue.handout import Handout
from bot.errors import ContentError
from bot.i18n import contexts
from bot.i18n.words import Words
from bot.presentation.missing import language_said
from bot.presentation.text import blocks, lines
from bot.share.faces import Faces
from bot.share.pages import Pages, Sheet

A4 = Sheet(width=210, height=297, margin=18, letters=4.2)
SMALLEST, STEP = 3.0, 0.2
TITLE, SMALL = 1.6, 0.8
BLANK = "_" * 60


@dataclass(frozen=True, slots=True)
class Known:
    """What the directory says: a heading, such as the name of a service, and what follows it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """
    A handout in one language, with what the directory adds to it.

    `words` are those of the handout, `others` those of everything else in the same language.
    `instead_of` are those that were asked for, where they have no such handout; None where they do.
    """

    handout: Handout
    words: Words
    others: Words
    known: tuple[Known, ...] = ()
    instead_of: Words | None = None

    def text(self, english: str, *part: str | int) -> str:
        """Return a text of the handout; `part` names it in its context."""
        return self.words.pgettext(contexts.handout(self.handout.id, *part), english)

    @property
    def rows(self) -> Iterator[tuple[str, str, int]]:
        """Every row: what it is about, what it says, the lines to write on."""
        yield from ((one.name, one.text, 0) for one in self.known)
        for at, row in enumerate(self.handout.rows):
            said = self.text(row.text, "text", at) if row.text else ""
            yield self.text(row.name, "name", at), said, row.lines

    @property
    def said(self) -> str | None:
        """What says, in the language that was asked for, that this is another (S80)."""
        wanted = self.instead_of
        return None if wanted is None else language_said(wanted, self.words.language)

    @property
    def draft(self) -> str | None:
        """What says that nobody has read this language yet (S80)."""
        if not self.others.is_draft:
            return None
        return self.others.pgettext(
            "safety.welcome", "No native speaker has read this translation yet."
        )


def as_text(leaf: Leaf) -> str:
    """Return a handout as plain text."""
    rows = (lines(name, said, *(BLANK for _ in range(blank))) for name, said, blank in leaf.rows)
    title, about = (leaf.text(getattr(leaf.handout, one), one) for one in ("title", "about"))
    return blocks(leaf.said, title, about, *rows, leaf.draft) + "\n"


def as_pdf(leaf: Leaf, faces: Faces) -> bytes:
    """
    Return a handout as one page, in letters as large as fit on it.

    Raises ContentError where even small ones do not fit, or for a letter that cannot be printed.
    """
    return fitting(lambda letters: _set(leaf, faces, letters), leaf)


def fitting(setting: Callable[[float], Pages], leaf: Leaf) -> bytes:
    """Return the first setting that has one page, in letters (mm) that grow smaller."""
    letters = A4.letters
    while (pages := setting(letters)).number > 1:
        pages.close()
        letters -= STEP
        if letters < SMALLEST:
            raise ContentError(
                f"the {leaf.handout.id} in {leaf.words.language!r} does not fit on one page. Say "
                "it shorter in dialogues/handouts.yaml, or in the lessons.po of that language"
            )
    return pages.as_bytes()


def _set(leaf: Leaf, faces: Faces, letters: float) -> Pages:
    sheet = Sheet(A4.width, A4.height, A4.margin, letters)
    title = leaf.text(leaf.handout.title, "title")
    pages = Pages(sheet, leaf.words.direction, title, faces)
    pages.begin()
    if leaf.instead_of is not None and leaf.said:
        pages.turn(leaf.instead_of.direction)
        pages.write(leaf.said, SMALL, after=1)
        pages.turn(leaf.words.direction)
    pages.write(title, TITLE, after=1)
    pages.write(leaf.text(leaf.handout.about, "about"), after=letters)
    for name, said, blank in leaf.rows:
        ticked = leaf.handout.id == "checklist"
        if ticked:
            pages.box_to_tick(letters * 0.8)
        inset = letters * 1.8 if ticked else 0.0
        pages.write(name, 1.1, inset=inset)
        if said:
            pages.write(said, 0.9, inset=inset)
        for _ in range(blank):
            pages.keep_together(letters * 2)
            pages.line_to_write_on()
        pages.space(letters * 0.6)
    if leaf.draft:
        pages.write(leaf.draft, SMALL)
    return pages
