"""
What she looks for, said when it is not being asked: "I need a flat" on a card on the way there.

On the way it is noted, and the question is passed over when its turn comes; below a listing it
makes a new one. Only which answer it is stays, as if she had tapped it.
"""

from collections.abc import Collection

from bot.answers import WISH, Answers
from bot.dialogue.flow import Dialogue
from bot.dialogue.replay import Outcome
from bot.rounds import NARROWING, without_replaced_rounds
from bot.sessions.session import Session

ON_THE_WAY = frozenset({"start", "for_whom", "country", "region", "place"})
"""The slots of the questions that come before."""

SOMETHING_ELSE = "other_need"
"""The answer below a listing that asks for what she looks for anew."""


def wishes(session: Session, outcome: Outcome, dialogue: Dialogue) -> Collection[str]:
    """Return the ids of what she can wish for on the card that stands; none where it is asked."""
    question = outcome.question
    if question is None or question.slot == WISH:
        return ()
    if question.slot == NARROWING and outcome.action == "listing":
        return _answers_to_it(dialogue)
    on_the_way = question.slot in ON_THE_WAY and not session.view
    return _answers_to_it(dialogue) if on_the_way else ()


def with_wish(session: Session, wish: str, outcome: Outcome) -> Session:
    """Return the visit in which it is noted, in the place of an earlier one, or listed at once."""
    read = without_unread_wishes(session.answers, outcome)
    if outcome.action == "listing":
        asked_anew = read.adding(NARROWING, SOMETHING_ELSE).adding(WISH, wish)
        return session.answering(without_replaced_rounds(asked_anew))
    return session.answering(read.adding(WISH, wish))


def without_unread_wishes(answers: Answers, outcome: Outcome) -> Answers:
    """
    Return the answers without a wish that was noted and that nothing has asked for.

    It may have been answered otherwise, by "Someone to talk to, in confidence": later it would be
    the answer to a question that she never saw.
    """
    read = outcome.read.get(WISH, 0)
    unread = [at for at, (asked, _) in enumerate(answers.entries) if asked == WISH][read:]
    return Answers(tuple(one for at, one in enumerate(answers.entries) if at not in unread))


def _answers_to_it(dialogue: Dialogue) -> tuple[str, ...]:
    asked = next((one for one in dialogue.questions if one.slot == WISH), None)
    return tuple(option.id for option in asked.options) if asked is not None else ()
