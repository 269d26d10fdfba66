"""S66: every trouble of plan B leads to somebody, in every country, need and language."""

from collections.abc import Iterator
from datetime import timedelta

from bot.checks.telling import read_telling_words, telling_word_in
from bot.messages import Start
from bot.presentation.plan_b_card import ANOTHER_DOOR, SOMEBODY_NOW, WHENS
from bot.presentation.text import SERVICE_LENGTH
from bot.scenes import scene_of
from bot.signposting.listing import PlanB
from tests.conversation.visit import NOW, ROOT, Visit, directory, visit, world
from tests.languages import each_language

FOR_THIS = "What we know of for this:"
NO_OTHER = "We know of no other one."
IN_CONFIDENCE = ("not_safe_at_home", "place_tonight", "from_before", "work", "skip")


def countries() -> tuple[str, ...]:
    found = tuple(area.country for area in directory().areas.countries)
    assert len(found) == 6
    return found


def listings(language: str, country: str) -> Iterator[Visit]:
    start = visit(language).tap("find", "me", country, "skip")
    yield from (start.tap(need) for need in ("language_classes", "housing", "health", "children"))
    yield from (start.tap("in_confidence", about) for about in IN_CONFIDENCE)
    yield start.tap("in_confidence", "not_safe_at_home", "narrow", "contact", "write")


@each_language
def test_s66_every_trouble_leads_to_a_live_service_with_a_contact(language: str) -> None:
    said, looked, longest = world().catalogues.words(language), 0, 0
    telling = read_telling_words(ROOT / "locales", language)
    for country in countries():
        for listing in listings(language, country):
            plan = listing.tap("plan_b")
            for when in WHENS:
                card = plan.tap(when).card
                looked += 1
                longest = max(longest, len(card.text))
                assert card.services, (country, when)
                service = directory().by_id[card.services[0]]
                assert service.show == "yes"
                assert service.country == country
                assert any(
                    (way.dial or way.value) in card.text for way in service.confirmed_contacts
                )
                assert "keep" in plan.tap(when).ids
                assert telling_word_in(card.text.split("\n")[0], telling) is None
                exact = when in {one.when for one in _plans(plan)}
                assert (said.pgettext("plan_b", FOR_THIS) in card.text) is exact, (country, when)
    print(f"\ncases {language}: {looked}, longest {longest}")
    assert looked == 6 * 10 * 5
    assert longest <= SERVICE_LENGTH


def _plans(moment: Visit) -> tuple[PlanB, ...]:
    assert moment.session is not None
    listing = scene_of(moment.session, world(), directory(), NOW).listing
    assert listing is not None
    return tuple(listing.plan_b)


def test_s66_after_a_no_the_way_out_is_another_where_one_is_known() -> None:
    looked = alone = 0
    for country in countries():
        for listing in listings("en", country):
            for number in (one for one in listing.ids if one.isdigit()):
                service = listing.tap(number)
                plan = service.tap("plan_b")
                refused = [plan.tap(when) for when in ANOTHER_DOOR]
                if "words_to_say" in service.ids:
                    refused.append(service.tap("words_to_say", "refused"))
                for one in refused:
                    looked += 1
                    same = one.card.services == service.card.services
                    assert same is (NO_OTHER in one.card.text)
                    if same:
                        alone += 1
                        named = {*listing.card.services, *listing.tap("plan_b").card.services}
                        assert named == set(service.card.services)
    print(f"\nafter a no: {looked}, with no other known: {alone}")
    assert looked > 100


def test_s66_at_night_the_way_out_is_open_though_a_better_one_is_closed() -> None:
    night = visit("en").later(NOW + timedelta(hours=14)).send(Start("en"))
    listing = night.tap("in_confidence", "me", "DE", "skip", "not_safe_at_home")
    plan = listing.tap("1", "plan_b")
    assert listing.tap("1").card.services == ("de-hilfetelefon",)
    for when in SOMEBODY_NOW:
        assert "Open now" in plan.tap(when).card.text
        assert plan.tap(when).card.services == ("de-telefonseelsorge",)
    # A no is no question of the hour.
    assert plan.tap("refused").card.services == ("de-weisser-ring",)


def test_s7_no_trouble_speaks_of_police_or_of_leaving_home() -> None:
    plan = visit("en").tap("find", "me", "GB", "skip", "housing", "plan_b")
    for when in WHENS:
        said = plan.tap(when).card.text.split("\n\n")[1].casefold()
        assert said
        assert not {"police", "leave", "should", "must"} & set(said.split())


@each_language
def test_s66_without_a_country_each_trouble_names_one_service_for_each(language: str) -> None:
    plan = visit(language).tap("find", "skip", "skip", "skip", "plan_b")
    for when in WHENS:
        shown = plan.tap(when).card.services
        assert len({directory().by_id[one].country for one in shown}) == 6
        assert "words_to_say" not in plan.tap(when).ids


def test_back_from_a_trouble_is_plan_b() -> None:
    plan = visit("en").tap("find", "me", "GB", "skip", "housing", "plan_b")
    for when in WHENS:
        assert plan.tap(when, "back").card == plan.card
