"""What the gym's guests pay."""

from datetime import UTC, date, datetime, timedelta

from ingest.simulator.gym_fees import BUSY_FEN, QUIET_FEN, USUAL_FEN, gym_entries, gym_fees
from ingest.simulator.truth import space_day
from models.centre import SpaceId
from tests.ingest.simulator.worlds import a_world

GYM = SpaceId("gym")
WORKDAY, SUNDAY = date(2026, 11, 18), date(2026, 11, 22)


def test_everybody_who_came_pays_at_least_the_lowest_and_at_most_the_highest_rate_of_his_hours() -> None:
    people = space_day(a_world(), GYM, WORKDAY)
    hours = int((-(-(people.departures - people.arrivals) // 3_600_000)).sum())
    total = sum(gym_fees(a_world(), GYM, WORKDAY).values())
    assert QUIET_FEN * hours < total < BUSY_FEN * hours


def test_quiet_hours_are_cheap_on_working_days_only() -> None:
    def rates(day: date) -> set[int]:
        return {
            fen % USUAL_FEN for hour, fen in gym_fees(a_world(), GYM, day).items() if _local(hour) in (10, 14)
        }

    assert rates(SUNDAY) == {0}
    assert rates(WORKDAY) != {0}


def test_an_hour_is_told_when_it_is_over_and_ever_the_same() -> None:
    noon = datetime(2026, 11, 18, 4, 30, tzinfo=UTC)
    early, late = (list(gym_entries(a_world(), GYM, WORKDAY, noon + timedelta(hours=n))) for n in (0, 9))
    assert early == late[: len(early)]
    assert (early[-1].at, early[-1].key) == (
        datetime(2026, 11, 18, 4, tzinfo=UTC),
        "row:gym-gym:2026-11-18:11",
    )
    assert len(late) > len(early)


def _local(hour_ms: int) -> int:
    return (hour_ms // 3_600_000 + 8) % 24
