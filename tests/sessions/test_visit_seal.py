"""What somebody else keeps of a visit: sealed, and opened only where it was sealed (S40)."""

import base64
import json

from hypothesis import given
from hypothesis import strategies as st

from bot.sessions.visit_seal import Carried, VisitSeal
from tests.privacy.markers import every_form, found_in
from tests.sessions.test_store import visit


def test_every_field_of_a_visit_comes_back_from_its_seal() -> None:
    seal, carried = VisitSeal(), Carried(visit(3), "0a1b2c3d")
    assert seal.open(seal.close(carried, "somebody"), "somebody") == carried


def test_s40_a_visit_opens_for_its_owner_alone_and_never_under_another_key() -> None:
    seal, carried = VisitSeal(), Carried(visit(3), "0a1b2c3d")
    closed = seal.close(carried, "somebody")
    assert seal.open(closed, "somebody") is not None
    assert seal.open(closed, "somebody else") is None
    assert VisitSeal().open(closed, "somebody") is None


def test_s40_nothing_of_a_visit_can_be_read_in_its_seal() -> None:
    seal, carried = VisitSeal(), Carried(visit(3), "0a1b2c3d")
    closed = seal.close(carried, "somebody")
    said = [value for _, value in carried.session.answers.entries]
    forms = every_form([*said, *carried.session.shown, "somebody"])
    assert found_in(json.dumps(closed).encode() + base64.urlsafe_b64decode(closed), forms) == []


def test_s40_the_same_visit_never_looks_the_same_and_its_length_says_little() -> None:
    seal = VisitSeal()
    closed = [seal.close(Carried(visit(number), "0a1b2c3d"), "somebody") for number in (3, 3, 12)]
    assert len(set(closed)) == 3
    assert len({len(one) for one in closed}) == 1


@given(st.one_of(st.none(), st.integers(), st.text(), st.lists(st.text()), st.binary()))
def test_what_is_no_sealed_visit_opens_nothing(other: object) -> None:
    assert VisitSeal().open(other, "somebody") is None


@given(st.binary(max_size=60))
def test_what_is_sealed_badly_opens_nothing(other: bytes) -> None:
    text = base64.urlsafe_b64encode(other).decode()
    assert VisitSeal().open(text, "somebody") is None
