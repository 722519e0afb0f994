"""The columns of houses and of work orders that somebody brings in as a file."""

from models.exchange.cell import CellError, day, number, words
from models.exchange.column import Column, ImportKind, plainly
from models.money.amount import AmountError, fen_of
from models.money.property import MOST_FLATS, MOST_M2
from models.money.work_order import BEST, MOST_UNITS

_CODE, _NAME = 32, 60


def fee(text: str) -> int:
    """Yuan, 0 or more."""
    try:
        fen = fen_of(text)
    except AmountError:
        raise CellError("fee") from None
    if fen < 0:
        raise CellError("fee")
    return fen


BUILDINGS = ImportKind(
    key="buildings",
    columns=(
        Column("code", ("编号", "code", "楼栋编号"), plainly(words(_CODE)), required=True, example="Y01"),
        Column(
            "title",
            ("名称", "name", "楼栋", "院落"),
            plainly(words(_NAME)),
            required=True,
            example="探勘一院",
        ),
        Column("title_en", ("英文名称", "english name"), plainly(words(_NAME)), example="Court 1"),
        Column("flats", ("户数", "flats"), plainly(number(0, MOST_FLATS)), required=True, example="60"),
        Column("area", ("面积", "area", "建筑面积"), plainly(number(0, MOST_M2)), default=0, example="5200"),
    ),
    natural=("code",),
)
"""A row of IMPORTS; the code is the house's for ever."""

WORK_ORDERS = ImportKind(
    key="work_orders",
    columns=(
        Column("key", ("工单号", "id", "order"), plainly(words(120)), required=True, example="G-0001"),
        Column(
            "building", ("楼栋", "building", "house"), plainly(words(_NAME)), required=True, example="Y01"
        ),
        Column(
            "service", ("项目", "service", "line"), plainly(words(_NAME)), required=True, example="drains"
        ),
        Column(
            "quantity", ("数量", "quantity", "units"), plainly(number(1, MOST_UNITS)), default=1, example="1"
        ),
        Column("date", ("日期", "date", "报修日"), plainly(day), required=True, example="2026-11-20"),
        Column("done", ("完成日", "done"), plainly(day), default=None, example="2026-11-20"),
        Column("paid", ("收费日", "paid"), plainly(day), default=None, example="2026-11-21"),
        Column("fee", ("收费", "fee"), plainly(fee), default=None, example="50.00"),
        Column(
            "satisfaction", ("满意度", "satisfaction"), plainly(number(1, BEST)), default=None, example="5"
        ),
    ),
)
"""A row of IMPORTS. fee: empty = by the tariff of the day on which it was done."""
