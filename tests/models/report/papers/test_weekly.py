"""The operator's sheet of a week."""

from dataclasses import replace
from datetime import UTC, date, datetime

from models.report.inputs.week import Crowd, SpaceDay, Stretch, WeekInputs
from models.report.papers.weekly import weekly_paper
from models.report.sheet import Absent, Cell

MONDAY = date(2026, 11, 23)


def a_day() -> SpaceDay:
    return SpaceDay(
        space="gym",  # type: ignore[arg-type]
        name={"zh-Hans": "健身房", "en": "Gym"},
        day=MONDAY,
        capacity=40,
        told=14,
        surely=(Stretch(start=16, end=20), Stretch(start=41, end=48)),
        probably=(),
        crowds=(Crowd(stretch=Stretch(start=36, end=40), most=38.5),),
        left=31,
    )


def a_week(*days: SpaceDay) -> WeekInputs:
    return WeekInputs(
        centre="c",
        name={"zh-Hans": "石家湾", "en": "C"},
        timezone="Asia/Shanghai",
        first=MONDAY,
        as_of=datetime(2026, 11, 20, tzinfo=UTC),
        calc_version=4,
        is_simulated=False,
        label="2026-W48",
        days=days,
        given=False,
        waiting=(),
        changes=(),
    )


def free(one: SpaceDay, column: str) -> Cell:
    return weekly_paper(a_week(one)).sheets[0].table("week_free").cell(f"gym.{MONDAY}", column)


def test_both_tiers_stand_with_their_spans_and_hours() -> None:
    spans = free(a_day(), "surely").text
    assert spans is not None
    assert spans.values["spans"] == "08:00–10:00  20:30–24:00"
    assert free(a_day(), "surely_hours").number == 5.5
    nothing = free(a_day(), "probably").text
    assert nothing is not None
    assert nothing.key == "report.none"
    assert free(a_day(), "room_left").count == 31


def test_a_day_of_which_nothing_can_be_said_has_no_data_and_not_no_calm_hour() -> None:
    silent = replace(a_day(), told=0.0, surely=(), crowds=(), left=None)
    assert free(silent, "surely").absent is Absent.NO_DATA
    assert free(silent, "surely_hours").absent is Absent.NO_DATA


def test_a_crowd_stands_with_its_hours_the_most_that_may_come_and_the_capacity() -> None:
    table = weekly_paper(a_week(a_day())).sheets[1].table("week_crowd")
    assert table.cell(f"gym.{MONDAY}.36", "most_people").number == 38.5
    assert table.cell(f"gym.{MONDAY}.36", "capacity").count == 40


def test_the_paper_is_numbered_by_its_week() -> None:
    assert weekly_paper(a_week()).head.number == "C-2026-W48"
