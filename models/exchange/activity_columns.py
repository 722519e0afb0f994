"""The columns of activities that were held before this house kept them, as somebody brings them in."""

from decimal import Decimal, InvalidOperation

from models.exchange.cell import CellError, choice, day, number, words
from models.exchange.column import Column, ImportKind, plainly

LONGEST_NAME = 80
MOST_PEOPLE = 100_000
MOST_VOLUNTEERS = 1_000
MOST_HOURS = 10_000


def minutes(text: str) -> int:
    """Hours with a decimal point, as whole minutes."""
    try:
        hours = float(Decimal(text))
    except InvalidOperation:
        hours = float("nan")
    if not 0 <= hours <= MOST_HOURS:
        raise CellError("number", lowest=0, highest=MOST_HOURS)
    return round(hours * 60)


ACTIVITIES = ImportKind(
    key="activities",
    columns=(
        Column("day", ("日期", "day", "date"), plainly(day), required=True, example="2026-03-05"),
        Column(
            "kind",
            ("活动类别", "kind", "类别", "活动类型"),
            lambda house: choice(house.kinds),
            required=True,
            example="charity-fair",
        ),
        Column(
            "title",
            ("名称", "title", "活动", "name"),
            plainly(words(LONGEST_NAME)),
            required=True,
            example="学雷锋义集",
        ),
        Column(
            "title_en", ("英文名称", "english title"), plainly(words(LONGEST_NAME)), example="Charity fair"
        ),
        Column(
            "space", ("场地", "space", "空间"), lambda house: choice(house.spaces), default="", example=""
        ),
        Column(
            "attendances",
            ("人次", "attendances", "参与人次"),
            plainly(number(0, MOST_PEOPLE)),
            default=None,
            example="86",
        ),
        Column(
            "persons",
            ("人数（不重复）", "different people", "人数", "persons"),
            plainly(number(0, MOST_PEOPLE)),
            default=None,
            example="",
        ),
        Column(
            "volunteers",
            ("志愿者", "volunteers", "志愿者人数"),
            plainly(number(0, MOST_VOLUNTEERS)),
            default=0,
            example="6",
        ),
        Column(
            "minutes",
            ("志愿时长", "volunteer hours", "志愿服务时长（小时）", "志愿时长（小时）"),
            plainly(minutes),
            default=0,
            example="15",
        ),
    ),
    natural=("day", "kind", "title"),
)
"""A row of IMPORTS. Attendances and different people are two columns: a report that mixes them must be taken apart first."""
