"""What a change is expected to bring: a new session gains only those whom it does not draw from one like it."""

from dataclasses import replace
from datetime import time

import pytest

from models.advice.action import Action
from models.advice.appraisal import appraise, heads
from models.advice.candidate import Candidate
from models.advice.ground import Ground
from models.advice.recommendation import Outcome
from models.advice.snapshot import Ahead
from models.centre import SpaceId
from models.demand.drawn import net
from models.spell import Spell
from tests.advised_ground import MONDAY, a_snapshot

MORE = Candidate(
    action=Action.ADD_CLASS,
    target=Spell(space=SpaceId("a"), weekdays=(3,), start=time(13), end=time(14), first=MONDAY, weeks=12),
    parameters={
        "series": "full",
        "programme": "full",
        "segment": "all",
        "minutes": "60",
        "places": "20",
        "fee_fen": "1000",
    },
)
SUNDAY = replace(MORE, target=replace(MORE.target, weekdays=(6,)))


def held(series: str, day: int, half: int) -> Ahead:
    return Ahead(
        series=series,
        kind=f"kind-{series}",
        organiser="centre",
        coach="",
        space="a",
        day=day,
        half=half,
        length=2,
    )


def gained(candidate: Candidate, *ahead: Ahead) -> tuple[float, float]:
    """People at a session, and those of them who would not have come to another."""
    ground = Ground(replace(a_snapshot(), ahead=ahead))
    attendances = appraise(ground, candidate).effect[Outcome.ATTENDANCES]
    return heads(ground, candidate, candidate.target).mean, attendances.mean


def test_with_nothing_like_it_near_all_who_come_are_gained() -> None:
    coming, more = gained(MORE)
    assert more == pytest.approx(coming)
    assert gained(MORE, held("full", 1, 20))[1] == pytest.approx(coming), "two days before"


def test_whom_a_session_draws_from_one_near_it_is_taken_off_by_the_one_formula() -> None:
    beside = held("full", 3, 18)
    coming, more = gained(MORE, beside)
    assert more == pytest.approx(coming * 0.7)
    ground = Ground(replace(a_snapshot(), ahead=(beside,)))
    expected = net(
        heads(ground, MORE, MORE.target), ground.near("full", ground.courses["full"].segment, 3, time(13))
    )
    found = appraise(ground, MORE).effect[Outcome.ATTENDANCES]
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


def test_no_more_can_be_drawn_than_come_to_what_is_near() -> None:
    coming, more = gained(MORE, held("ghost", 3, 20))
    assert coming * 0.7 < more < coming


def test_the_week_goes_on_before_its_monday_and_after_its_sunday() -> None:
    coming, more = gained(SUNDAY, held("full", 0, 24))
    assert more < coming
