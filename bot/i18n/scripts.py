"""
Which script each language is written in, and letters by which a neighbour's spelling is known.
"""

import unicodedata

LATIN = "LATIN"
_SCRIPTS = {
    **dict.fromkeys(("ar", "fa", "prs", "ps", "ckb", "ur"), "ARABIC"),
    **dict.fromkeys(("uk", "ru"), "CYRILLIC"),
    **dict.fromkeys(("ti", "am"), "ETHIOPIC"),
    "bn": "BENGALI",
    "pa": "GURMUKHI",
}

FOREIGN_LETTERS = {
    "uk": "ыэъёЫЭЪЁ",
    "ru": "іїєґІЇЄҐ",
    "ar": "کگپچیے",
    "fa": "كيةےٹڈړ",
    "prs": "كيةےٹڈړ",
    "ur": "كيړې",
    "ps": "كےٹڈ",
    "ckb": "كيةےٹڈ",
}
"""Letters that the language does not write, and a language of the same script does."""


def script_of(language: str) -> str:
    """Return the script of a language (ISO 639), as Unicode names its letters; Latin if unsaid."""
    return _SCRIPTS.get(language, LATIN)


def script_of_letter(letter: str) -> str:
    """Return the script of a letter: the first word of its Unicode name."""
    return unicodedata.name(letter, "").partition(" ")[0]
