"""Patterns of names: what is seen, in what order, and what comes back from the file."""

from array import array
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from bot.errors import CatalogueError
from bot.understanding.glossary import Glossary, glossary_of
from bot.understanding.hearing import Hearing, Sum, Sums
from bot.understanding.lexicon import Lexicon
from bot.understanding.patterns import (
    FILE,
    LONGEST,
    REACH,
    Patterns,
    PatternsFile,
    Verdict,
    read_patterns,
    written,
)
from bot.understanding.skeleton import plain
from tests.hearing.told import LOCALES, digest
from tests.languages import offered

NAMES = {"he": 1, "hit": 2, "me": 3}
NOTHING = Sum(1.0, 0.0, array("b", [0] * 8))


def looking_for(*names: str) -> Patterns:
    """Patterns of one alone: these names in a row, each worth 50, and 40 less for each one."""
    seen = [array("b", [0] * (len(NAMES) + 1)) for _ in range(REACH)]
    for place, name in zip(seen, names, strict=False):
        place[NAMES[name]] = 50
    begin, alone = array("i", [-40 * len(names)]), array("d", [0.0] * 4)
    return Patterns("ab" * 32, 0.5, 0.0, NAMES, seen, begin, array("f", [1.0, 0.0]), (), alone)


def test_a_pattern_is_seen_in_its_order_alone_wherever_it_stands() -> None:
    row = ("he", "hit", "me")
    patterns = looking_for(*row)
    full = patterns.score(row)
    assert full == 15.0
    others = [patterns.score(one) for one in permutations(row) if one != row]
    assert len(others) == 5
    assert max(others) < full
    assert patterns.score(("me", "me", *row, "he")) == full


def test_what_is_seen_of_all_counts_less_in_a_longer_text() -> None:
    patterns = replace(looking_for("he"), bias=0.25, plainly=array("f", [0.0, 1.0]))
    assert patterns.score(("he",)) == 5.25
    assert patterns.score(("he", "me", "me", "me")) == 2.75
    assert patterns.score(("he", "he", "he", "he")) == 10.25


def test_a_verdict_speaks_of_patterns_together_and_only_above_where_it_begins() -> None:
    once, verdict = looking_for("he"), Verdict(array("f", [2.0, -1.0]), -4.0, -0.5)
    patterns = replace(once, verdicts=[verdict])
    assert once.score(("he",)) == 5.0
    assert patterns.score(("he",)) == 5.0 - 0.5 * (2 * 5.0 - 5.0 - 4.0)
    assert patterns.score(("he", "he", "he", "he")) == 5.0
    assert patterns.score(("me",)) == 0


def test_each_name_counts_for_itself_too_and_those_beyond_the_longest_row_do_not() -> None:
    alone, silent = array("d", [0.0, 1.0, 2.0, 4.0]), array("f", [0.0, 0.0])
    patterns = replace(looking_for("he"), bias=0.5, plainly=silent, alone=alone)
    assert patterns.score(("he", "me")) == 5.5
    assert patterns.score(["he"] * LONGEST + ["me"]) == LONGEST + 0.5


def test_names_that_nobody_knows_say_nothing() -> None:
    assert looking_for("he").score(()) == looking_for("he").score(("she", "they")) == 0.0


def test_patterns_come_back_as_they_were_written(tmp_path: Path) -> None:
    verdict = Verdict(array("f", [0.5, -0.25]), -1.5, 2.0)
    patterns = replace(looking_for("he", "hit"), verdicts=[verdict])
    (tmp_path / FILE).write_bytes(written(patterns))
    assert read_patterns(tmp_path / FILE) == patterns
    assert read_patterns(tmp_path / "nothing") is None


@pytest.mark.parametrize("broken", [b"", b"no head", b'{"kind": "fingerpost patterns 2"}\nzzz'])
def test_a_broken_file_says_what_to_do_and_silences_nobody(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / FILE).write_bytes(broken)
    with pytest.raises(CatalogueError, match=r"Run: python -m tests\.hearing"):
        read_patterns(tmp_path / FILE)
    assert PatternsFile(tmp_path / FILE).patterns is None


def test_a_language_leans_on_patterns_as_far_as_it_has_learned() -> None:
    names = glossary_of({"er": "he", "mich": "me"}, {"schlag": "hit"})
    sums, patterns = Sums(NOTHING, NOTHING, 0.1), looking_for("he", "hit", "me")
    assert Hearing("", sums, {}, names, patterns).score(plain("Er schlägt mich")) == 1.5
    assert Hearing("", sums, {}, names).score(plain("Er schlägt mich")) == 0
    assert Hearing("", sums, {}, Glossary(), patterns).score(plain("Er schlägt mich")) == 0


def test_the_patterns_that_are_shipped_are_current_and_every_language_leans_on_them(
    lexicons: tuple[Lexicon, ...],
) -> None:
    patterns = read_patterns(LOCALES / FILE)
    assert patterns is not None, "run: python -m tests.hearing"
    assert patterns.learned_from == digest("every language"), "run: python -m tests.hearing"
    assert len(patterns.numbers) > 1400
    heard = [one.hearing for one in lexicons if one.language in {"en", "ar", "so"}]
    known = [one for one in heard if one is not None]
    assert len(known) == 3 < len(offered())
    assert known[0].patterns is known[1].patterns is known[2].patterns is not None
    assert min(one.danger.leaning for one in known) > 0
