"""The columns of needs that were written on slips, and how slips say when somebody would come."""

import re
from collections.abc import Mapping, Sequence

from models.exchange.cell import CellError, choice, day, number, words
from models.exchange.column import Column, ImportKind, plainly

MOST_VOICES, LONGEST, _NAME = 200, 500, 60

_DAYS: Mapping[str, Sequence[int]] = {
    **{f"{week}{sign}": (n,) for week in ("周", "星期", "礼拜") for n, sign in enumerate("一二三四五六日")},
    "周天": (6,),
    "星期天": (6,),
    "礼拜天": (6,),
    "周末": (5, 6),
    "双休日": (5, 6),
    "weekend": (5, 6),
    "工作日": range(5),
    "平时": range(5),
    "workdays": range(5),
    "每天": range(7),
    "every": range(7),
    **{name: (n,) for n, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))},
}
_PARTS: Mapping[str, tuple[int, int]] = {
    **dict.fromkeys(("上午", "早上", "morning"), (7, 11)),
    **dict.fromkeys(("中午", "noon"), (11, 14)),
    **dict.fromkeys(("下午", "afternoon"), (14, 18)),
    **dict.fromkeys(("晚上", "傍晚", "evening"), (18, 22)),
}
_CLOCK = r"\d{1,2}(?:[:点时](?:00)?)?"
_HOURS = re.compile(r"(\d{1,2})(?:[:点时](?:00)?)?(?:-(\d{1,2})(?:[:点时](?:00)?)?)?")
_WHEN = re.compile(
    rf"(?P<days>{'|'.join(sorted(_DAYS, key=len, reverse=True))})[ -]?"
    rf"(?P<part>{'|'.join(_PARTS)}|{_CLOCK}(?:-{_CLOCK})?)(?=[,;、 ]|$)"
)

Times = tuple[tuple[int, int, int], ...]
"""Weekday from 0 = Monday, hour, hour of the end."""


def times(text: str) -> Times:
    """Days with a part of the day or hours, as 周一上午, 周末晚上, 周五19点, sat 9-11; several with commas between them."""
    told = list(_WHEN.finditer(text.casefold()))
    if not told or _WHEN.sub("", text.casefold()).strip(" ,;、"):
        raise CellError("week_times")
    spans = [(one["days"], *_span(one["part"])) for one in told]
    return tuple(sorted({(weekday, start, end) for days, start, end in spans for weekday in _DAYS[days]}))


def _span(part: str) -> tuple[int, int]:
    if part in _PARTS:
        return _PARTS[part]
    hours = _HOURS.fullmatch(part)
    start = int(hours[1]) if hours else 24
    end = int(hours[2]) if hours and hours[2] else start + 1
    if not 0 <= start < end <= 24:
        raise CellError("week_times")
    return start, end


NEEDS = ImportKind(
    key="needs",
    columns=(
        Column("key", ("编号", "id", "slip", "序号"), plainly(words(120)), example="S-0001"),
        Column(
            "topic", ("类别", "topic", "需求类别"), plainly(words(_NAME)), required=True, example="社区助餐"
        ),
        Column(
            "text",
            ("需求", "need", "内容", "意见", "text", "微心愿"),
            plainly(words(LONGEST)),
            required=True,
            example="希望食堂晚饭开到七点半",
        ),
        Column("date", ("日期", "date", "收集日期"), plainly(day), required=True, example="2026-11-20"),
        Column("grid", ("网格", "grid"), plainly(words(_NAME)), example="g1"),
        Column("courtyard", ("院落", "courtyard", "小区"), plainly(words(_NAME)), example="y01"),
        Column(
            "voices", ("人数", "people", "voices"), plainly(number(1, MOST_VOICES)), default=1, example="2"
        ),
        Column(
            "wanted", ("方便时间", "wanted times"), plainly(times), default=(), example="周一上午,周末晚上"
        ),
        Column("space", ("太挤场地", "crowded space"), lambda house: choice(house.spaces), example="gym"),
        Column("crowded", ("太挤时间", "crowded times"), plainly(times), default=(), example="周五19点"),
    ),
    natural=("date", "topic", "grid", "courtyard", "text"),
)
"""A row of IMPORTS; topics, cells and courtyards are named by their key or by either of their names."""
