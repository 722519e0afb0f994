"""Remarks survive the database unchanged."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from models.calendar import Window
from models.centre import SpaceId
from models.db import Database
from models.remark import Remark, RemarkKind

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
RAIN = Remark(
    id="r1",
    space=SpaceId("gym"),
    window=Window(AT, AT + HOUR),
    kind=RemarkKind.WEATHER,
    text="暴雨，'全天'",
    by="li",
    at=AT,
)


@pytest.mark.parametrize("kind", RemarkKind)
@pytest.mark.parametrize("space", [None, SpaceId("gym")])
def test_a_remark_comes_back_as_it_was(database: Database, kind: RemarkKind, space: SpaceId | None) -> None:
    remark = replace(RAIN, kind=kind, space=space)
    database.remarks("shijiawan").put(remark)
    assert database.remarks("shijiawan").within(RAIN.window) == [remark]


def test_what_touches_the_window_only_at_its_edge_is_outside(database: Database) -> None:
    remarks = database.remarks("shijiawan")
    starts = {"before": AT - HOUR, "across": AT - HOUR / 2, "inside": AT + HOUR / 4, "after": AT + HOUR}
    for name, at in starts.items():
        remarks.put(replace(RAIN, id=name, window=Window(at, at + HOUR)))
    assert [one.id for one in remarks.within(Window(AT, AT + HOUR))] == ["across", "inside"]


def test_a_remark_is_taken_away_in_its_own_centre_alone(database: Database) -> None:
    database.remarks("shijiawan").put(RAIN)
    database.remarks("jiuyanqiao").put(RAIN)
    assert database.remarks("shijiawan").remove("r1")
    assert not database.remarks("shijiawan").remove("r1")
    assert database.remarks("shijiawan").within(RAIN.window) == []
    assert database.remarks("jiuyanqiao").within(RAIN.window) == [RAIN]
