"""A meeting decides with all four parties and half the seats; a motion needs more ayes than noes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.needs.meeting import Party, Seat, Vote
from models.needs.quorum import Outcome, count, is_possible, outcome, quorum
from tests.models.needs.meeting import AYE, SEATS, votes

HALF = 5_000
TABLES = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)), min_size=4, max_size=4).map(
    lambda rows: tuple(
        Seat(party=party, seats=max(seats, present), present=present)
        for party, (seats, present) in zip(Party, rows, strict=True)
    )
)


@pytest.mark.parametrize("party", list(Party))
def test_without_one_of_the_four_parties_there_is_no_quorum_however_many_came(party: Party) -> None:
    seats = [replace(one, present=0 if one.party is party else 3) for one in SEATS]
    found = quorum(seats, HALF)
    assert (found.holds, found.missing, found.present) == (False, (party,), 9)


@pytest.mark.parametrize(("present", "holds"), [(4, False), (5, True)])
def test_half_of_nine_seats_is_five_people(present: int, holds: bool) -> None:
    seats = [Seat(party=one, seats=3 if one is Party.RESIDENT else 2, present=1) for one in Party]
    seats = [replace(one, present=present - 3) if one.party is Party.RESIDENT else one for one in seats]
    found = quorum(seats, HALF)
    assert (found.needed, found.present, found.holds) == (5, present, holds)


@pytest.mark.parametrize(
    ("given_votes", "expected"),
    [
        (votes(2, 0), Outcome.CARRIED),
        (votes(1, 1), Outcome.LOST),  # a tie
        (votes(0, 2), Outcome.LOST),
        ((), Outcome.NOT_VOTED),
        (votes(2, 0)[:3], Outcome.NOT_VOTED),
        (tuple(Vote(party=one, ayes=0, noes=0, abstained=2) for one in Party), Outcome.LOST),
    ],
)
def test_a_motion_is_carried_by_most_of_the_votes_cast(
    given_votes: tuple[Vote, ...], expected: Outcome
) -> None:
    assert outcome(replace(AYE, votes=given_votes), SEATS, HALF) is expected


def test_votes_of_a_meeting_without_a_quorum_decide_nothing() -> None:
    gone = tuple(replace(one, present=0) if one.party is Party.RESIDENT else one for one in SEATS)
    assert outcome(replace(AYE, votes=votes(2, 0)), gone, HALF) is Outcome.NO_QUORUM


@given(TABLES, st.integers(1, 10_000), st.lists(st.integers(0, 3), min_size=12, max_size=12))
def test_what_is_carried_had_a_quorum_every_party_and_more_ayes_than_noes(
    seats: tuple[Seat, ...], points: int, cast: list[int]
) -> None:
    parts = zip(Party, cast[::3], cast[1::3], cast[2::3], strict=True)
    given_votes = tuple(Vote(party=p, ayes=a, noes=n, abstained=s) for p, a, n, s in parts)
    possible = tuple(one for one in given_votes if is_possible(one, seats))
    counted = count(possible)
    carried = outcome(replace(AYE, votes=possible), seats, points) is Outcome.CARRIED
    whole = sum(one.seats for one in seats)
    everybody = all(one.present for one in seats) and len(possible) == 4
    enough = sum(one.present for one in seats) * 10_000 >= whole * points
    assert carried == (everybody and enough and counted.ayes > counted.noes)


@pytest.mark.parametrize(
    ("vote", "possible"),
    [
        (Vote(party=Party.RESIDENT, ayes=1, noes=1), True),
        (Vote(party=Party.RESIDENT, ayes=2, noes=1), False),
        (Vote(party=Party.RESIDENT, ayes=0, noes=0), False),
        (Vote(party=Party.RESIDENT, ayes=3, noes=-1), False),
    ],
)
def test_a_party_casts_no_more_votes_than_it_has_people_there(vote: Vote, possible: bool) -> None:
    assert is_possible(vote, SEATS) is possible
