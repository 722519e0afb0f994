"""What a snapshot teaches of demand: where its sensors see people, more would come, and that is said to be borrowed."""

from dataclasses import replace
from datetime import UTC, datetime, time

import numpy as np
import pytest

from models.advice.action import Action
from models.advice.ground import Ground
from models.advice.proposing import advise
from models.advice.query import answered
from models.advice.recommendation import Query
from models.advice.snapshot import packed
from models.demand.block import Block
from models.demand.preference import Preference
from models.demand.segment import Segment
from models.expectation import Evidence
from models.weekplan.greedy import greedy
from tests.advised_ground import a_snapshot

NOON, EVENING = Block(False, 6), Block(False, 9)


def test_hours_at_which_sensors_see_people_are_liked_and_what_nobody_measured_tells_nothing() -> None:
    curves = Ground(a_snapshot()).curves.by_segment
    assert set(curves) == {
        Segment.ALL,
        Segment.SENIORS,
    }  # green rooms, and the dining hall of the silver zone
    liking = curves[Segment.ALL].log_liking
    assert liking[EVENING.number] - liking[NOON.number] == pytest.approx(
        np.log(0.9 * 27)
    )  # 24.3 people beside 1
    assert np.isnan(liking[Block(False, 1).number])


def test_a_zone_counts_its_spaces_by_what_was_measured_in_them() -> None:
    snapshot = a_snapshot()
    dark = snapshot.spaces["b"]
    dark.person[:], dark.measured[:] = 0, 0
    liking = Ground(snapshot).curves.by_segment[Segment.ALL].log_liking
    assert liking[EVENING.number] - liking[NOON.number] == pytest.approx(np.log(27))


def test_an_hour_never_tried_is_borrowed_from_the_sensors_and_more_come_where_they_see_more() -> None:
    snapshot = a_snapshot()
    full = next(one for one in snapshot.courses if one.id == "full")
    seen = Ground(snapshot)
    blind = Ground(a_snapshot())
    for use in blind.snapshot.spaces.values():
        use.person[:], use.measured[:] = 0, 0
    late, early = time(19), time(13)  # neither was ever held there
    asked = [
        [each.expected_heads(each.occasion("full", full.segment, 3, at, 60), 30) for at in (late, early)]
        for each in (seen, blind)
    ]
    assert asked[0][0].evidence is Evidence.BORROWED
    assert asked[1][0].evidence is not Evidence.BORROWED
    assert asked[0][0].mean - asked[0][1].mean > asked[1][0].mean - asked[1][1].mean + 1


def test_days_off_are_days_of_their_own() -> None:
    snapshot = a_snapshot()
    only_work = replace(snapshot, spaces={"a": snapshot.spaces["a"]})
    use = only_work.spaces["a"]
    free = [n for n, day in enumerate(Ground(only_work).days) if day.weekday() >= 5]
    use.person[free] = 0
    liking = Ground(only_work).curves.by_segment[Segment.ALL].log_liking
    assert liking[Block(True, 9).number] < liking[EVENING.number]


def test_what_residents_say_is_weighed_with_what_sensors_see_and_told_with_its_number() -> None:
    afternoon = [Preference(weekday=day, hour=hour, wanted=60) for day in range(5) for hour in (14, 15)]
    told = (*afternoon, Preference(weekday=1, hour=18, crowded=9), Preference(weekday=1, hour=9, wanted=6))
    silent, spoken = Ground(a_snapshot()), Ground(replace(a_snapshot(), preferences=told))
    block = Block(False, 7).number
    before, after = (one.curves.by_segment[Segment.ALL] for one in (silent, spoken))
    assert after.log_liking[block] > before.log_liking[block]
    given = {"space": "a", "weekdays": "1", "start": "28", "end": "30", "kind": "dance"}
    query = Query(key="needs_mentions", given=given)
    assert answered(spoken, 1, query).value == 60
    assert answered(silent, 1, query).value is None


def test_a_move_is_explained_by_who_finds_the_old_hour_too_crowded_where_residents_were_asked() -> None:
    told = (
        Preference(weekday=1, hour=18, crowded=9),
        *(Preference(weekday=day, hour=12, wanted=15) for day in range(5)),
    )
    content = packed(replace(a_snapshot(), preferences=told))
    made = advise(content, greedy, expires_at=datetime(2026, 11, 29, 16, tzinfo=UTC))
    keys = {why.key for one in made.recommendations if one.action is Action.MOVE_SESSION for why in one.why}
    assert "advice.why.crowded" in keys
    plain = advise(packed(a_snapshot()), greedy, expires_at=datetime(2026, 11, 29, 16, tzinfo=UTC))
    assert not {"advice.why.needs", "advice.why.crowded"} & {
        why.key for one in plain.recommendations for why in one.why
    }
