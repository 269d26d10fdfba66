"""
The words that may be typed instead of tapping an answer: each stands under an answer there is.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.checks.problem import Problem, problem_of
from bot.dialogue.flow import Dialogue
from bot.dialogue.loader import load_dialogue
from bot.errors import ContentError
from bot.understanding.own_words import FILE, read_own_words
from bot.yaml_file import Document, read_yaml


def check_own_words(locales: Path, dialogues: Path) -> list[Problem]:
    """Return all that is wrong with the words of every language that has a file of them."""
    try:
        dialogue = load_dialogue(dialogues)
    except ContentError:
        return []  # its own check says so
    files = sorted(locales.glob(f"*/{FILE}"))
    return [problem for path in files for problem in _of_language(path, dialogue)]


def _of_language(path: Path, dialogue: Dialogue) -> list[Problem]:
    try:
        read_own_words(path)
        return list(_unknown(read_yaml(path), _answers(dialogue)))
    except ContentError as error:
        return [problem_of(error)]


def _answers(dialogue: Dialogue) -> Mapping[str, frozenset[str]]:
    """Return the ids of every answer in the dialogue files, by the slot of its question."""
    known: dict[str, frozenset[str]] = {}
    for question in dialogue.questions:
        ids = frozenset(option.id for option in question.options)
        known[question.slot] = known.get(question.slot, frozenset()) | ids
    return known


def _unknown(document: Document, known: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    for slot, answers in document.value.items():
        if not known.get(slot):
            what = f"no question with answers of its own fills {slot!r}"
            remedy = f"Use one of {', '.join(sorted(one for one in known if known[one]))}"
            yield Problem(document.place(slot), what, remedy)
            continue
        for option in answers:
            if option not in known[slot]:
                what = f"{slot} has no answer {option!r}"
                remedy = f"Use one of {', '.join(sorted(known[slot]))}"
                yield Problem(document.place(slot, option), what, remedy)
