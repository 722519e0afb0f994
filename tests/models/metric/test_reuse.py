"""Given back, and used after all."""

from dataclasses import replace
from datetime import timedelta

from models.calendar import SLOT as QUARTER
from models.hold import SessionStatus
from models.metric.reuse import Reuse, reuse
from tests.builders import NOON, a_fact, a_grid
from tests.models.metric.test_outcome import LATER, SLOT

GIVEN_BACK = replace(SLOT, status=SessionStatus.RELEASED, released_at=NOON + QUARTER)


def test_released_time_runs_from_the_release_to_the_planned_end() -> None:
    facts = a_grid(a_fact(NOON + n * QUARTER, people) for n, people in enumerate((9, 0, 4, 4, 4)))
    assert reuse([GIVEN_BACK, SLOT], facts, LATER) == Reuse(released=1, released_hours=0.75, reused_hours=0.5)


def test_a_slot_that_lies_partly_in_the_span_counts_by_that_part() -> None:
    session = replace(GIVEN_BACK, released_at=NOON + timedelta(minutes=20))
    assert reuse([session], a_grid([a_fact(NOON + QUARTER, 3)]), LATER).reused_hours == 10 / 60


def test_what_lies_ahead_is_not_counted_yet() -> None:
    assert reuse([GIVEN_BACK], a_grid([]), NOON + timedelta(minutes=30)).released_hours == 0.25
    assert reuse([GIVEN_BACK], a_grid([]), NOON) == Reuse()
