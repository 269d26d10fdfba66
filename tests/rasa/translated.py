"""The journeys in English, to be done in any language: ids are the same everywhere."""

from dataclasses import replace

from bot.channels.acts import Act
from bot.channels.journey import Journey
from tests.conversation.test_journeys import JOURNEYS

IN_ENGLISH = [path for path in JOURNEYS if path.stem.endswith("_en")]


def by_ids(journey: Journey) -> list[Act]:
    """Return what is done in a journey, a label that was typed as a tap: labels are translated."""
    found = []
    for act, seen in zip(journey.acts, journey.seen(), strict=False):
        ids = {label: id_ for id_, label in (seen.buttons if seen else ())}
        written = f"#{ids[act.written]}" if act.written in ids else act.written
        found.append(replace(act, written=written))
    assert found
    return found
