"""
Three forms of a typed text in which spelling matters less.

`plain` forgives accents, capitals, doubled letters, punctuation, and in Arabic the marks and the
seats of hamza, but keeps Arabic letters apart: written in Latin letters, "he hits" and "he trains"
are the same word. `skeleton` goes on to Latin letters and serves to compare names of places across
scripts. `spelt` keeps every script and serves to find a name as it is written.
"""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

ARABIC = "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"
"""The Arabic letters, as the inside of a character class."""

_ARABIC_LETTER = re.compile(f"[{ARABIC}]")
_SAME_LETTER = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىیئ", "ي"),
        "ؤ": "و",
        "ة": "ه",
        "ک": "ك",
        **dict.fromkeys("ھہ", "ه"),
        "ء": "",
        "ـ": "",
    }
)
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_NOT_A_WORD = re.compile(f"[^a-z0-9{ARABIC}]+")
_LATIN_DOUBLED = re.compile(r"([a-z])\1+")
_ARABIC_DRAWN_OUT = re.compile(rf"([{ARABIC}])\1\1+")


def plain(text: str) -> str:
    """Return the words of a text, folded, with one space between them. Empty when it has none."""
    folded = text
    if not text.isascii():
        folded = "".join(map(_letter, unicodedata.normalize("NFKC", text)))
    words = _NOT_A_WORD.sub(" ", _APOSTROPHES.sub("", folded).lower())
    return _ARABIC_DRAWN_OUT.sub(r"\1", _LATIN_DOUBLED.sub(r"\1", words)).strip()


def skeleton(text: str) -> str:
    """Return `plain` in Latin letters alone: what two spellings of one name have in common."""
    latin = _APOSTROPHES.sub("", anyascii(plain(text))).lower()
    return _LATIN_DOUBLED.sub(r"\1", _NOT_A_WORD.sub(" ", latin)).strip()


@lru_cache(maxsize=4096)  # a hundred thousand phrases are folded before the first text is heard
def _letter(letter: str) -> str:
    if unicodedata.combining(letter):
        return ""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if _ARABIC_LETTER.match(letter):
        folded = letter.translate(_SAME_LETTER)
        return " " if folded and not folded.isalpha() else folded
    return anyascii(letter)


_LATIN_OR_NEAR = re.compile("[\u00c0-\u052f\u1e00-\u1fff]")
_HOMOPHONES = str.maketrans(
    {
        **dict(zip("ሐሑሒሓሔሕሖኀኁኂኃኄኅኆኸ", "ሀሁሂሃሄህሆሀሁሂሃሄህሆሀ", strict=True)),
        **dict(zip("ሠሡሢሣሤሥሦ", "ሰሱሲሳሴስሶ", strict=True)),
        **dict(zip("ዐዑዒዓዔዕዖ", "አኡኢኣኤእኦ", strict=True)),
        **dict(zip("ፀፁፂፃፄፅፆ", "ጸጹጺጻጼጽጾ", strict=True)),
        **dict(zip("ণষশীূ", "নসসিু", strict=True)),
    }
)
_NEITHER_LETTER_NOR_MARK = re.compile(r"[^\w\u0300-\u036f\u0900-\u0dff]+|_")


def spelt(text: str) -> str:
    """Return the words of a text, folded within their own script: accents, capitals, homophones."""
    if text.isascii():
        return _LATIN_DOUBLED.sub(r"\1", _NOT_A_WORD.sub(" ", _without_apostrophes(text))).strip()
    folded = unicodedata.normalize("NFKC", text).casefold()
    letters = "".join(map(_own_letter, _APOSTROPHES.sub("", folded)))
    words = _NEITHER_LETTER_NOR_MARK.sub(" ", letters.translate(_HOMOPHONES))
    return _LATIN_DOUBLED.sub(r"\1", words).strip()


def _without_apostrophes(text: str) -> str:
    return _APOSTROPHES.sub("", text).lower()


def _own_letter(letter: str) -> str:
    if letter.isascii():
        return letter
    if _ARABIC_LETTER.match(letter) or letter.isdecimal():
        return _letter(letter)
    if _LATIN_OR_NEAR.match(letter):
        bare = unicodedata.normalize("NFD", letter)[0]
        return bare if bare > "\u036f" else anyascii(letter).lower()
    if unicodedata.category(letter) == "Cf" or "\u0300" <= letter <= "\u036f":
        return ""
    return letter
