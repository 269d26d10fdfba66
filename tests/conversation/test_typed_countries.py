"""Where a country is asked for, its name is understood as people type it, in every language."""

from pathlib import Path

import pytest

from bot.yaml_file import read_yaml
from tests.conversation.visit import visit
from tests.languages import offered

TYPED = read_yaml(Path(__file__).with_name("typed_countries.yaml")).value
COUNTRIES = ["GB", "MT", "ES", "DE", "IT", "FR"]


def test_every_language_has_countries_to_type() -> None:
    assert set(TYPED) == set(offered())
    assert sum(len(texts) for countries in TYPED.values() for texts in countries.values()) > 200
    assert {country for countries in TYPED.values() for country in countries} == set(COUNTRIES)


@pytest.mark.whole  # each typed text is looked up in every list
@pytest.mark.parametrize("language", TYPED)
def test_a_country_is_understood_as_it_is_typed(language: str) -> None:
    asked = visit(language).tap("in_confidence", "me")
    assert set(COUNTRIES) <= set(asked.ids)
    for country, texts in TYPED[language].items():
        for text in texts:
            session = asked.type(text).session
            assert session is not None
            said = dict(session.answers.entries)
            assert said.get("country") == country, f"{text!r} in {language}"
