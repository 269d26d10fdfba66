"""Words held as one sorted text: what a dictionary holds, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.compact.sorted_names import SortedNames

WORD = st.text(st.characters(categories=("Ll", "Lo", "Nd")), min_size=1, max_size=8)


@given(st.dictionaries(WORD, st.sampled_from(["he", "hit", "me"])), WORD)
def test_it_holds_what_a_dictionary_holds(named: dict[str, str], other: str) -> None:
    held = SortedNames.of(named)
    assert held == named
    assert len(held) == len(named)
    assert list(held) == sorted(named)
    assert held.get(other) == named.get(other)


def test_a_word_that_is_not_there_is_none_of_its_neighbours() -> None:
    held = SortedNames.of({"schlag": "hit", "schlagen": "hit"})
    assert held.get("schlage") is held.get("") is held.get("zz") is None
    with pytest.raises(KeyError):
        held["schla"]
    assert SortedNames.of({}).get("schlag") is None
