"""
How a name sounds, roughly, in whatever script it is written.

Spelling a foreign name by ear keeps its consonants and loses the rest: vowels, doubled letters,
whether a sound is voiced. `sounds` reads such a rough key off the Latin, Arabic, Cyrillic, Greek,
Bengali, Ethiopic and Gurmukhi letters; `voiced` keeps the vowels, to tell near keys apart. Both
serve to offer a place and never to take one as meant.
"""

import re
import unicodedata

from anyascii import anyascii

_BEFORE_LATIN = (
    # Greek pairs that stand for one sound, and digraphs of vowels
    ("μπ", "b"), ("ντ", "D"), ("γκ", "g"), ("γγ", "ng"), ("τζ", "j"), ("τσ", "ch"), ("γου", "w"),
    ("γι", "y"), ("ου", "u"), ("χ", "H"), ("ξ", "ks"), ("θ", "th"), ("υ", "i"),
    # Cyrillic
    ("х", "H"), ("щ", "sh"), ("дж", "j"), ("ь", ""), ("ъ", ""),
    # Arabic letters: the throat is not heard abroad
    ("خ", "H"), ("ح", "h"), ("ع", ""), ("ج", "J"), ("غ", "gh"), ("نغ", "ng"), ("ة", "a"),
    ("چ", "ch"), ("ڤ", "v"), ("پ", "p"), ("تش", "ch"), ("آ", "a"), ("ء", ""), ("ئ", "i"),
    # Bengali
    ("ভ", "v"), ("ং", "ng"), ("য়", "y"), ("য়", "y"), ("ওয়", "w"), ("ঁ", ""), ("্য", "a"),
)  # fmt: skip

_CLASSES = (
    (r"t?sch|shch|tch|ch|sh|zh|ts|dz|dj", "S"),
    (r"kh|gh|ck|q|k|g(?![ei])|c(?![eiy])", "K"),
    (r"ph|[fv]", "F"),
    (r"th|[td]", "T"),
    (r"bh|[bp]", "P"),
    (r"x", "KS"),
    (r"[cszj]|g", "S"),
    (r"l", "L"),
    (r"m", "M"),
    (r"n", "N"),
    (r"r", "R"),
    (r"[^A-Z ]", ""),
)
_VOWELS = ((r"[aàáâä]|e(?!$)", "a"), (r"e$", "a"), (r"[iy]", "i"), (r"[ouw]", "o"))
_DOUBLED = re.compile(r"(.)\1+")
_TWO_WAYS = (("H", ("", "k")), ("J", ("j", "g")), ("D", ("nt", "d")))
_NOT_LETTERS = re.compile(r"[^A-Za-z ]+")

_BY_EAR = {
    "GB": (
        (r"cester\b", "ster"), (r"burgh\b|borough\b", "bra"), (r"\bw", "v"), (r"ough", "of"),
        (r"gh", ""), (r"ck\b", "k"), (r"th", "f"), (r"tt?ham", "tam"), (r"wick\b", "ik"),
        (r"ch", "k"), (r"shire\b", "shir"), (r"sh", "s"),
    ),
    "FR": (
        (r"[sxtdpz]+\b", ""), (r"e[rz]\b", "e"), (r"eau[xt]?s?|au[xt]?", "o"), (r"gn", "n"),
        (r"ch", "sh"), (r"qu", "k"), (r"ill", "i"), (r"gu", "g"), (r"h", ""),
        (r"[sxtdpz]+\b(?=.* )", ""), (r"tion", "sion"), (r"(?<=[aeiou])n\b", "ng"),
    ),
    "ES": (
        (r"j", "h"), (r"ll", "y"), (r"ñ", "ny"), (r"z|c(?=[ei])", "th"), (r"qu", "k"),
        (r"gu(?=[ei])", "gh"), (r"v", "b"), (r"x", "sh"), (r"g(?=[ei])", "h"), (r"j", "H"),
        (r"d\b", ""), (r"z\b", "s"),
    ),
    "IT": (
        (r"ch(?=[ei])", "k"), (r"gh(?=[ei])", "g"), (r"gli", "li"), (r"gn", "n"), (r"z", "ts"),
        (r"c(?=[ei])", "ch"), (r"sc(?=[ei])", "sh"), (r"qu", "kv"), (r"g(?=[ei])", "J"),
    ),
    "DE": (
        (r"w", "v"), (r"v", "f"), (r"z", "ts"), (r"ei", "ai"), (r"ch", "H"), (r"sch", "sh"),
        (r"eu", "oi"), (r"s(?=[tp])", "sh"), (r"tz", "ts"), (r"h", ""), (r"g\b", "k"),
    ),
    "MT": ((r"x", "sh"), (r"q|għ", ""), (r"ċ", "ch"), (r"j", "y"), (r"ġ", "j"), (r"[ħ]", "H")),
}  # fmt: skip


def spoken(name: str, country: str) -> tuple[str, ...]:
    """Return ways to write an official name as it is heard: all the country's habits, and each."""
    lower = name.casefold()
    habits = _BY_EAR.get(country, ())
    every = lower
    found = [lower]
    for pattern, heard in habits:
        every = re.sub(pattern, heard, every)
        if (one := re.sub(pattern, heard, lower)) != lower:
            found.append(one)
    return tuple(dict.fromkeys((*found, every)))


def latin(text: str) -> str:
    """Return the text in Latin letters as they sound; H, J and D are heard in two ways."""
    text = unicodedata.normalize("NFC", text).casefold() if not text.isascii() else text
    if text.isascii():
        return _NOT_LETTERS.sub(" ", text.lower()).strip()
    for letters, sound in _BEFORE_LATIN:
        text = text.replace(letters, sound)
    plain = anyascii(text)
    marked = "".join(one if one in "HJD" and one in text else one.lower() for one in plain)
    return re.sub(" +", " ", _NOT_LETTERS.sub("", marked.replace("-", " "))).strip()


def sounds(text: str) -> tuple[str, ...]:
    """Return the keys of consonants that a text may have; empty when it has none."""
    heard = latin(text)
    ways = {heard}
    for mark, readings in _TWO_WAYS:
        ways = {way.replace(mark, one) for way in ways for one in readings}
    keys = (_key(way) for way in sorted(ways))
    return tuple(dict.fromkeys(key for key in keys if key))


def _key(heard: str) -> str:
    key = heard.lower()
    for pattern, letter in _CLASSES:
        key = re.sub(pattern, letter, key)
    return _DOUBLED.sub(r"\1", key.replace(" ", ""))


def voiced(text: str) -> str:
    """Return how a text sounds with its vowels, in few letters."""
    heard = latin(text).lower().replace("ph", "f").replace("x", "ks").replace("h", "")
    for pattern, vowel in _VOWELS:
        heard = re.sub(pattern, vowel, heard)
    heard = re.sub(r"[q]|c(?![i])", "k", heard).replace("v", "f").replace("z", "s")
    return _DOUBLED.sub(r"\1", heard.replace(" ", ""))
