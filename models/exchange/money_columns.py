"""The columns of takings and of costs that somebody brings in as a file."""

from models.exchange.cell import CellError, choice, day, words
from models.exchange.column import Column, ImportKind, plainly
from models.money.amount import AmountError, fen_of

LONGEST_WORD = 64

LINES = {
    "gym": "income.gym",
    "健身": "income.gym",
    "course": "income.course",
    "课程": "income.course",
    "room": "income.room",
    "场地": "income.room",
    "canteen": "income.canteen.fare",
    "食堂": "income.canteen.fare",
    "delivery": "income.delivery",
    "送餐": "income.delivery",
    "market": "income.market.sale",
    "集市": "income.market.sale",
    "care": "income.care",
    "日间照料": "income.care",
    "other": "income.other",
    "其他": "income.other",
}
"""What was sold, in either language -> its income."""

MEANS = {
    "cash": "cash",
    "现金": "cash",
    "wechat": "takings",
    "微信": "takings",
    "微信支付": "takings",
    "alipay": "takings",
    "支付宝": "takings",
    "card": "takings",
    "刷卡": "takings",
    "takings": "takings",
}
"""How it was paid -> where it stands: what a statement will show waits for it."""

COSTS = {
    "gym": "cost.gym",
    "健身": "cost.gym",
    "course": "cost.course",
    "课程": "cost.course",
    "room": "cost.room",
    "场地": "cost.room",
    "food": "cost.food",
    "食材": "cost.food",
    "canteen": "cost.canteen",
    "食堂": "cost.canteen",
    "delivery": "cost.delivery",
    "送餐": "cost.delivery",
    "market": "cost.market",
    "集市": "cost.market",
    "care": "cost.care",
    "日间照料": "cost.care",
    "property": "cost.property",
    "物业服务": "cost.property",
    "staff": "cost.staff",
    "人工": "cost.staff",
    "工资": "cost.staff",
    "energy": "cost.energy",
    "水电气": "cost.energy",
    "cleaning": "cost.cleaning",
    "保洁": "cost.cleaning",
    "repair": "cost.repair",
    "维修": "cost.repair",
    "volunteer": "cost.volunteer",
    "志愿活动": "cost.volunteer",
    "fees": "cost.fees",
    "手续费": "cost.fees",
    "other": "cost.other",
    "其他": "cost.other",
}
PAID = {
    "owed": "payable.supplier",
    "未付": "payable.supplier",
    "bank": "bank",
    "银行": "bank",
    "cash": "cash",
    "现金": "cash",
}


def amount(text: str) -> int:
    """Yuan, not 0; below 0 is given back."""
    try:
        fen = fen_of(text)
    except AmountError:
        raise CellError("amount") from None
    if not fen:
        raise CellError("amount")
    return fen


_KEY = Column("key", ("编号", "id", "external id", "单号"), plainly(words(120)), example="A-1")
_DATE = Column("date", ("日期", "date"), plainly(day), required=True, example="2026-01-05")
_AMOUNT = Column(
    "amount", ("金额", "amount", "金额（元）"), plainly(amount), required=True, example="1,234.50"
)
_SPACE = Column("space", ("场地", "space", "空间"), lambda house: choice(house.spaces), example="gym")
_REFERENCE = Column("reference", ("备注", "reference", "单据号", "memo"), plainly(words(LONGEST_WORD)))

TAKINGS = ImportKind(
    key="takings",
    columns=(
        _KEY,
        _DATE,
        Column("line", ("业务", "line"), plainly(choice(LINES)), required=True, example="gym"),
        _AMOUNT,
        Column("means", ("支付方式", "means"), plainly(choice(MEANS)), default="takings", example="cash"),
        _SPACE,
        _REFERENCE,
    ),
    natural=("date", "line", "means", "space", "reference"),
)
"""A row of IMPORTS. A file that corrects an amount brings the same row with another one."""

COST = ImportKind(
    key="costs",
    columns=(
        _KEY,
        _DATE,
        Column("account", ("科目", "account"), plainly(choice(COSTS)), required=True, example="food"),
        _AMOUNT,
        Column(
            "paid_from",
            ("付款", "paid from", "paid"),
            plainly(choice(PAID)),
            default="payable.supplier",
            example="bank",
        ),
        _SPACE,
        Column("building", ("楼栋", "building"), plainly(words(LONGEST_WORD))),
        Column("supplier", ("供应商", "supplier"), plainly(words(LONGEST_WORD)), example="S-07"),
        _REFERENCE,
    ),
    natural=("date", "account", "space", "building", "supplier", "reference"),
)
