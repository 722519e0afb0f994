"""A series' rule as others read it: what can be said is said, what cannot is left to the sessions themselves."""

from dataclasses import replace
from datetime import date, time

import pytest

from models.centre import SpaceId
from models.exchange.open_schedule import event_schedule
from models.programme.series import Series

DANCE = Series(
    id="dance",
    space=SpaceId("room"),
    kind="dance",
    organiser="taichi-group",
    title={"zh-Hans": "舞蹈"},
    first=date(2026, 11, 2),
    start=time(19, 30),
    minutes=90,
    rule="FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20270131",
    left_out=(date(2026, 11, 9),),
)


def test_a_weekly_rule_is_told_with_days_times_end_and_exceptions() -> None:
    (told,) = event_schedule(DANCE, "Asia/Shanghai")
    assert told["byDay"] == ["https://schema.org/Monday", "https://schema.org/Wednesday"]
    assert (told["startTime"], told["endTime"], told["duration"]) == ("19:30", "21:00", "PT1H30M")
    assert (told["repeatFrequency"], told["startDate"], told["endDate"]) == (
        "P1W",
        "2026-11-02",
        "2027-01-31",
    )
    assert told["exceptDate"] == ["2026-11-09T19:30:00"]
    assert told["scheduleTimezone"] == "Asia/Shanghai"


def test_a_series_that_was_ended_ends_at_the_earlier_of_both_dates() -> None:
    (told,) = event_schedule(replace(DANCE, ended=date(2026, 12, 1)), "Asia/Shanghai")
    assert told["endDate"] == "2026-12-01"


def test_a_class_past_midnight_ends_on_the_clock_of_the_next_day() -> None:
    (told,) = event_schedule(replace(DANCE, start=time(23, 30)), "Asia/Shanghai")
    assert told["endTime"] == "01:00"


@pytest.mark.parametrize(
    "rule", ["", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1", "FREQ=HOURLY", "nonsense"]
)
def test_a_rule_for_which_there_are_no_words_is_not_told_wrongly(rule: str) -> None:
    assert event_schedule(replace(DANCE, rule=rule), "Asia/Shanghai") == []
