"""
Two forms of a typed text in which spelling matters less.

`plain` forgives accents, capitals, doubled letters, punctuation, and in Arabic the marks and the
seats of hamza, but keeps Arabic letters apart: written in Latin letters, "he hits" and "he trains"
are the same word. `skeleton` goes on to Latin letters and serves to compare names of places across
scripts.
"""

import re
import unicodedata

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
    folded = "".join(map(_letter, unicodedata.normalize("NFKC", text)))
    words = _NOT_A_WORD.sub(" ", _APOSTROPHES.sub("", folded).lower())
    return _ARABIC_DRAWN_OUT.sub(r"\1", _LATIN_DOUBLED.sub(r"\1", words)).strip()


def skeleton(text: str) -> str:
    """Return `plain` in Latin letters alone: what two spellings of one name have in common."""
    latin = _APOSTROPHES.sub("", anyascii(plain(text))).lower()
    return _LATIN_DOUBLED.sub(r"\1", _NOT_A_WORD.sub(" ", latin)).strip()


def _letter(letter: str) -> str:
    if unicodedata.combining(letter):
        return ""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if _ARABIC_LETTER.match(letter):
        folded = letter.translate(_SAME_LETTER)
        return " " if folded and not folded.isalpha() else folded
    return anyascii(letter)
