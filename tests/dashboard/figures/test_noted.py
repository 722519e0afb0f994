"""Remarks in a day's curve: where they belong, in few words, never as markup."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dashboard.figures.noted import noted
from models.calendar import Window
from models.remark import Remark, RemarkKind

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 18, 4, tzinfo=UTC)
FIGURE: dict[str, Any] = {
    "data": [1],
    "layout": {
        "xaxis": {"range": ["2026-11-18T08:00:00", "2026-11-18T22:00:00"]},
        "shapes": ["closed"],
        "annotations": ["limit"],
    },
}


def a_remark(text: str, start: datetime = NOON, hours: float = 2) -> Remark:
    return Remark(
        id="r",
        space=None,
        window=Window(start, start + timedelta(hours=hours)),
        kind=RemarkKind.EVENT,
        text=text,
        by="li",
        at=NOON,
    )


def test_a_remark_is_a_span_with_its_words_and_leaves_the_rest_as_it_was() -> None:
    told = noted(FIGURE, [a_remark("Fair")], SHANGHAI)["layout"]
    assert told["shapes"][0] == "closed"
    assert (told["shapes"][1]["x0"], told["shapes"][1]["x1"]) == (
        "2026-11-18T12:00:00",
        "2026-11-18T14:00:00",
    )
    assert told["annotations"][1]["text"] == "Fair"
    assert FIGURE["layout"]["shapes"] == ["closed"]


def test_a_remark_is_cut_to_the_day_and_one_of_another_day_is_not_drawn() -> None:
    whole = a_remark("x", NOON - timedelta(days=1), 48)
    away = a_remark("x", NOON - timedelta(days=3))
    shapes = noted(FIGURE, [whole, away], SHANGHAI)["layout"]["shapes"]
    assert [(one["x0"], one["x1"]) for one in shapes[1:]] == [tuple(FIGURE["layout"]["xaxis"]["range"])]


def test_words_are_cut_and_never_markup() -> None:
    words = [
        one["text"]
        for one in noted(FIGURE, [a_remark("<b>" + "字" * 60)], SHANGHAI)["layout"]["annotations"][1:]
    ]
    assert words[0].startswith("&lt;b&gt;字")
    assert words[0].endswith("…")
