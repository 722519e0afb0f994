"""The numbers of people in a report's sheets, and how they add up: down columns, along rows, from table to table."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from models.report.attack import Equation, Spot
from models.report.sheet import Absent, Cell, Column, Place, Row, Sheet, Table

HIDDEN = frozenset({Absent.FEW, Absent.WITHHELD})
"""The words that stand where a number of people would."""


@dataclass(frozen=True, slots=True)
class Counted:
    """now: by spot; words: of those that are hidden already; equations: over both."""

    now: Mapping[Spot, int] = field(default_factory=dict)
    words: Mapping[Spot, Absent] = field(default_factory=dict)
    equations: Sequence[Equation] = ()


def spot_of(place: Place, edition: str = "") -> Spot:
    """edition: "" = the one that is being made."""
    return f"{edition}:{place.sheet}/{place.table}/{place.row}/{place.column}"


def counted(sheets: Sequence[Sheet], edition: str = "", also: Collection[Place] = ()) -> Counted:
    """also: places outside of columns of people that tell people nevertheless. Raises ValueError where people do not add up."""
    told = {
        spot_of(place, edition): cell
        for place, column, cell in cells(sheets)
        if column.is_persons or place in also
    }
    now = {spot: number for spot, cell in told.items() if (number := people(cell)) is not None}
    words = {spot: cell.absent for spot, cell in told.items() if cell.absent in HIDDEN}
    known = now.keys() | words.keys()
    equations = [
        equation(
            spot_of(whole, edition), [spot for one in parts if (spot := spot_of(one, edition)) in known], now
        )
        for whole, parts in _sums(sheets)
        if spot_of(whole, edition) in known
    ]
    return Counted(now, words, [one for one in equations if one.parts])


def people(cell: Cell) -> int | None:
    """How many a cell tells; None = none. Raises ValueError for a part of a person."""
    if cell.count is None and cell.number is not None:
        if not cell.number.is_integer():
            raise ValueError(f"{cell.number} is no number of people")
        return int(cell.number)
    return cell.count


def equation(whole: Spot, parts: Sequence[Spot], now: Mapping[Spot, int]) -> Equation:
    """Raises ValueError where everything is known and does not add up. What nobody counted adds nothing."""
    if parts and whole in now and all(one in now for one in parts):
        total = sum(now[one] for one in parts)
        if total != now[whole]:
            raise ValueError(f"{whole} tells {now[whole]} people, its parts {total}")
    return Equation(whole, tuple(parts))


def cells(sheets: Sequence[Sheet]) -> Iterator[tuple[Place, Column, Cell]]:
    """Every cell with its place and column."""
    for sheet, table in tables(sheets):
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                yield place_in(sheet, table, row.key, column.key), column, cell


def _sums(sheets: Sequence[Sheet]) -> Iterator[tuple[Place, Sequence[Place]]]:
    """Every total of people with what it adds up."""
    for sheet, table in tables(sheets):
        single = [row.key for row in table.rows if not row.is_total]
        for row in table.rows:
            for column in (one for one in table.columns if one.is_persons):
                for rows, columns in _terms(row, column, single):
                    parts = [place_in(sheet, table, one, other) for one in rows for other in columns]
                    yield place_in(sheet, table, row.key, column.key), parts


def _terms(row: Row, column: Column, single: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    if row.is_total:
        yield row.of or single, [column.key]
    if column.sums:
        yield [row.key], column.sums


def tables(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Table]]:
    return ((sheet, table) for sheet in sheets for table in sheet.tables)


def place_in(sheet: Sheet, table: Table, row: str, column: str) -> Place:
    return Place(sheet=sheet.key, table=table.key, row=row, column=column)
