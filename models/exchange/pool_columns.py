"""The columns of helpers that somebody brings in as a file."""

import re
from datetime import date

from models.exchange.cell import CellError, choice, clock, day, number, party_code, several, words
from models.exchange.column import Column, ImportKind, plainly
from models.money.amount import AmountError, fen_of
from models.needs.need import WantedTime
from models.needs.provider import ProviderKind

_NAME, _TAGS = 60, 30
_KINDS = {one.value: one.value for one in ProviderKind} | {"人才": "talent", "资源": "resource"}
_DAYS = {
    name: n for n, names in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天7")) for name in names
}
_ENGLISH = {name: n for n, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_SPAN = re.compile(
    r"(?:周|星期)?([a-zA-Z]{3}|[一二三四五六日天1-7]) ?(\d{1,2}:\d{2}) ?[-–~至] ?(\d{1,2}:\d{2})"
)


def week_hours(text: str) -> tuple[WantedTime, ...]:
    """Spans with semicolons between them: a weekday, and from when until when."""
    return tuple(_span(part.strip()) for part in re.split("[;、,]", text) if part.strip())


def _span(text: str) -> WantedTime:
    found = _SPAN.fullmatch(text)
    weekday = None if found is None else _DAYS.get(found[1], _ENGLISH.get(found[1].lower()))
    if found is None or weekday is None:
        raise CellError("week_hours")
    end = 24 * 60 if found[3] == "24:00" else _minute(found[3])
    start = _minute(found[2])
    if end <= start:
        raise CellError("week_hours")
    return WantedTime(weekday=weekday, start_minute=start, end_minute=end)


def _minute(text: str) -> int:
    at = clock(text)
    return at.hour * 60 + at.minute


def amount(text: str) -> int:
    """Yuan, as fen."""
    try:
        return fen_of(text)
    except AmountError as error:
        raise CellError("amount") from error


def _until(key: str, *names: str) -> Column:
    return Column(key, names, plainly(day), default=None, example="2027-06-30")


PROVIDERS = ImportKind(
    key="providers",
    columns=(
        Column("key", ("编号", "code", "id"), plainly(words(_NAME)), required=True, example="R-01"),
        Column("kind", ("类别", "kind"), plainly(choice(_KINDS)), required=True, example="talent"),
        Column("title", ("名称", "name", "title"), plainly(words(_NAME)), required=True, example="王护士"),
        Column("title_en", ("英文名称", "english name"), plainly(words(_NAME)), example="Nurse Wang"),
        Column("tags", ("专长", "skills", "tags"), plainly(several), required=True, example="血压, 健康"),
        Column("hours", ("时间", "hours"), plainly(week_hours), default=(), example="周三 09:00-11:00"),
        Column(
            "minutes", ("每月分钟", "minutes a month"), plainly(number(0, 44_640)), default=0, example="300"
        ),
        Column("grids", ("网格", "grids"), plainly(several), default=(), example="G01"),
        Column("venue", ("场地", "venue", "space"), lambda house: choice(house.spaces), default=""),
        Column("money", ("资金", "money"), plainly(amount), default=0, example="500.00"),
        Column("goods", ("物资", "goods"), plainly(several), default=(), example="血压计"),
        _until("minors", "未成年人资质至", "minors until"),
        _until("medical", "医疗资质至", "medical until"),
        _until("fire", "消防资质至", "fire until"),
        _until("coach", "教练资质至", "coach until"),
        Column("valid_from", ("有效期自", "valid from"), plainly(day), default=date.min),
        _until("valid_to", "有效期至", "valid to"),
        Column("contact", ("联系代号", "contact"), plainly(party_code), example="T-12"),
    ),
)
"""A row of IMPORTS; a code is its helper's for ever."""
