"""Issue 7: words explained can be reached and never must be, and what is handed on names nobody."""

import re
from dataclasses import replace

from bot.checks.telling import read_telling_words, telling_word_in
from bot.dialogue.flow import Question
from bot.presentation.hand_on_card import no_link_line
from bot.share.links import every_link, link
from bot.turn import take_turn
from tests.conversation.visit import NOW, ROOT, Visit, directory, visit, world
from tests.languages import each_language, offered

LONGEST = 450
"""Letters of a page that explains a word."""

NAME = "your_group_info_bot"
ADDRESS = re.compile(r"https?://[^\s\u2066-\u2069]+")


def pages() -> tuple[str, ...]:
    question = world().dialogue.flows["words_explained"].by_id["word"]
    assert isinstance(question, Question)
    found = tuple(option.page for option in question.options if option.page is not None)
    assert {"migrant", "refugee", "asylum_seeker", "consent"} <= set(found)
    return found


@each_language
def test_every_word_is_explained_in_few_letters_under_a_line_that_tells_nothing(
    language: str,
) -> None:
    telling = read_telling_words(ROOT / "locales", language)
    menu = visit(language).tap("someone_else", "words_explained")
    for page in pages():
        card = menu.tap(page).card
        assert card.step == page
        first, _, text = card.text.partition("\n")
        assert len(text) <= LONGEST, (page, len(text))
        assert telling_word_in(first, telling) is None
        assert menu.tap(page, "back").card == menu.card


def test_no_way_to_a_listing_leads_through_a_word_that_is_explained() -> None:
    for option in ("migrant", "beside_her"):
        assert option in visit("en").tap("someone_else", "words_explained").ids
    assert visit("en").tap("someone_else", "words_explained", "beside_her").card.step == (
        visit("en").tap("someone_else", "beside_her").card.step
    )


def handing_on(moment: Visit, *, named: bool = True) -> str:
    """Return the card that stands as a bot has it that has a name, or has none."""
    from bot.messages import Choice

    made = replace(world(), link=(lambda code: link(NAME, code)) if named else (lambda _: None))
    return take_turn(moment.session, Choice(""), made, directory(), NOW).card.text


@each_language
def test_s90_every_card_to_hand_on_holds_the_link_of_a_language_and_no_other(
    language: str,
) -> None:
    """However a supporter came here and whatever was answered before: one link a language."""
    ways = [
        visit(language).tap("someone_else", "hand_on"),
        visit(language).type("/share"),
        visit(language).tap("find", "me", "GB", "London", "skip", "housing").type("/share"),
        visit(language).tap("someone_else", "in_my_work", "DE", "skip").type("/share"),
    ]
    for page in ways:
        assert page.card.step == "hand_on"
        found = set(ADDRESS.findall(handing_on(page)))
        assert found == {link(NAME, language)}
    languages = ways[0].tap("hand_on_language")
    seen: set[str] = set()
    while True:
        codes = [one for one in languages.ids if one in offered()]
        for code in codes:
            chosen = languages.tap(code)
            assert chosen.card.step == "hand_on"
            found = set(ADDRESS.findall(handing_on(chosen)))
            assert found == {link(NAME, code)}
            seen |= found
        if "more" not in languages.ids:
            break
        languages = languages.tap("more")
    assert seen == set(every_link(NAME, offered()))


def test_what_is_handed_on_is_word_for_word_the_same_for_everyone() -> None:
    ways = [
        visit("sq").tap("someone_else", "hand_on"),
        visit("sq").tap("find", "me", "GB", "London", "skip", "housing").type("/share"),
    ]
    assert len({handing_on(one).partition("https://")[0] for one in ways}) == 1


@each_language
def test_a_bot_without_a_name_says_kindly_that_there_isno_link_line_yet(language: str) -> None:
    page = visit(language).tap("someone_else", "hand_on")
    text = handing_on(page, named=False)
    assert not ADDRESS.findall(text)
    words = world().catalogues.words(language)
    assert no_link_line(words) in text


@each_language
def test_s25_nothing_that_is_handed_on_tells(language: str) -> None:
    telling = read_telling_words(ROOT / "locales", language)
    handed = handing_on(visit(language).tap("someone_else", "hand_on")).split("\n")
    assert len(handed) > 3
    for line in handed[:4]:
        assert telling_word_in(line, telling) is None, line
