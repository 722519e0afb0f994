"""What a report holds: sheets of tables of cells. Numbers and names only; words, order on paper and pictures are the forms'."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from models.message import LocalText, Message
from models.metric.metric import Unit


class Absent(StrEnum):
    """Why a cell has no number; its words are `report.absent.<absent>`. An empty cell is never 0."""

    NO_DATA = "no_data"
    HIDDEN = "hidden"  # too little of the open time was measured
    FEW = "few"  # fewer persons than may be told
    WITHHELD = "withheld"  # it would give a small count away
    NOT_TOGETHER = "not_together"  # a figure of one space, asked of several
    NOT_ASKED = "not_asked"  # does not apply to this row
    NOT_ALIKE = (
        "not_alike"  # of two periods of which not as much was measured: what was added up is not compared
    )
    OF_MONTH = "of_month"  # people, whom the report of a whole month tells and nothing finer
    NOTHING_BEFORE = "nothing_before"  # a change against 0 or less: no share of it says how much


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column. key: its heading is `report.column.<key>`, the metric's own name where `is_metric`, or `name` where it is
    one that people gave (a space's).

    unit: of its numbers (fractions 0..1 for shares, integer fen for money); None = texts, dates, bare numbers, and numbers
    whose row says the unit.
    is_persons: it counts people of whom few could be known again, so that models/report/disclosure.py hides small counts.
    sums: columns of the same row that it adds up; out_of: the column that says of how many people a rate is told;
    beside: the column of people whose hidden number it would give away; an amount, as of so much a head, in any row.
    """

    key: str
    unit: Unit | None = None
    is_metric: bool = False
    name: LocalText | None = None
    is_persons: bool = False
    sums: tuple[str, ...] = ()
    out_of: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One of number, count, text, name, day, instant; or absent and why. Never more than one of them.

    count: whole things and fen; number: whatever is measured. coverage: of what a rate is made of, None = not a rate;
    is_flagged: shown, but less than 80 % of it was measured; is_marked: stands out for what its table says (a half hour
    that is on the quarter's peak list).
    """

    count: int | None = None
    number: float | None = None
    text: Message | None = None
    name: LocalText | None = None
    day: date | None = None
    instant: datetime | None = None
    absent: Absent | None = None
    coverage: float | None = None
    is_flagged: bool = False
    is_marked: bool = False

    @property
    def is_number(self) -> bool:
        return self.count is not None or self.number is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Cells in the order of the columns. key: unique in its table and the same from month to month ("gym", "workday.18:30").

    unit: of its numbers in columns that have none of their own (a table of figures, one a row).
    of: keys of the rows that a total adds up, () = every row of the table that is no total.
    """

    key: str
    cells: tuple[Cell, ...]
    is_total: bool = False
    unit: Unit | None = None
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a sheet. key: its title is `report.table.<key>`, unique in the report."""

    key: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()

    @property
    def labels(self) -> int:
        """How many columns on the left say what a row is about: those before the first number, at least one."""
        told = (
            at
            for at, column in enumerate(self.columns)
            if column.unit is not None or any(row.cells[at].is_number for row in self.rows)
        )
        return max(next(told, 1), 1)

    def cell(self, row: str, column: str) -> Cell:
        """Raises KeyError, with the name, for a row or a column that the table does not have."""
        place = next((at for at, one in enumerate(self.columns) if one.key == column), None)
        found = next((one for one in self.rows if one.key == row), None)
        if place is None or found is None:
            raise KeyError(f"{self.key}: {row if found is None else column}")
        return found.cells[place]


class SheetKey(StrEnum):
    """The sheets of a month, in their order (domain.md 5.1); their names are `report.sheet.<key>`."""

    COVER = "cover"  # 0 封面与说明
    OVERVIEW = "overview"  # 1 概览 KPI
    USE = "use"  # 2 场地利用
    HEAT = "heat"  # 3 时段热力
    BOOKING = "booking"  # 4 预约与爽约
    PROGRAMME = "programme"  # 5 课程与自乐组织
    CANTEEN = "canteen"  # 6 食堂
    MARKET = "market"  # 7 集市
    MONEY = "money"  # 8 收支
    FUND = "fund"  # 9 收益分配 50/40/10
    NEEDS = "needs"  # 10 需求与项目
    ACTIVITY = "activity"  # 11 活动与志愿
    ADVICE = "advice"  # 12 错峰建议与成效
    STANDARD = "standard"  # 13 开放达标与数据质量


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of a report."""

    key: str
    tables: tuple[Table, ...]

    def table(self, key: str) -> Table:
        """Raises KeyError for a table that the sheet does not have."""
        found = next((one for one in self.tables if one.key == key), None)
        if found is None:
            raise KeyError(f"{self.key}: {key}")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a number stands, so that a sentence can name it."""

    sheet: str
    table: str
    row: str
    column: str


def placed(sheets: Sequence[Sheet], place: Place) -> Cell:
    """The cell of a place. Raises KeyError."""
    found = next((one for one in sheets if one.key == place.sheet), None)
    if found is None:
        raise KeyError(place.sheet)
    return found.table(place.table).cell(place.row, place.column)
