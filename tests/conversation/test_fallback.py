"""S80: what is not translated yet stands in a language that she chooses, and the card says so."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from bot.i18n.catalog import Catalogues, source_of
from bot.i18n.catalogue_files import Message, read_catalogue, texts, written
from bot.i18n.contexts import is_safety
from bot.messages import Card, Choice, Start, Text
from bot.presentation.buttons import FOOT
from bot.presentation.text import LISTING_LENGTH
from bot.turn import Turn, take_turn
from bot.world import World
from tests.conversation.visit import NOW, ROOT, directory, visit, world
from tests.languages import each_language

LISTING = ("find", "me", "GB", "skip", "housing")
SAID_IN = "Disa fjalë këtu janë në gjuhën: "
"""How the line begins in Albanian."""

Lacks = Callable[[Message], bool]


def lacking(folder: Path, language: str, lacks: Lacks) -> World:
    """Return the world with catalogues of a language in which some texts are missing."""
    locales = folder / "locales"
    shutil.copytree(ROOT / "locales", locales)
    source = source_of(locales, language)
    source.with_suffix(".mo").unlink(missing_ok=True)
    catalogue, blanked = read_catalogue(source), 0
    for message in texts(catalogue):
        if not is_safety(message.context) and lacks(message):
            message.string = ("",) * len(message.id) if isinstance(message.id, tuple) else ""
            blanked += 1
    assert blanked
    source.write_text(written(catalogue), encoding="utf-8")
    return replace(world(), catalogues=Catalogues(locales))


@dataclass(frozen=True)
class Reader:
    """One who reads Albanian, with a catalogue that lacks something."""

    world: World
    turn: Turn

    @classmethod
    def of(cls, lacking: World, language: str = "sq") -> "Reader":
        return cls(lacking, take_turn(None, Start(language), lacking, directory(), NOW))

    def tap(self, *ids: str) -> "Reader":
        reader = self
        for id_ in ids:
            assert reader.card.button(id_), f"{id_!r} is not on {reader.card}"
            turn = take_turn(reader.turn.session, Choice(id_), self.world, directory(), NOW)
            reader = replace(reader, turn=turn)
        return reader

    def type(self, text: str) -> "Reader":
        turn = take_turn(self.turn.session, Text(text), self.world, directory(), NOW)
        return replace(self, turn=turn)

    @property
    def card(self) -> Card:
        return self.turn.card

    @property
    def says_so(self) -> int:
        return self.card.text.count(SAID_IN)


def one_text(english: str) -> Lacks:
    return lambda message: message.id == english


def everything(_: Message) -> bool:
    return True


def test_s80_a_missing_text_falls_back_to_english_and_the_card_says_so_once(tmp_path: Path) -> None:
    start = Reader.of(lacking(tmp_path, "sq", one_text("Who is this for?")))
    assert "sq" in start.world.catalogues.offered
    assert start.says_so == 0
    asked = start.tap("find")
    assert asked.card.text.startswith("Who is this for?")
    assert asked.card.text.endswith(f"\n\n{SAID_IN}anglisht.")
    assert asked.says_so == 1
    assert asked.tap("me").says_so == 0


def test_s80_she_chooses_the_language_it_falls_back_to(tmp_path: Path) -> None:
    asked = Reader.of(lacking(tmp_path, "sq", one_text("Who is this for?"))).tap("find")
    choice = asked.tap("fallback")
    assert choice.says_so == 0
    assert {"en", "ar"} <= {button.id for button in choice.card.buttons}
    assert choice.card.button("sq") is None
    chosen = choice.tap("ar")
    assert chosen.card.step == asked.card.step
    assert chosen.card.language == "sq"
    assert chosen.card.text.startswith(visit("ar").tap("find").card.text)
    assert f"{SAID_IN}arabisht." in chosen.card.text
    assert choice.tap("back").card == asked.card


def test_s80_the_choice_stands_beside_that_of_her_own_language_too(tmp_path: Path) -> None:
    asked = Reader.of(lacking(tmp_path, "sq", one_text("Who is this for?"))).tap("find")
    languages = asked.type("gjuha")
    assert languages.card.step == "languages"
    assert languages.tap("fallback", "ar", "back").card == asked.tap("fallback", "ar").card


def test_s80_nothing_of_a_language_without_any_but_safety_texts_is_hidden(tmp_path: Path) -> None:
    start = Reader.of(lacking(tmp_path, "sq", everything))
    listing = start.tap(*LISTING)
    moments = [start.tap("find"), listing, listing.tap("1"), listing.tap("plan_b")]
    for moment in moments:
        assert moment.says_so == 1, moment.card.text
        foot = [button.id for button in moment.card.buttons if button.id in FOOT]
        assert [button.id for button in moment.card.buttons][-3:] == foot
        assert [button.id for button in moment.card.buttons][-4] == "fallback"
    assert len(listing.card.text) <= LISTING_LENGTH
    for safe in (start, start.tap("traces"), start.tap("traces", "privacy")):
        assert safe.says_so == 0


@each_language
def test_s80_nothing_is_said_where_nothing_is_missing(language: str) -> None:
    assert world().catalogues.words(language).is_complete
    start = visit(language)
    listing = start.tap(*LISTING)
    for moment in (start, start.tap("find"), listing, listing.tap("1"), start.tap("urgent")):
        assert "fallback" not in moment.ids


def test_s80_in_a_new_visit_the_choice_is_forgotten(tmp_path: Path) -> None:
    asked = Reader.of(lacking(tmp_path, "sq", one_text("Who is this for?"))).tap("find")
    chosen = asked.tap("fallback", "ar")
    assert chosen.turn.session is not None
    again = Reader.of(asked.world).tap("find")
    assert again.card == asked.card
