"""
Write down what Babel knows of our languages: names, lists, months and days of the week.

    python -m tests.i18n.write_cldr

To be run when Babel is renewed or a language is added: a test says so.
"""

from babel import Locale

from bot.i18n.cldr import FOLDER
from bot.i18n.cldr_library import _locale, weekday_name
from bot.i18n.languages import read_languages
from tests.conversation.visit import ROOT

Lines = dict[str, str]

OURS: dict[str, Lines] = {
    # CLDR has no lists of its own for Sorani and would set Latin commas between Arabic letters. Its
    # name of March also means harm (locales/REGISTER.md).
    "ckb": {
        "month.3": "مانگی سێ",
        "list.start": "{0}، {1}",
        "list.middle": "{0}، {1}",
        "list.end": "{0} و {1}",
        "list.2": "{0} و {1}",
    },
    # CLDR puts a suffix to the last word of each item, wherever an item has one already.
    "ti": {f"list.{part}": "{0}፡ {1}" for part in ("start", "middle", "end", "2")},
}
"""What we say otherwise than Babel, by language and key."""


def languages() -> tuple[str, ...]:
    """Return the languages of languages.yaml."""
    return tuple(one.code for one in read_languages(ROOT / "locales" / "languages.yaml"))


def written(language: str) -> str:
    """Return the file of a language."""
    return "".join(f"{key}\t{value}\n" for key, value in lines_of(language).items())


def lines_of(language: str) -> Lines:
    """Return every key of a language and its value."""
    locale: Locale = _locale(language)
    months = locale.months["format"]["wide"]
    return {
        **{f"month.{number}": str(months[number]) for number in range(1, 13)},
        **{f"weekday.{number}": weekday_name(number, language) for number in range(7)},
        **{f"list.{part}": str(one) for part, one in locale.list_patterns["standard"].items()},
        **_named("country", dict(locale.territories)),
        **_named("language", dict(locale.languages)),
        **OURS.get(language, {}),
    }


def _named(kind: str, names: dict[str, object]) -> Lines:
    return {f"{kind}.{code}": one for code, one in sorted(names.items()) if isinstance(one, str)}


def main() -> None:
    """Write a file for each language."""
    FOLDER.mkdir(exist_ok=True)
    for language in languages():
        (FOLDER / f"{language}.tsv").write_text(written(language), encoding="utf-8")


if __name__ == "__main__":
    main()
