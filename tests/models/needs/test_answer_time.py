"""Days to an answer: a median of what is known, by topic; what nobody wrote down is not 0."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from models.needs.answer_time import answering, days_to_answer
from models.needs.need import Need, NeedStatus
from tests.matched import need

ZONE = ZoneInfo("Asia/Shanghai")
NEED = need("n", "meals", received_at=datetime(2026, 10, 31, 17, 0, tzinfo=UTC), status=NeedStatus.NEW)
"""Of the first of November there."""


def day_of(at: datetime) -> date:
    return at.astimezone(ZONE).date()


def decided(day: int | None, **more: object) -> Need:
    on = None if day is None else date(2026, 11, day)
    status = NeedStatus.NEW if day is None else NeedStatus.OPEN
    return replace(NEED, decided_on=on, **({"status": status} | more))  # type: ignore[arg-type]


def test_days_are_counted_by_the_calendar_of_the_house() -> None:
    assert [days_to_answer(decided(day), day_of) for day in (1, 4, None)] == [0, 3, None]


def test_the_median_is_of_what_is_known_and_says_of_how_many() -> None:
    needs = [decided(2), decided(4), decided(10), decided(None), decided(None, status=NeedStatus.MET)]
    (told,) = answering(needs, ["care", "meals"], day_of)
    assert (told.topic, told.needs, told.known, told.days, told.closed) == ("meals", 5, 3, 3, 0.2)


def test_without_a_known_day_there_is_no_median_and_not_0() -> None:
    (told,) = answering([decided(None)], ["meals"], day_of)
    assert (told.known, told.days) == (0, None)


def test_repeats_wait_with_the_need_that_they_repeat() -> None:
    (told,) = answering([decided(3), decided(20, of="n")], ["meals"], day_of)
    assert (told.needs, told.known, told.days, told.voices) == (1, 1, 2, 2)
