"""Sheet 5: one row per series, held and attended, without the activities of sheet 11."""

from datetime import UTC, date, datetime

import pytest

from models.calendar import DayType
from models.metric.peak import PeakList
from models.report.sheet import Absent, Cell, Table
from models.report.sheets.programme import sheet
from models.services.month_inputs import gather
from tests.fakes import MemoryPeakLists
from tests.monthly import COURSE_CAME, GROUP_CAME, HALL, PLACES, a_month_house, with_programme

APRIL = date(2026, 4, 1)


def table(peaks: MemoryPeakLists | None = None) -> Table:
    house = with_programme(a_month_house(APRIL, peaks=peaks or MemoryPeakLists()), APRIL)
    return sheet(gather(house, APRIL)).table("programme")


def key_of(cell: Cell) -> str:
    assert cell.text is not None
    return cell.text.key


def test_a_course_tells_what_was_planned_held_missed_and_cancelled() -> None:
    told = table()
    row = {
        key: told.cell("yoga", f"sessions_{key}").count for key in ("planned", "held", "missed", "cancelled")
    }
    assert row == {"planned": 30, "held": 28, "missed": 1, "cancelled": 1}


def test_the_fill_rate_counts_the_places_of_sessions_that_are_known_the_missed_one_among_them() -> None:
    told = table()
    assert told.cell("yoga", "attendances").count == 28 * COURSE_CAME
    assert told.cell("yoga", "places").count == 29 * PLACES
    assert told.cell("yoga", "fill_rate").number == pytest.approx(28 * COURSE_CAME / (29 * PLACES))
    assert told.cell("dance", "fill_rate").absent is Absent.NO_DATA


def test_the_total_has_no_activity_of_public_benefit() -> None:
    told = table()
    assert [row.key for row in told.rows] == ["dance", "yoga", "total"]
    assert told.cell("total", "attendances").count == 30 * GROUP_CAME + 28 * COURSE_CAME


def test_a_row_names_who_holds_it_by_kind_alone() -> None:
    told = table()
    assert key_of(told.cell("yoga", "organiser")) == "report.organiser.coach"
    assert key_of(told.cell("dance", "organiser")) == "report.organiser.group"


def test_a_session_lies_off_the_peak_where_most_of_its_time_does() -> None:
    at_nine = PeakList(
        space=HALL,
        valid_from=APRIL,
        slots={DayType.WORKDAY: frozenset({18, 19}), DayType.REST: frozenset({18, 19})},
        made_at=datetime(2026, 4, 1, tzinfo=UTC),
        by="wang",
        why="queues",
    )
    told = table(MemoryPeakLists({(HALL, APRIL): at_nine}))
    assert key_of(told.cell("dance", "off_peak")) == "report.off_peak.no"
    assert key_of(told.cell("yoga", "off_peak")) == "report.off_peak.yes"
    assert table().cell("dance", "off_peak").absent is Absent.NO_DATA
