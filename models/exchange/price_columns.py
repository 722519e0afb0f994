"""The columns of price plans that somebody brings in as a file: a row is a version that waits for another person."""

import re
from collections.abc import Mapping

from models.calendar import DayType
from models.exchange.cell import CellError, choice, clock, day, words
from models.exchange.column import Column, ImportKind, plainly
from models.exchange.property_columns import fee
from models.money.price import Band, Concession, Priced, PriceUnit, Way
from models.money.price_draft import KEY, LONGEST_DECISION, LONGEST_NAME
from models.programme.who import Who

_WORKING = frozenset({DayType.WORKDAY, DayType.MAKEUP})
_DAYS: Mapping[str, frozenset[DayType]] = {
    **{kind.value: frozenset({kind}) for kind in DayType},
    **dict.fromkeys(("every", "每天"), frozenset(DayType)),
    **dict.fromkeys(("working", "工作日"), _WORKING),
    **dict.fromkeys(("free", "休息日"), frozenset(DayType) - _WORKING),
}
WHO: Mapping[str, Who] = {who.value: who for who in Who} | {
    "普通": Who.EVERYBODY,
    "优惠": Who.REDUCED,
    "儿童": Who.CHILD,
    "60-74岁": Who.SENIOR_60,
    "75岁以上": Who.SENIOR_75,
    "残疾人": Who.DISABLED,
    "学生": Who.STUDENT,
    "志愿者": Who.VOLUNTEER,
}
"""By which words a file says who pays."""
_WAY: Mapping[str, Way] = {way.value: way for way in Way} | {
    "减": Way.OFF,
    "只收": Way.FIXED,
    "减百分之": Way.SHARE,
}
_WHAT = {one.value: one.value for one in Priced} | {
    "课程": "course",
    "场地": "room",
    "健身": "gym",
    "餐食": "meal",
    "送餐": "delivery",
}
_UNITS = {one.value: one.value for one in PriceUnit} | {"次": "use", "小时": "hour"}
_BAND = re.compile(r"(\S+) (\S+?) ?- ?(\S+) (\S+)")
_LESS = re.compile(r"(\S+) (\S+) (\S+)")


def plan_key(text: str) -> str:
    """What a plan is called by machines."""
    if not KEY.fullmatch(text):
        raise CellError("plan_key")
    return text


def bands(text: str) -> tuple[Band, ...]:
    """ "working 09:00-16:00 2; free 09:00-21:00 8": days, hours, yuan."""
    return tuple(_band(part) for part in _parts(text))


def concessions(text: str) -> tuple[Concession, ...]:
    """ "senior_75 fixed 1; reduced share 50": who, how, yuan or per cent off."""
    return tuple(_concession(part) for part in _parts(text))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _band(text: str) -> Band:
    found = _BAND.fullmatch(text)
    if found is None or found[1].casefold() not in _DAYS:
        raise CellError("price_band")
    start, end = (clock("00:00" if part == "24:00" else part) for part in (found[2], found[3]))
    return Band(days=_DAYS[found[1].casefold()], start=start, end=end, fen=fee(found[4]))


def _concession(text: str) -> Concession:
    found = _LESS.fullmatch(text)
    who, way = (found[1].casefold(), found[2].casefold()) if found else ("", "")
    if found is None or who not in WHO or way not in _WAY:
        raise CellError("price_less")
    return Concession(who=WHO[who], way=_WAY[way], amount=fee(found[3].removesuffix("%")))


PRICES = ImportKind(
    key="prices",
    columns=(
        Column("plan", ("价目代号", "plan"), plainly(plan_key), required=True, example="gym-hour"),
        Column(
            "title",
            ("名称", "name", "价目"),
            plainly(words(LONGEST_NAME)),
            required=True,
            example="健身按小时",
        ),
        Column(
            "title_en", ("英文名称", "english name"), plainly(words(LONGEST_NAME)), example="Gym by the hour"
        ),
        Column("priced", ("用于", "for"), plainly(choice(_WHAT)), required=True, example="gym"),
        Column("per", ("单位", "unit"), plainly(choice(_UNITS)), default="use", example="hour"),
        Column("price", ("价格", "price"), plainly(fee), required=True, example="5"),
        Column("bands", ("时段价", "bands"), plainly(bands), default=(), example="working 09:00-16:00 2"),
        Column(
            "less", ("优惠", "concessions"), plainly(concessions), default=(), example="senior_75 fixed 1"
        ),
        Column("cap", ("单次封顶", "cap"), plainly(fee), default=None, example="30"),
        Column("cap_month", ("每月封顶", "cap a month"), plainly(fee), default=None, example="200"),
        Column("first", ("首日", "from"), plainly(day), required=True, example="2027-01-01"),
        Column("last", ("末日", "to"), plainly(day), default=None),
        Column(
            "decision", ("决定依据", "decision"), plainly(words(LONGEST_DECISION)), example="2026-12 no. 3"
        ),
    ),
    natural=("plan", "first"),
)
"""A row of IMPORTS."""
