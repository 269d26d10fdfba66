"""What the staff pages show as her card is what draws hers, in every language that is offered."""

import pytest

from bot.preview import card_as_she_sees_it
from tests.conversation.visit import NOW, directory, visit, world
from tests.languages import offered


def test_the_preview_says_what_her_own_card_says() -> None:
    listing = visit("sq").tap("in_confidence", "me", "GB", "London").type("newham").tap("skip")
    looked = 0
    for number in [one for one in listing.ids if one.isdigit()]:
        hers = listing.tap(number).card
        service = directory().by_id[hers.services[0]]
        shown = card_as_she_sees_it(world(), service, directory(), "sq", NOW)
        # Whether there is a note on the law depends on the place that she named.
        other = {one.id for one in shown.buttons} ^ {one.id for one in hers.buttons}
        assert other <= {"note"}
        # Its number on her list, and why it is there for her, are of her own visit.
        mine = set(shown.text.splitlines()[1:])
        assert service.name in shown.text
        for contact in service.confirmed_contacts:
            assert (contact.dial or contact.value) in shown.text
        same = mine & set(hers.text.splitlines())
        assert len(same) >= len(mine) - 4, mine - same
        looked += 1
    assert looked > 3


@pytest.mark.parametrize("language", offered())
def test_a_preview_can_be_had_in_every_language(language: str) -> None:
    for service in directory().services[::40]:
        card = card_as_she_sees_it(world(), service, directory(), language, NOW)
        assert card.language == language
        assert service.name in card.text
