"""A belief that moves, sees and is cut off at nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.estimate.belief import Belief, Way


def test_doubt_grows_with_every_person_who_passes() -> None:
    belief = Belief()
    for _ in range(4):
        belief.move(Way(1.0, 0.5, 0.04))
    assert (belief.people, belief.pp) == (4.0, pytest.approx(0.16, abs=1e-5))


def test_what_is_seen_pulls_by_the_share_of_the_doubt() -> None:
    belief = Belief(people=10, pp=4)
    belief.see(6, 4)
    assert (belief.people, belief.pp) == (8, 2)


def test_evidence_of_people_teaches_the_lean_of_the_doors() -> None:
    belief = Belief(ll=0.01)
    belief.move(Way(0.0, 100.0, 1.0))
    belief.see(-10, 0.01)
    assert belief.lean == pytest.approx(-0.1, abs=0.01)


def test_nobody_can_be_owed() -> None:
    belief = Belief(people=-4, pp=1)
    assert belief.cut()
    assert belief.people == 0


def test_proof_of_a_few_raises_the_mean_to_them_and_leaves_open_how_many_more_there_are() -> None:
    belief = Belief(people=1, pp=4)
    belief.reach(3, "sum.proven")
    assert (belief.people, belief.pp) == (3, 2)
    belief.reach(2, "sum.proven")
    assert (belief.people, belief.pp) == (3, 2), "more are believed already"


def test_a_fraction_below_nobody_is_no_contradiction() -> None:
    belief = Belief(people=-0.4, pp=1)
    assert not belief.cut()
    assert belief.people == 0


def test_what_was_seen_and_is_forgotten_leaves_no_trace_in_the_trail() -> None:
    belief, plain = Belief(recorded=True, ll=0.005), Belief(recorded=True, ll=0.005)
    start = belief.now()
    for by in (3.0, 2.0, -1.0, 4.0):
        for one in (belief, plain):
            one.move(Way(by, abs(by) / 2, 0.04 * abs(by)))
        belief.see(30, 2.0)
    assert belief.people > 15
    belief.undo(0, start, Way(8.0, 5.0, 0.4), "sum.stuck_camera")
    assert [step.people for step in belief.steps()] == pytest.approx([step.people for step in plain.steps()])
    assert belief.ledger.told == pytest.approx(belief.people)


@given(
    st.lists(
        st.tuples(
            st.floats(-20, 20), st.floats(0, 20), st.floats(0, 5), st.floats(0, 40), st.floats(0.01, 9)
        ),
        max_size=30,
    )
)
def test_no_evidence_makes_a_variance_negative_or_the_people_fewer_than_nobody(steps: list) -> None:
    belief = Belief(ll=0.005, recorded=True)
    for by, traffic, noise, seen, variance in steps:
        belief.move(Way(by, traffic, noise))
        belief.cut()
        belief.see(seen, variance)
        belief.cut()
        assert belief.people >= 0
        assert belief.pp > 0
        assert belief.ll >= 0
    assert len(belief.steps()) == belief.here + 1
