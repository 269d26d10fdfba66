import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.checks.locales import check_locales
from bot.checks.telling import TellingWords, read_telling_words, telling_word_in
from bot.errors import CatalogueError
from bot.i18n.catalog import TEMPLATE, Catalogues, source_of
from bot.i18n.catalogue_files import (
    Message,
    extra_headers,
    extract,
    key_of,
    read_catalogue,
    texts,
    update,
    written,
)
from bot.i18n.compiling import compile_all, compile_one

ROOT = Path(__file__).parents[2]

LANGUAGES = """
- {code: en, name: English, review: source}
- {code: ar, name: العربية, review: draft}
"""
DIALOGUE = """
flows:
  where:
    description: Where.
    steps:
      - id: country
        collect: country
        ask: Which country are you in?
        safety: true
        options:
          - {id: gb, label: United Kingdom}
pages:
  traces: {title: More, text: "Two lines\\nof text in 24 hours", safety: false}
"""
CODE = """
def count(words, n):
    # Translators: A button, at most 20 characters.
    words.pgettext("button", "Show {name} the list", name="x")
    return words.npgettext("listing", "{count} place", "{count} places", n)
"""

SAFETY = {
    "Which country are you in?": "في أي بلد أنت؟",
    "United Kingdom": "المملكة المتحدة",
}
OTHER = {"More": "المزيد", "Show {name} the list": "قائمة {name}"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for path, text in {
        "bot/code.py": CODE,
        "dialogues/where.yaml": DIALOGUE,
        "services_data/taxonomy.yaml": "needs:\n  - {id: a, name: Doctors}\n",
        "services_data/areas.yaml": "- {id: UK, country: GB, names: {en: Britain}}\n",
        "locales/languages.yaml": LANGUAGES,
        "locales/en/telling.yaml": "words: [violen*]\n",
        "locales/ar/telling.yaml": "words: [عنف*]\n",
        "locales/promise_words.yaml": "ar: [نضمن]\n",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    update(tmp_path)
    return tmp_path


def _translate(project: Path, translations: dict[str, str]) -> Path:
    path = source_of(project / "locales", "ar")
    text = path.read_text(encoding="utf-8")
    for english, arabic in translations.items():
        before, found, after = text.partition(f'msgid "{english}"\n')
        assert found, english
        _, _, rest = after.partition("\n")
        text = f'{before}{found}msgstr "{arabic}"\n{rest}'
    path.write_text(text, encoding="utf-8")
    return path


def test_every_text_is_found_with_its_context(project: Path) -> None:
    found = {key_of(message) for message in texts(extract(project))}
    assert found == {
        ("button", "Show {name} the list"),
        ("listing", "{count} place"),
        ("safety.question.where.country", "Which country are you in?"),
        ("safety.option.where.country.gb", "United Kingdom"),
        ("page.traces.title", "More"),
        ("page.traces.text", "Two lines\nof text in 24 hours"),
        ("taxonomy.needs", "Doctors"),
        ("area.GB", "Britain"),
    }


def test_the_real_sources_give_texts_and_safety_texts() -> None:
    found = [message.context or "" for message in texts(extract(ROOT))]
    assert len(found) > 100
    assert any(context.startswith("safety.") for context in found)


def test_the_same_sources_give_the_same_bytes(project: Path) -> None:
    assert update(project) == ()
    assert written(extract(project)) == written(extract(project))
    assert "Date" not in (project / "locales/messages.pot").read_text(encoding="utf-8")


def test_an_update_keeps_translations_and_guesses_none(project: Path) -> None:
    path = _translate(project, SAFETY | OTHER)
    dialogue = project / "dialogues/where.yaml"
    changed = dialogue.read_text(encoding="utf-8").replace("are you in?", "are you in now?")
    dialogue.write_text(changed, encoding="utf-8")
    update(project)
    by_key: dict[str, Message] = {key_of(one)[1]: one for one in texts(read_catalogue(path))}
    assert by_key["More"].string == "المزيد"
    assert not by_key["Which country are you in now?"].string
    assert "Which country are you in?" not in by_key
    assert "#~" not in path.read_text(encoding="utf-8")
    assert "X-Review: draft" in path.read_text(encoding="utf-8")


def test_an_update_keeps_the_note_of_who_read_the_texts_back(project: Path) -> None:
    path = _translate(project, SAFETY)
    note = "2026-11-30, English hidden: 2 of 6 mended"
    text = path.read_text(encoding="utf-8")
    header = '"X-Review: draft\\n"\n'
    assert header in text
    path.write_text(text.replace(header, f'{header}"X-Read-Back: {note}\\n"\n'), encoding="utf-8")
    update(project)
    assert extra_headers(path)["X-Read-Back"] == note
    assert f"X-Read-Back: {note}" in path.read_text(encoding="utf-8")


def test_a_note_longer_than_a_line_survives_every_update(project: Path) -> None:
    path = _translate(project, SAFETY)
    note = "2026-11-30, a second pair of eyes, English hidden but known by then: 2 of 6 mended"
    header = '"X-Review: draft\\n"\n'
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(header, f'{header}"X-Read-Back: {note}\\n"\n'), encoding="utf-8")
    update(project)
    assert f"X-Read-Back: {note}" not in path.read_text(encoding="utf-8"), "it fits on one line"
    update(project)
    assert extra_headers(path) == {"X-Review": "draft", "X-Read-Back": note}


def test_s80_a_language_is_offered_when_every_safety_text_is_there(project: Path) -> None:
    assert Catalogues(project / "locales").offered == ("en",)
    with pytest.raises(CatalogueError, match="not offered; offered: en"):
        Catalogues(project / "locales").words("ar")
    _translate(project, SAFETY)
    compile_all(project)
    catalogues = Catalogues(project / "locales")
    assert catalogues.offered == ("en", "ar")
    words = catalogues.words("ar")
    assert words.pgettext("safety.option.where.country.gb", "United Kingdom") == "المملكة المتحدة"
    assert words.pgettext("page.traces.title", "More") == "More"
    assert words.is_draft
    assert not words.is_complete


def test_s80_a_safety_text_that_needs_work_counts_as_missing(project: Path) -> None:
    path = _translate(project, SAFETY)
    text = path.read_text(encoding="utf-8")
    marked = text.replace('msgctxt "safety.q', '#, fuzzy\nmsgctxt "safety.q')
    assert marked != text
    path.write_text(marked, encoding="utf-8")
    compile_all(project)
    assert Catalogues(project / "locales").offered == ("en",)


def test_s80_a_new_safety_text_takes_a_language_back_until_it_is_translated(project: Path) -> None:
    path = _translate(project, SAFETY)
    compile_all(project)
    dialogue = project / "dialogues/where.yaml"
    with dialogue.open("a", encoding="utf-8") as file:
        file.write("  leaving: {title: Leave, text: It is gone, safety: true}\n")
    update(project)
    compiled = path.with_suffix(".mo")
    past = compiled.stat().st_mtime - 10
    os.utime(compiled, (past, past))
    assert Catalogues(project / "locales").offered == ("en",)


def test_a_spoiled_compiled_catalogue_is_made_again(project: Path) -> None:
    compiled = _translate(project, SAFETY | OTHER).with_suffix(".mo")
    compile_all(project)
    whole = compiled.read_bytes()
    assert len(whole) > 200
    for length in (0, 20, 100, len(whole) - 9):
        compiled.write_bytes(whole[:length])
        assert Catalogues(project / "locales").offered == ("en", "ar")
        assert compiled.read_bytes() == whole


def test_who_reads_a_catalogue_while_it_is_compiled_reads_all_of_it(project: Path) -> None:
    source = _translate(project, SAFETY)
    compiled, template = source.with_suffix(".mo"), project / "locales" / TEMPLATE
    whole = compile_one(source, template)

    def compile_often() -> None:
        for _ in range(100):
            compile_one(source, template)

    seen = set()
    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(compile_often)
        while not writer.done():
            seen.add(compiled.read_bytes())
        writer.result()
    assert seen == {whole}


def test_plural_forms_are_chosen_as_weblate_and_poedit_number_them(project: Path) -> None:
    path = source_of(project / "locales", "ar")
    text = path.read_text(encoding="utf-8")
    for form in range(6):
        text = text.replace(f'msgstr[{form}] ""', f'msgstr[{form}] "form {form} {{count}}"')
    path.write_text(text, encoding="utf-8")
    words = Catalogues(project / "locales").preview("ar")
    chosen = {
        count: words.npgettext("listing", "{count} place", "{count} places", count).split()[1]
        for count in (0, 1, 2, 3, 11, 100)
    }
    assert chosen == {0: "0", 1: "1", 2: "2", 3: "3", 11: "4", 100: "5"}


def test_an_unreadable_catalogue_says_where(project: Path) -> None:
    path = source_of(project / "locales", "ar")
    path.write_text('msgid "a"\nmsgstr "b\nhello\n', encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"messages\.po:\d+: not readable"):
        read_catalogue(path)
    assert "Poedit" in str(check_locales(project)[-1])


def test_the_check_says_that_a_language_is_not_offered_and_how_to_see_why(project: Path) -> None:
    said = [str(problem) for problem in check_locales(project)]
    assert any(
        line.endswith(
            "locales/ar: 2 safety messages untranslated, language not offered. "
            "Run: python -m bot check locales ar"
        )
        for line in said
    )
    assert any("untranslated. Translate it" in str(one) for one in check_locales(project, "ar"))


def test_the_check_finds_nothing_wrong_in_a_good_translation(project: Path) -> None:
    _translate(project, SAFETY | OTHER)
    found = [problem.what for problem in check_locales(project)]
    assert found == ["4 other messages untranslated, shown in English"]


WRONG: list[tuple[str, str, str]] = [
    ("Show {name} the list", "قائمة {nom}", "placeholders differ"),
    ("Show {name} the list", "قائمة", "placeholders differ"),
    ("Show {name} the list", "قائمة طويلة جداً {name}", "at most 20"),
    ("Show {name} the list", "Show {name} the list", "still in English"),
    ("More", "المزيد 5", "numbers differ"),
    ("More", "المزيد ٥", "digits other than 0 to 9"),
    ("More", " المزيد", "edges differ"),
    ("More", "more", "small letter"),
    ("More", "More", "not in Arabic script"),
    ("More", "المزيد!", "exclamation"),
    ("More", "للعنف", "telling word"),
]


@pytest.mark.parametrize(("english", "arabic", "fault"), WRONG)
def test_the_check_finds_each_planted_fault(
    project: Path, english: str, arabic: str, fault: str
) -> None:
    _translate(project, {english: arabic})
    found = [problem for problem in check_locales(project) if fault in problem.what]
    assert found
    assert all(problem.remedy and not problem.what.endswith(".") for problem in found)


def test_the_check_says_when_the_files_are_old(project: Path) -> None:
    (project / "bot/code.py").write_text("", encoding="utf-8")
    found = [problem.remedy for problem in check_locales(project) if "not current" in problem.what]
    assert found == ["Run: python -m bot locales update"] * 2


INNOCENT: dict[str, list[str]] = {
    "en": [
        "Urgent numbers", "Someone to talk to, in confidence", "Refugees", "Housing",
        "Safety first", "Battery", "White", "Papers and visas", "Traffic",
    ],
    "sq": ["Numra urgjentë", "Strehim", "Refugjatë", "Dikush për të folur, në mirëbesim", "Dhunti"],
    "ar": ["أرقام عاجلة", "سكن", "لاجئون", "شخص للحديث معه بسرية", "الضرائب", "بلا مأوى", "بسرعة"],
}  # fmt: skip
TELLING: dict[str, list[str]] = {
    "en": ["Domestic Violence Helpline", "Women's Refuge", "Are you being abused?", "he BEATS you"],
    "sq": ["Qendra kundër dhunës", "viktimat", "Të rreh dikush?", "Shtëpi e sigurt"],
    "ar": ["مركز مكافحة العنف", "ضحايا", "هل يضربك؟", "وملجأ للنساء", "للناجيات"],
}


@pytest.mark.parametrize(
    ("samples", "wanted"), [(INNOCENT, False), (TELLING, True)], ids=["innocent", "telling"]
)
def test_s25_telling_words_are_told_from_ordinary_ones(
    samples: dict[str, list[str]], wanted: bool
) -> None:
    for language, said in samples.items():
        words = read_telling_words(ROOT / "locales", language)
        assert words.words
        for text in said:
            assert (telling_word_in(text, words) is not None) == wanted, text


def test_a_broken_list_of_telling_words_is_refused(tmp_path: Path) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx/telling.yaml").write_text("wrods: [a]\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"telling\.yaml:1: "):
        read_telling_words(tmp_path, "xx")
    assert telling_word_in("anything", TellingWords(())) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- {code: en}",
        "- {code: en, name: English, review: perhaps}",
        "- {code: en, name: E, review: draft}\n- {code: en, name: E, review: draft}",
    ],
)
def test_a_wrong_list_of_languages_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "languages.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"languages\.yaml:\d+: "):
        _ = Catalogues(tmp_path).languages
