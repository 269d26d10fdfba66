"""A compiled catalogue, read as it is asked, says what the standard library says."""

from gettext import GNUTranslations
from io import BytesIO
from typing import Any

import pytest

from bot.errors import CatalogueError
from bot.i18n.catalog import Catalogues, source_of
from bot.i18n.compiled import CompiledTexts
from tests.languages import LOCALES, each_language, offered

NUMBERS = range(121)


def compiled(language: str) -> bytes:
    Catalogues(LOCALES).preview(language)
    return source_of(LOCALES, language).with_suffix(".mo").read_bytes()


@each_language
def test_every_text_and_every_plural_form_is_the_same(language: str) -> None:
    if language == "en":
        return
    content = compiled(language)
    theirs: Any = GNUTranslations(BytesIO(content))
    ours = CompiledTexts(content, language)
    assert ours.info() == theirs.info()
    keys = [key for key in theirs._catalog if key]
    assert len(keys) > 500
    for key in keys:
        context, _, english = (key if isinstance(key, str) else key[0]).partition("\x04")
        if isinstance(key, str):
            assert ours.pgettext(context, english) == theirs.pgettext(context, english)
        else:
            for number in NUMBERS:
                given = (context, english, "many", number)
                assert ours.npgettext(*given) == theirs.npgettext(*given)


def test_what_is_not_there_is_said_in_english() -> None:
    language = next(code for code in offered() if code != "en")
    ours = CompiledTexts(compiled(language), language)
    assert ours.pgettext("nowhere", "One text") == "One text"
    assert ours.npgettext("nowhere", "{count} text", "{count} texts", 2) == "{count} texts"


@pytest.mark.parametrize("content", [b"", b"\xde\x12\x04\x95", b"no catalogue at all", bytes(64)])
def test_bytes_that_are_no_catalogue_are_told_with_a_remedy(content: bytes) -> None:
    with pytest.raises(CatalogueError, match=r"a\.mo:1: no compiled catalogue\. Remove it"):
        CompiledTexts(content, "a.mo")


def test_a_catalogue_that_was_cut_is_told_wherever_it_was_cut() -> None:
    content = compiled("ar")
    CompiledTexts(content, "a.mo")
    for length in range(0, len(content), 997):
        with pytest.raises(CatalogueError, match=r"a\.mo:1: no compiled catalogue\. Remove it"):
            CompiledTexts(content[:length], "a.mo")
    with pytest.raises(CatalogueError):
        CompiledTexts(content[:-2], "a.mo")
