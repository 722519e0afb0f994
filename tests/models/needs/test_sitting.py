"""The course of a meeting: what is possible in which state, and minutes that nobody changes once they are fixed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from models.needs.meeting import Addendum, Meeting, MeetingStatus, Party, Seat, Vote
from models.needs.sitting import (
    Numbers,
    SittingError,
    cancelled,
    closed,
    corrected,
    dropped,
    is_sound,
    moved,
    opened,
    seated,
    seats_of,
    voted,
)
from tests.models.needs.meeting import AT, AYE, CARRIED, LOST, OPEN, PLANNED, SEATS, votes

DAY = date(2026, 11, 25)


def an_end(meeting: Meeting, first: int = 1) -> Meeting:
    return closed(meeting, " What was said ", "li", AT, DAY, Numbers(2026, first))


CLOSED = an_end(replace(OPEN, motions=(CARRIED, LOST)))


def test_a_meeting_that_was_opened_is_counted_and_voted_in() -> None:
    meeting = opened(moved(PLANNED, AYE))
    for party in Party:
        meeting = seated(meeting, party, 2)
        meeting = voted(meeting, AYE.id, Vote(party=party, ayes=2, noes=0))
    assert meeting.seats == SEATS
    assert an_end(meeting).motions[0].decision == "2026-1"


def test_carried_motions_are_numbered_in_their_order_and_others_get_no_number() -> None:
    meeting = replace(OPEN, motions=(LOST, CARRIED, AYE, replace(CARRIED, id="c")))
    found = an_end(meeting, first=12).motions
    assert [(one.carried, one.decision) for one in found] == [
        (False, ""),
        (True, "2026-12"),
        (None, ""),
        (True, "2026-13"),
    ]


def test_minutes_are_fixed_and_whoever_changes_a_word_is_found_out() -> None:
    assert CLOSED.minutes == "What was said"
    assert is_sound(CLOSED)
    assert is_sound(replace(CLOSED, revision=7))
    assert not is_sound(replace(CLOSED, minutes="What was meant"))
    assert not is_sound(replace(CLOSED, motions=CLOSED.motions[:1]))


def test_a_correction_stands_beside_the_minutes_and_changes_nothing_in_them() -> None:
    addendum = Addendum(text=" Three, not two ", by="li", at=AT)
    found = corrected(CLOSED, addendum)
    assert is_sound(found)
    assert [one.text for one in found.addenda] == ["Three, not two"]
    assert found.digest == CLOSED.digest


def test_people_who_leave_take_the_votes_along_that_they_can_no_more_have_cast() -> None:
    left = seated(replace(OPEN, motions=(CARRIED, LOST)), Party.RESIDENT, 1)
    assert {one.party for one in left.motions[0].votes} == set(Party) - {Party.RESIDENT}


def test_a_party_that_votes_again_replaces_its_votes() -> None:
    meeting = replace(OPEN, motions=(replace(AYE, votes=votes(2, 0)),))
    found = voted(meeting, AYE.id, Vote(party=Party.RESIDENT, ayes=0, noes=2)).motions[0]
    assert len(found.votes) == 4
    assert found.votes[-1].noes == 2


@pytest.mark.parametrize(
    "do",
    [
        lambda one: seated(one, Party.RESIDENT, 1),
        lambda one: voted(one, AYE.id, Vote(party=Party.RESIDENT, ayes=1, noes=0)),
        lambda one: moved(one, AYE),
        lambda one: dropped(one, AYE.id),
        opened,
        cancelled,
        an_end,
    ],
)
def test_a_closed_meeting_stays_as_it_is(do: Callable[[Meeting], Meeting]) -> None:
    with pytest.raises(SittingError) as told:
        do(CLOSED)
    assert told.value.message.key == "refused.meeting.state.closed"


@pytest.mark.parametrize("meeting", [PLANNED, replace(PLANNED, status=MeetingStatus.CANCELLED)])
def test_nobody_votes_in_a_meeting_that_is_not_open(meeting: Meeting) -> None:
    with pytest.raises(SittingError):
        voted(meeting, AYE.id, Vote(party=Party.RESIDENT, ayes=1, noes=0))


def test_a_motion_with_votes_is_not_taken_back_and_one_without_is() -> None:
    assert dropped(replace(OPEN, motions=(AYE,)), AYE.id).motions == ()
    with pytest.raises(SittingError, match="voted_on"):
        dropped(replace(OPEN, motions=(CARRIED,)), CARRIED.id)


def test_the_same_motion_put_twice_is_one() -> None:
    assert moved(moved(PLANNED, AYE), AYE).motions == (AYE,)


@pytest.mark.parametrize(
    ("do", "fault"),
    [
        (lambda: seated(OPEN, Party.RESIDENT, 4), "present"),
        (lambda: seated(OPEN, Party.RESIDENT, -1), "present"),
        (lambda: moved(OPEN, replace(AYE, text="  ")), "motion_text"),
        (lambda: moved(OPEN, replace(AYE, text="x" * 501)), "motion_text"),
        (lambda: voted(OPEN, "nothing", Vote(party=Party.RESIDENT, ayes=1, noes=0)), "no_motion"),
        (lambda: closed(OPEN, "x" * 10_001, "li", AT, DAY, Numbers(2026, 1)), "minutes_text"),
        (lambda: corrected(CLOSED, Addendum(text=" ", by="li", at=AT)), "minutes_text"),
        (lambda: seats_of({one: 1 for one in Party if one is not Party.RESIDENT}), "seats"),
        (lambda: seats_of(dict.fromkeys(Party, 201)), "seats"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(do: Callable[[], object], fault: str) -> None:
    with pytest.raises(SittingError, match=fault):
        do()


def test_the_table_has_a_place_for_every_party() -> None:
    assert seats_of(dict.fromkeys(Party, 2)) == tuple(Seat(party=one, seats=2) for one in Party)


@pytest.mark.parametrize(
    "odd", ["a\x00b", "a\ud800b", "\u202eabc", "a\u200bb", "a\x1bb", "a\u2028b", "\ud83d"]
)
@pytest.mark.parametrize(
    "do",
    [
        lambda text: moved(OPEN, replace(AYE, id="new", text=text)),
        lambda text: moved(OPEN, replace(AYE, id="new", about=text)),
        lambda text: moved(OPEN, replace(AYE, id="new", needs=(text,))),
        lambda text: closed(OPEN, text, "li", AT, DAY, Numbers(2026, 1)),
        lambda text: corrected(CLOSED, Addendum(text=text, by="li", at=AT)),
    ],
)
def test_what_hides_or_cannot_be_written_down_gets_into_no_minutes(
    do: Callable[[str], Meeting], odd: str
) -> None:
    with pytest.raises(SittingError) as told:
        do(odd)
    assert told.value.message.key == "refused.meeting.odd_text"


def test_minutes_keep_their_lines_and_the_blanks_that_people_paste() -> None:
    pasted = "到会：4 方\r\n\u3000\u3000一、灯\t已修\u00a0好"
    assert closed(OPEN, pasted, "li", AT, DAY, Numbers(2026, 1)).minutes == pasted
