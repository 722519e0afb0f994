"""The figure of a day: lean, gaps kept, in the local clock, and no number where only bands may be seen."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from dashboard.figures.band_curve import band_figure
from dashboard.figures.day_curve import day_figure, typed
from dashboard.figures.day_layout import Labels
from models.calendar import SLOT, Window
from models.forecast.nowcast import Ahead
from models.services.day_curve import DayCurve
from models.usual import UsualDay
from tests.builders import GYM, a_booking

MIDNIGHT = datetime(2026, 11, 17, 16, tzinfo=UTC)
LABELS = Labels(
    zone=ZoneInfo("Asia/Shanghai"),
    people="people",
    usual="usual",
    hover="h",
    usual_hover="u",
    booked_hover="b",
    capacity="capacity 40",
    comfort="comfort 32",
    number=lambda people: f"{people:.0f}",
    title=lambda booking: booking.title["en"],
    bands=("quiet", "moderate", "busy"),
    ahead="expected",
    ahead_hover="a",
)


def hours(start: float, end: float) -> Window:
    return Window(MIDNIGHT + timedelta(hours=start), MIDNIGHT + timedelta(hours=end))


def a_curve(**parts: Any) -> DayCurve:
    people = np.full(96, np.nan)
    people[32:72] = 20
    people[48:52] = np.nan
    usual = np.full(96, np.nan)
    usual[32:48] = usual[64:88] = 10
    known = {
        "space": GYM,
        "day": datetime(2026, 11, 18, tzinfo=UTC).date(),
        "start": MIDNIGHT,
        "people": people,
        "now": (MIDNIGHT + timedelta(hours=18), 21.0),
        "usual": UsualDay(usual - 4, usual, usual + 4, np.full(96, 30)),
        "capacity": 40,
        "open": (hours(8, 22),),
        "holds": (a_booking(MIDNIGHT + timedelta(hours=9)),),
    }
    return DayCurve(**(known | parts))


def trace(figure: dict[str, Any], uid: str) -> dict[str, Any]:
    found: dict[str, Any] = next(t for t in figure["data"] if t["uid"] == uid)
    return found


def an_afternoon(low: float = 20, high: float = 40) -> Ahead:
    """Thirty people from 18 to 22 o'clock."""
    lines = [np.full(96, np.nan) for _ in range(3)]
    for line, people in zip(lines, (30, low, high), strict=True):
        line[72:88] = people
    return Ahead(*lines)


def test_the_rest_of_the_day_is_a_line_in_its_band() -> None:
    figure = day_figure(a_curve(ahead=an_afternoon()), LABELS)
    line, shape = trace(figure, "ahead"), trace(figure, "ahead-band")
    assert np.flatnonzero(~np.isnan(values(line["y"]))).tolist() == list(range(72, 88))
    assert line["name"] == "expected"
    height = values(shape["y"])
    assert (np.nanmin(height), np.nanmax(height)) == (20, 40)


def test_a_forecast_that_is_not_calibrated_has_a_line_and_no_band() -> None:
    figure = day_figure(a_curve(ahead=an_afternoon(np.nan, np.nan)), LABELS)
    assert len(values(trace(figure, "ahead-band")["y"])) == 0
    assert "ahead" not in [one["uid"] for one in day_figure(a_curve(), LABELS)["data"]]


def test_whoever_may_not_see_counts_sees_no_forecast_of_them() -> None:
    uids = [one["uid"] for one in band_figure(a_curve(ahead=an_afternoon()), LABELS)["data"]]
    assert not any(uid.startswith("ahead") for uid in uids)


def values(array: dict[str, str]) -> Any:
    return np.frombuffer(base64.b64decode(array["bdata"]), dtype=f"<{array['dtype']}")


def test_gaps_stay_gaps() -> None:
    line = trace(day_figure(a_curve(), LABELS), "people")
    assert np.array_equal(np.isnan(values(line["y"])), np.isnan(a_curve().people))
    assert line["connectgaps"] is False


def test_a_quarter_hour_is_drawn_at_its_middle_in_the_local_clock() -> None:
    line = trace(day_figure(a_curve(), LABELS), "people")
    assert (line["x0"], line["dx"]) == ("2026-11-18T00:07:30", 900_000)


def test_the_usual_range_is_one_closed_shape_for_each_stretch_without_a_gap() -> None:
    shape = values(trace(day_figure(a_curve(), LABELS), "band")["y"])
    assert list(np.flatnonzero(np.isnan(shape))) == [32, 32 + 1 + 48]
    assert set(shape[:16]) == {14.0}
    assert set(shape[16:32]) == {6.0}


def test_the_usual_range_lies_under_the_same_clock_as_the_curve() -> None:
    first = values(trace(day_figure(a_curve(), LABELS), "band")["x"])[0]
    assert datetime.fromtimestamp(first / 1000, UTC).strftime("%H:%M:%S") == "08:07:30"


def test_closed_hours_are_grey_before_between_and_after_the_opening_spans() -> None:
    shapes = day_figure(a_curve(open=(hours(6, 9), hours(10.5, 13.5))), LABELS)["layout"]["shapes"]
    assert [(s["x0"][11:16], s["x1"][11:16]) for s in shapes] == [
        ("05:15", "06:00"),
        ("09:00", "10:30"),
        ("13:30", "14:15"),
    ]


def test_a_day_that_never_opens_is_grey_all_over() -> None:
    (shape,) = day_figure(a_curve(open=()), LABELS)["layout"]["shapes"]
    assert shape["x0"] < shape["x1"]


def test_capacity_is_a_line_while_it_is_in_sight_and_a_word_above_when_it_is_not() -> None:
    assert trace(day_figure(a_curve(), LABELS), "capacity")["y"] == [40, 40]
    far = day_figure(a_curve(capacity=4000), LABELS)
    assert "capacity" not in {t["uid"] for t in far["data"]}
    assert "capacity 40 ↑" in [a["text"] for a in far["layout"]["annotations"]]


def test_a_day_without_any_data_still_makes_a_figure() -> None:
    nothing = np.full(96, np.nan)
    bare = a_curve(
        people=nothing, usual=UsualDay(nothing, nothing, nothing, np.zeros(96, int)), now=None, holds=()
    )
    figure = day_figure(bare, LABELS)
    assert figure["layout"]["yaxis"]["range"][1] > 0
    json.dumps(figure, allow_nan=False)


def test_a_full_day_takes_less_than_25_kb() -> None:
    busy = a_curve(
        people=np.linspace(0, 39, 96),
        usual=UsualDay(*(np.linspace(0, 39, 96) for _ in range(3)), np.full(96, 60)),
        holds=tuple(a_booking(MIDNIGHT + n * SLOT * 4, key=f"b{n}") for n in range(8, 20)),
    )
    assert len(json.dumps(day_figure(busy, LABELS), allow_nan=False).encode()) <= 25_000


def test_the_title_of_a_booking_is_cut_where_the_next_one_begins() -> None:
    long = a_booking(MIDNIGHT + timedelta(hours=9), title=("书" * 30, "A very long title of a booking"))
    after = a_booking(MIDNIGHT + timedelta(hours=10.5), key="b2")
    names = [
        a["text"]
        for a in day_figure(a_curve(holds=(long, after)), LABELS)["layout"]["annotations"]
        if a.get("name")
    ]
    assert names[0].endswith("…")
    assert len(names[0]) < 12
    assert names[1] == "Tai chi"


def test_a_title_that_looks_like_markup_is_shown_as_it_was_written() -> None:
    """Plotly reads a kind of HTML in every text."""
    hostile = a_booking(MIDNIGHT + timedelta(hours=9), title=("<b>x</b>", "<img src=x>"))
    drawn = json.dumps(day_figure(a_curve(holds=(hostile,)), LABELS))
    assert "<img" not in drawn
    assert "&lt;img src=x&gt;" in drawn


def test_typed_arrays_are_little_endian() -> None:
    assert typed(np.array([1.0])) == {"dtype": "f4", "bdata": base64.b64encode(b"\x00\x00\x80?").decode()}


@pytest.mark.parametrize("people", [0.0, 1.0, 5.0, 19.0])
def test_bands_tell_no_count(people: float) -> None:
    """Anything quiet gives the very same figure."""
    line = np.full(96, people)
    shown = band_figure(replace(a_curve(), people=line, now=(MIDNIGHT, people)), LABELS)
    assert shown == band_figure(replace(a_curve(), people=np.zeros(96), now=None), LABELS)


def test_bands_are_named_on_the_axis() -> None:
    axis = band_figure(a_curve(), LABELS)["layout"]["yaxis"]
    assert axis["ticktext"] == ["quiet", "moderate", "busy"]
    assert np.nanmax(values(trace(band_figure(a_curve(), LABELS), "people")["y"])) == 2


@pytest.mark.parametrize("draw", [day_figure, band_figure])
def test_without_a_capacity_no_limit_is_drawn_or_named(draw: Any) -> None:
    figure = draw(a_curve(capacity=None), LABELS)
    assert "capacity" not in {trace["uid"] for trace in figure["data"]}
    assert "capacity 40" not in str(figure["layout"])
