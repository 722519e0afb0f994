"""The half hours of a month and the peak list that is in force at its end."""

from datetime import UTC, date, datetime, timedelta

import pytest

from models.calendar import DayType
from models.heatmap import DayKind
from models.metric.peak import PeakList
from models.metric.period import month_of
from models.services.monthly.heat import heat_inputs
from tests.builders import GYM
from tests.fakes import MemoryPeakLists
from tests.monthly import GYM_PEOPLE, HOURS, a_month_house

MAY = date(2026, 5, 1)
AT = datetime(2026, 4, 1, tzinfo=UTC)


def test_half_hours_add_up_to_the_month() -> None:
    gym = heat_inputs(a_month_house(MAY), month_of(MAY)).spaces[0]
    assert {one.half_hour for one in gym.spots} == {18, 19, 20, 21}
    assert sum(one.person_hours for one in gym.spots) == pytest.approx(31 * HOURS * GYM_PEOPLE)
    work = next(one for one in gym.spots if one.kind is DayKind.WORK)
    assert work.sums.use.person_hours == pytest.approx(21 * GYM_PEOPLE / 2), "21 workdays"


def test_of_two_lists_of_a_quarter_the_one_at_the_end_of_the_month_is_told() -> None:
    worked_out = PeakList(
        space=GYM, valid_from=date(2026, 4, 1), slots={}, busy=9.0, coverage=0.9, made_at=AT
    )
    decided = PeakList(
        space=GYM,
        valid_from=MAY + timedelta(days=9),
        slots={DayType.WORKDAY: frozenset({36})},
        made_at=AT,
        by="wang",
        why="queues",
    )
    lists = MemoryPeakLists({(GYM, one.valid_from): one for one in (worked_out, decided)})
    gym, hall = heat_inputs(a_month_house(MAY, peaks=lists), month_of(MAY)).spaces
    assert gym.peak is not None
    assert (gym.peak.is_decided, gym.peak.slots, gym.peak.busy) == (True, decided.slots, None)
    assert hall.peak is None
