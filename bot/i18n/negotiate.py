"""Which offered language answers to what a client says it speaks."""

from collections.abc import Sequence

_OTHER_CODES = {"als": "sq", "arb": "ar", "fa-af": "prs", "iw": "he", "ku": "kmr"}


def negotiate(asked: str | None, offered: Sequence[str]) -> str | None:
    """
    Return the offered language for a client's code such as "sq-AL" or "en_GB".

    None when nothing fits or nothing was said: then she is asked, never guessed at.
    """
    if not asked:
        return None
    tag = asked.replace("_", "-").lower()
    base = tag.partition("-")[0]
    wanted = (_OTHER_CODES.get(tag), tag, _OTHER_CODES.get(base), base)
    return next((code for code in wanted if code in offered), None)


def two_letter_code(language: str) -> str | None:
    """
    Return the two-letter code (ISO 639-1) by which a client's `asked` means this language.

    None when there is none. A messenger that keeps texts by language may know no other codes. Of
    those planned for, en fr es de it mt sq ar fa ps ti am so ur bn pa tr uk ru pl ro pt vi are such
    codes themselves; kmr is reached by ku, as in `negotiate`; ckb and prs have none (fa is Farsi).
    """
    codes = (language, *(code for code, meant in _OTHER_CODES.items() if meant == language))
    return next((code for code in codes if len(code) == 2), None)
