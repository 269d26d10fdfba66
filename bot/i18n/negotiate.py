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
