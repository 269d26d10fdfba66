"""S90, S25: what is handed on names nobody, tells nothing, and can be read on every printer."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.app.printing import offered_among
from bot.app.sharing import area_in, region_named, regions_in
from bot.checks.telling import read_telling_words, telling_word_in
from bot.errors import ContentError, SettingError
from bot.presentation.labels import area_name
from bot.share.card import FORMATS, Card, Format, card_svg
from bot.share.codes import squares
from bot.share.faces import FOLDER, UNSEEN, Face, Faces
from bot.share.kit import pdf_of, write_kit
from bot.share.lines import Typesetter
from bot.share.links import bot_name, every_link, link
from tests.conversation.visit import directory, world
from tests.languages import LOCALES, each_language, offered

NAME = "your_group_info_bot"
FACES = Faces()


def card(language: str, area: str = "") -> Card:
    return Card(world().catalogues.words(language), area, NAME)


def longest_area(language: str) -> str:
    """The longest name of a country or region in a language."""
    words = world().catalogues.words(language)
    kinds = [one for one in directory().area_list if one.kind != "place"]
    assert kinds
    return max((area_name(words, one.country, one.names["en"]) for one in kinds), key=len)


def test_s90_every_link_that_can_be_made_holds_a_language_and_nothing_else() -> None:
    links = every_link(NAME, offered())
    print(f"\n{len(links)} links:", *links, sep="\n")
    assert len(links) == len(set(links)) == len(offered()) >= 26
    for code, address in zip(offered(), links, strict=True):
        assert address == f"https://t.me/{NAME}?start={code}"
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", code)


def test_s90_no_card_can_name_anything_smaller_than_a_region() -> None:
    areas, named = directory().areas, regions_in(directory().areas)
    print(f"\n{len(named)} areas:", *(f"{one.country}/{one.id}" for one in named), sep="\n")
    smaller = [one for one in areas.all if one not in named]
    assert len(smaller) > 150
    assert len(named) > 40
    assert {"Provincia di Enna", "Seine-Saint-Denis", "Fife"} <= {one.id for one in smaller}
    for country in {one.country for one in named}:
        parts = [one for one in areas.choices(country) if one.kind == "region"]
        assert all(one in named for one in parts), "every part of a country that is asked about"
    for one in smaller:
        if one.id not in {other.id for other in named if other.country == one.country}:
            with pytest.raises(SettingError, match="no country or region"):
                region_named(f"{one.country}/{one.id}", directory())
    for one in named:
        found = region_named(f"{one.country}/{one.id}", directory())
        assert found is not None
        assert (found.country, found.id) == (one.country, one.id)
    assert region_named(None, directory()) is None
    assert (
        area_in(region_named("GB/London", directory()), world().catalogues.words("sq")) == "Londër"
    )
    assert area_in(None, world().catalogues.words("sq")) == ""


def test_s90_whoever_makes_a_card_makes_the_same_bytes(tmp_path: Path) -> None:
    told: list[Path] = []
    first = write_kit([card("sq", "Londër")], tmp_path / "a", told.append)
    again = write_kit([card("sq", "Londër")], tmp_path / "b", lambda _: None)
    assert [one.name for one in first] == [one.name for one in again]
    assert list(first) == told
    assert len(first) == 2 * len(FORMATS)
    assert [one.read_bytes() for one in first] == [one.read_bytes() for one in again]


@each_language
def test_s25_nothing_on_a_card_tells(language: str) -> None:
    telling = read_telling_words(LOCALES, language)
    for line in card(language, longest_area(language)).text.splitlines():
        assert telling_word_in(line, telling) is None


@each_language
def test_every_letter_of_every_card_is_printed(language: str) -> None:
    text = card(language, longest_area(language)).text
    drawn = "".join(run for line in text.splitlines() for _, run in FACES.runs(line))
    assert drawn == text.replace("\n", "")
    for face, run in FACES.runs(text.replace("\n", " ")):
        assert {one for one in run if one != " "} - UNSEEN <= face.letters


def test_every_digit_is_printed_beside_every_script() -> None:
    for code in offered():
        typesetter = Typesetter(FACES, world().catalogues.words(code).direction)
        own = world().catalogues.languages[code].name
        assert typesetter.width(f"{own} 0123456789") > typesetter.width(own) + 4


def test_a_letter_that_cannot_be_printed_is_said_and_not_lost() -> None:
    with pytest.raises(ContentError, match=r"U\+4E2D"):
        list(FACES.runs("London 中"))


@each_language
@pytest.mark.parametrize("paper", FORMATS, ids=lambda paper: paper.name)
def test_the_words_of_a_card_stand_above_its_code(language: str, paper: Format) -> None:
    svg = card_svg(card(language, longest_area(language)), paper, FACES)
    places = [
        (float(left), float(top), float(size))
        for left, top, size in re.findall(
            r'<g transform="translate\(([-\d.]+) ([-\d.]+)\) scale\(([\d.]+)\)">', svg
        )
    ]
    *lines, (_, code_top, _), _address = places
    assert lines
    assert max(top for _, top, _ in lines) < code_top
    assert min(left for left, _, _ in lines) >= paper.margin * 0.5
    assert all(size > 2 for _, _, size in lines), "large enough to be read"


def test_letters_that_are_missing_are_said_and_nothing_is_printed(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"NotoSans\.ttf is missing"):
        Faces((Face(tmp_path / "NotoSans.ttf"),))


@pytest.mark.parametrize(
    "damage",
    [
        lambda _whole: b"",
        lambda _whole: b"<html>not found</html>",
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:2000] + bytes(100) + whole[2100:],
    ],
    ids=["empty", "another file", "half of it", "a hole in it"],
)
def test_letters_that_are_damaged_are_said_and_nothing_is_printed(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    for face in FACES.faces:
        spoilt = tmp_path / face.path.name
        spoilt.write_bytes(damage(face.path.read_bytes()))
        with pytest.raises(ContentError, match=rf"{spoilt.name} is damaged.* Take the program"):
            Faces((Face(spoilt),))


def test_a_language_that_is_named_twice_is_made_once() -> None:
    assert offered_among(world().catalogues, ("sq", "ar", "sq")) == ("sq", "ar")


@pytest.mark.parametrize("given", ["XX/London", "XX", "", "/"])
def test_a_country_that_there_is_not_is_refused_with_those_that_there_are(given: str) -> None:
    with pytest.raises(SettingError, match="Use one of: GB, MT, ES, DE, IT, FR"):
        region_named(given, directory())


def test_a_folder_that_cannot_be_written_to_is_refused_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here", encoding="utf-8")
    with pytest.raises(SettingError, match="Name another folder with --out"):
        write_kit([card("sq")], tmp_path / "file", lambda _: None)


def test_the_licence_of_the_letters_lies_beside_them() -> None:
    assert len(list(FOLDER.glob("*.ttf"))) == 5
    licence = (FOLDER / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence
    assert "DISCLAIMER" in licence


def test_the_code_of_a_link_has_corners_that_a_telephone_looks_for() -> None:
    rows = squares(link(NAME, "sq"))
    assert len(rows) == len(rows[0]) >= 25
    assert rows[0][:7] == rows[6][:7] == (True,) * 7


@pytest.mark.parametrize("given", [None, "", "x", "no spaces here", "1abcdef", "a" * 33])
def test_a_card_is_not_made_without_the_name_of_a_bot(given: str | None) -> None:
    with pytest.raises(SettingError, match="FINGERPOST_BOT_NAME"):
        bot_name(given)
    assert bot_name("@some_bot") == bot_name("some_bot") == "some_bot"


@pytest.mark.whole
@each_language
def test_the_code_on_a_printed_card_leads_to_the_bot(language: str, tmp_path: Path) -> None:
    for paper in FORMATS:
        pdf = tmp_path / f"{paper.name}.pdf"
        pdf.write_bytes(pdf_of(card_svg(card(language), paper, FACES), paper))
        page = tmp_path / paper.name
        pdftoppm, zbarimg = shutil.which("pdftoppm"), shutil.which("zbarimg")
        assert pdftoppm, "tests/install.sh installs it"
        assert zbarimg, "tests/install.sh installs it"
        subprocess.run([pdftoppm, "-r", "100", "-png", "-singlefile", pdf, page], check=True)
        words = [zbarimg, "--quiet", "--raw", f"{page}.png"]
        read = subprocess.run(words, capture_output=True, text=True, check=True)
        assert read.stdout.strip() == link(NAME, language)
