"""
What only an assistant can do: menus, restarts, old buttons, slots that it has filled before.

Each scene is played through the small assistant of these tests and through a real Rasa.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from bot.messages import Card, Choice, Incoming, Start, Text
from tests.rasa.hosts import visit
from tests.rasa.playing import expected, seen

Answer = dict[str, Any]


@dataclass
class Talk:
    """One conversation with an assistant. What is not as it should be stands in `differences`."""

    say: Callable[[str], Awaitable[Answer]]
    messages: int = 0
    differences: list[str] = field(default_factory=list)
    last: Answer = field(default_factory=dict)

    async def send(self, text: str) -> Answer:
        """Send a message and return the card that answers it."""
        self.messages += 1
        self.last = await self.say(text)
        return self.last

    async def tap(self, at: int, of: Answer | None = None) -> Answer:
        """Tap a button of the newest card, or of an older one; counted from 0."""
        buttons = (self.last if of is None else of).get("buttons") or []
        return await self.send(buttons[at]["payload"] if at < len(buttons) else "no such button")

    def shows(self, card: Card) -> None:
        """Note it down when the newest card is another."""
        if seen(self.last) != expected(card):
            self.differences.append(f"{expected(card)!r} is {seen(self.last)!r}")


def our(language: str | None, *incoming: Incoming) -> Card:
    """Return the card after these acts in our own runtime."""
    moment = visit(language)
    for one in incoming:
        moment = moment.send(one)
    return moment.card


def at(card: Card, id_: str) -> int:
    """Return where a button stands among those that a card has in Rasa."""
    return expected(card)[1].index(next(one.label for one in card.buttons if one.id == id_))


async def without_a_language_she_is_asked(talk: Talk) -> None:
    await talk.send("/find_help")
    talk.shows(our(None))


async def start_opens_a_visit_and_in_its_midst_begins_it_anew(talk: Talk) -> None:
    await talk.send('/start{"language": "sq"}')
    talk.shows(our("sq"))
    await talk.tap(at(our("sq"), "find"))
    talk.shows(our("sq", Choice("find")))
    await talk.send("/start")
    talk.shows(our("sq", Start("sq")))


async def words_in_the_midst_of_a_form_are_read_by_the_bot(talk: Talk) -> None:
    await talk.send('/find_help{"language": "en"}')
    await talk.send("xyzzy plugh")
    talk.shows(our("en", Text("xyzzy plugh")))
    await talk.send("he hits me")
    talk.shows(our("en", Text("xyzzy plugh"), Text("he hits me")))


async def words_before_any_visit_are_read_too(talk: Talk) -> None:
    await talk.send("umbrella")
    talk.shows(our(None, Text("umbrella")))


async def distress_before_any_visit_brings_the_numbers_at_once(talk: Talk) -> None:
    await talk.send("he hits me")
    talk.shows(our(None, Text("he hits me")))
    await talk.tap(0)
    talk.shows(our(None, Text("he hits me"), Choice("GB")))


async def an_old_button_changes_nothing(talk: Talk) -> None:
    first = await talk.send('/find_help{"language": "en"}')
    await talk.tap(at(our("en"), "find"))
    await talk.tap(at(our("en"), "someone_else"), of=first)
    talk.shows(our("en", Choice("find"), Choice("")))
    await talk.tap(1)
    talk.shows(our("en", Choice("find"), Choice("me_under_18")))


async def after_leaving_an_old_button_opens_a_fresh_visit(talk: Talk) -> None:
    first = await talk.send('/find_help{"language": "en"}')
    await talk.tap(at(our("en"), "leave"))
    talk.shows(our("en", Choice("leave")))
    await talk.tap(0, of=first)
    talk.shows(our(None))


async def leaving_works_from_an_old_card_and_without_a_visit(talk: Talk) -> None:
    first = await talk.send('/find_help{"language": "en"}')
    await talk.tap(at(our("en"), "find"))
    await talk.tap(at(our("en"), "leave"), of=first)
    talk.shows(our("en", Choice("leave")))
    await talk.send("/fingerpost_leave")
    talk.shows(our("en", Choice("leave")))


async def urgent_numbers_begin_a_visit(talk: Talk) -> None:
    await talk.send('/fingerpost_urgent{"language": "ar"}')
    talk.shows(our("ar", Choice("urgent")))
    await talk.tap(0)
    talk.shows(our("ar", Choice("urgent"), Choice("GB")))
    await talk.send("xyzzy plugh")
    talk.shows(our("ar", Choice("urgent"), Choice("GB"), Text("xyzzy plugh")))


async def urgent_numbers_of_a_country_that_is_known_come_at_once(talk: Talk) -> None:
    await talk.send('/fingerpost_urgent{"language": "en", "country": "MT"}')
    talk.shows(our("en", Choice("urgent"), Choice("MT")))


async def a_supporter_begins_where_she_does_in_our_own(talk: Talk) -> None:
    await talk.send('/fingerpost_someone_else{"language": "en"}')
    talk.shows(our("en", Choice("someone_else")))
    await talk.tap(0)
    talk.shows(our("en", Choice("someone_else"), Choice("beside_her")))


async def the_offered_card_begins_a_visit_with_its_buttons(talk: Talk) -> None:
    first = our("sq")
    await talk.send('/find_help{"language": "sq"}')
    offer = await talk.send("/fingerpost_in_confidence")
    talk.shows(our("sq", Choice("in_confidence")))
    assert offer is talk.last
    await talk.tap(at(our("sq", Choice("in_confidence")), "back"))
    talk.shows(first)


async def the_listing_comes_at_once_for_what_an_assistant_knows(talk: Talk) -> None:
    known = '"country": "GB", "area": "London/Hackney", "needs": "housing_homelessness"'
    await talk.send(f'/fingerpost_signpost{{"language": "en", {known}}}')
    acts = (*map(Choice, ("find", "skip", "GB", "London", "more", "London/Hackney", "housing")),)
    talk.shows(our("en", *acts))
    await talk.tap(0)
    talk.shows(our("en", *acts, Choice("1")))


async def what_is_known_is_not_asked_again(talk: Talk) -> None:
    await talk.send('/find_help{"language": "en", "country": "GB", "area": "London/Hackney"}')
    talk.shows(our("en"))
    await talk.tap(0)
    await talk.tap(0)
    acts = ("find", "me", "GB", "London", "more", "London/Hackney")
    talk.shows(our("en", *map(Choice, acts)))


SCENES: tuple[Callable[[Talk], Awaitable[None]], ...] = (
    without_a_language_she_is_asked,
    start_opens_a_visit_and_in_its_midst_begins_it_anew,
    words_in_the_midst_of_a_form_are_read_by_the_bot,
    words_before_any_visit_are_read_too,
    distress_before_any_visit_brings_the_numbers_at_once,
    an_old_button_changes_nothing,
    after_leaving_an_old_button_opens_a_fresh_visit,
    leaving_works_from_an_old_card_and_without_a_visit,
    urgent_numbers_begin_a_visit,
    urgent_numbers_of_a_country_that_is_known_come_at_once,
    a_supporter_begins_where_she_does_in_our_own,
    the_offered_card_begins_a_visit_with_its_buttons,
    the_listing_comes_at_once_for_what_an_assistant_knows,
    what_is_known_is_not_asked_again,
)
