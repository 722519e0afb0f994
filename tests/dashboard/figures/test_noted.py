"""Remarks and weather drawn into a day's curve: where they were, cut to what is shown, one below the other."""

from datetime import datetime
from typing import Any

from dashboard.figures.noted import noted
from models.calendar import Window
from models.remark import Remark, RemarkKind
from tests.measured import ZONE, local

DAY: dict[str, Any] = {
    "layout": {
        "xaxis": {"range": ["2026-11-20T07:00:00", "2026-11-20T22:00:00"]},
        "shapes": [{"name": "shut"}],
        "annotations": [],
    }
}


def a_remark(start: datetime, end: datetime, text: str, kind: RemarkKind = RemarkKind.WEATHER) -> Remark:
    return Remark(
        id=text, space=None, window=Window(start, end), kind=kind, text=text, by="wang", at=local(9)
    )


def drawn(*remarks: Remark) -> list[tuple[str, str, str, int]]:
    """(from, to, words, how far down) of each."""
    layout = noted(DAY, remarks, ZONE)["layout"]
    spans = [one for one in layout["shapes"] if one["name"] == "remark"]
    words = layout["annotations"]
    return [(a["x0"][11:], a["x1"][11:], b["text"], b["yshift"]) for a, b in zip(spans, words, strict=True)]


def test_weather_and_an_event_stand_at_their_hours_one_below_the_other() -> None:
    storm = a_remark(local(14), local(16), "暴雨")
    fair = a_remark(local(15), local(18), "义诊", RemarkKind.EVENT)
    assert drawn(storm, fair) == [
        ("14:00:00", "16:00:00", "暴雨", 0),
        ("15:00:00", "18:00:00", "义诊", -16),
    ]


def test_what_reaches_over_the_day_is_cut_and_what_lies_outside_is_left_out() -> None:
    night, long = a_remark(local(1), local(6), "霜"), a_remark(local(5), local(23), "雾")
    assert drawn(night, long) == [("07:00:00", "22:00:00", "雾", -16)]


def test_a_long_remark_is_shortened_and_no_markup() -> None:
    ((_, _, words, _),) = drawn(a_remark(local(9), local(10), "<b>" + "风" * 40))
    assert words.startswith("&lt;b&gt;")
    assert words.endswith("…")


def test_the_day_itself_stays_as_it_is() -> None:
    noted(DAY, [a_remark(local(9), local(10), "雨")], ZONE)
    assert DAY["layout"]["annotations"] == []
