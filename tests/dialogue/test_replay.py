"""Where she is follows from her answers and from nothing else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import Answers
from bot.dialogue.condition import Slots
from bot.dialogue.flow import Dialogue, Question
from bot.dialogue.loader import load_dialogue
from bot.dialogue.replay import Outcome, replay
from bot.errors import FlowError

ROOT = Path(__file__).parents[2]
REAL = load_dialogue(ROOT / "dialogues")
LISTS = {"countries": ("GB", "DE"), "languages": ("en", "sq"), "spoken_languages": ("en", "sq")}


def choices(question: Question, slots: Slots) -> tuple[str, ...]:
    if question.options_from == "regions":
        return ("London",) if slots.get("country") == "GB" else ()
    if question.options_from == "places":
        return ("London/Newham",) if slots.get("region") == "London" else ()
    return LISTS[str(question.options_from)]


def after(*given_answers: tuple[str, str], dialogue: Dialogue = REAL) -> Outcome:
    return replay(dialogue, "welcome", Answers(given_answers), choices)


def test_nothing_answered_is_the_first_question() -> None:
    outcome = after()
    assert outcome.question is not None
    assert outcome.question.id == "language"


def test_a_list_with_nothing_in_it_is_not_asked() -> None:
    said = [("language", "en"), ("start", "find"), ("for_whom", "me"), ("country", "DE")]
    question = after(*said).question
    assert question is not None
    assert question.id == "what_about"


def test_an_answer_that_is_no_longer_offered_is_passed_over() -> None:
    outcome = after(("language", "zz"), ("language", "sq"))
    assert outcome.slots["language"] == "sq"
    assert outcome.question is not None
    assert outcome.question.id == "welcome"


def test_an_answer_may_come_before_its_question() -> None:
    said = [("language", "en"), ("country", "GB"), ("region", "London"), ("place", "London/Newham")]
    question = after(*said, ("start", "find"), ("for_whom", "skip")).question
    assert question is not None
    assert question.id == "what_about"


def test_the_newest_round_of_narrowing_counts() -> None:
    said = [("language", "en"), ("start", "find"), ("for_whom", "me"), ("country", "skip")]
    said += [("what_about", "skip")]
    for papers in ("asylum", "settled"):
        said += [("after_results", "narrow"), ("narrow_by", "papers"), ("papers", papers)]
    outcome = after(*said)
    assert outcome.action == "listing"
    assert outcome.slots["papers"] == "settled"


@given(st.lists(st.tuples(st.sampled_from([q.slot for q in REAL.questions]), st.text(max_size=8))))
def test_any_answers_lead_somewhere(entries: list[tuple[str, str]]) -> None:
    assert after(*entries).question is not None


def test_a_circle_without_a_question_is_an_error_and_no_endless_wait(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "flows:\n  welcome:\n    steps:\n      - id: a\n        noop: true\n        next: a\n",
        encoding="utf-8",
    )
    with pytest.raises(FlowError, match="circle"):
        replay(load_dialogue(tmp_path), "welcome", Answers(), choices)


def test_at_most_five_questions_come_before_the_first_listing() -> None:
    """S3: *where* is one of them, however many taps it takes; language and welcome are cards."""
    counted = 0
    for start in ("find", "in_confidence", "someone_else"):
        for whom in ("me", "someone_else"):
            for what in ("in_confidence", "housing"):
                asked: list[str] = []
                entries = [("language", "en"), ("start", start)]
                while (outcome := after(*entries)).action != "listing":
                    question = outcome.question
                    assert question is not None
                    asked.append("where" if question.slot in WHERE else question.slot)
                    entries.append((question.slot, chosen(outcome, whom, what)))
                assert len(set(asked)) <= 5, asked
                counted += 1
    assert counted == 12


WHERE = {"country", "region", "place"}


def chosen(outcome: Outcome, whom: str, what: str) -> str:
    return next((one for one in (whom, what) if one in outcome.offered), outcome.offered[0])
