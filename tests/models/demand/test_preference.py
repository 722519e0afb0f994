"""What residents say of hours: small counts are told to nobody, the rest is a curve and a number to repeat."""

from collections.abc import Sequence

import numpy as np
import pytest

from models.demand.block import Block
from models.demand.preference import FEWEST, SAID_SD, Preference, discreet, mentions, preferred
from models.demand.segment import Segment

MORNING, EVENING = Block(False, 4), Block(False, 9)


def every_workday(hours: Sequence[int], persons: int, zone: str = "") -> list[Preference]:
    return [
        Preference(weekday=day, hour=hour, zone=zone, wanted=persons) for day in range(5) for hour in hours
    ]


def test_twice_the_persons_are_twice_the_liking() -> None:
    curve = preferred([*every_workday((8, 9), 40), *every_workday((18, 19), 20)]).by_segment[Segment.ALL]
    apart = curve.log_liking[MORNING.number] - curve.log_liking[EVENING.number]
    assert apart == pytest.approx(np.log(2), abs=0.02)


def test_a_free_day_is_not_less_liked_for_there_being_fewer_of_them() -> None:
    weekend = [Preference(weekday=day, hour=hour, wanted=20) for day in (5, 6) for hour in (8, 9)]
    curve = preferred([*every_workday((8, 9), 20), *weekend]).by_segment[Segment.ALL]
    assert curve.log_liking[Block(True, 4).number] == pytest.approx(
        curve.log_liking[MORNING.number], abs=0.06
    )


def test_hours_that_nobody_tells_of_were_named_by_some_and_are_less_sure() -> None:
    curve = preferred(every_workday((8, 9), 40)).by_segment[Segment.ALL]
    silent = np.exp(curve.log_liking[EVENING.number])
    assert 0.5 < silent < FEWEST
    assert curve.sd[EVENING.number] > curve.sd[MORNING.number] > SAID_SD


def test_counts_of_few_persons_are_less_sure_than_counts_of_many() -> None:
    few, many = (preferred(every_workday((8, 9), n)).by_segment[Segment.ALL] for n in (6, 60))
    assert few.sd[MORNING.number] > many.sd[MORNING.number]


def test_people_of_a_zone_speak_for_its_segment() -> None:
    found = preferred([*every_workday((8,), 30, "silver"), *every_workday((18,), 30, "purple")]).by_segment
    assert set(found) == {Segment.SENIORS, Segment.CHILDREN}
    assert found[Segment.SENIORS].log_liking.argmax() == MORNING.number


def test_a_count_that_could_be_somebody_is_told_to_nobody() -> None:
    few, enough = (
        Preference(weekday=1, hour=19, wanted=FEWEST - 1, crowded=9),
        Preference(weekday=2, hour=9, wanted=FEWEST),
    )
    assert discreet([few, enough, Preference(weekday=3, hour=9, wanted=1)]) == (
        Preference(weekday=1, hour=19, crowded=9),
        enough,
    )


def test_so_many_at_least_named_an_hour_and_nobody_is_counted_twice() -> None:
    told = [
        Preference(weekday=1, hour=14, zone="silver", wanted=9),
        Preference(weekday=1, hour=15, zone="silver", kind="dance", wanted=12, crowded=7),
        Preference(weekday=1, hour=15, wanted=6),
        Preference(weekday=1, hour=16, wanted=50),
    ]

    def asked(what: str, kind: str = "dance", zone: str = "silver") -> int | None:
        return mentions(told, what, zone=zone, kind=kind, weekdays=(1, 2), hours=range(14, 16))

    assert asked("wanted") == 18
    assert asked("crowded") == 7
    assert asked("wanted", kind="choir") == 9
    assert asked("wanted", zone="green") == 6
    assert asked("crowded", zone="green") is None, "which is not nobody"


def test_nothing_said_is_no_curve() -> None:
    assert preferred([]).by_segment == {}
    assert preferred([Preference(weekday=1, hour=19, crowded=30)]).by_segment == {}


@pytest.mark.parametrize("wrong", [{"weekday": 7}, {"hour": 24}, {"wanted": -1}, {"crowded": -1}])
def test_an_hour_that_no_week_has_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="no hour"):
        Preference(**{"weekday": 1, "hour": 9, **wrong})
