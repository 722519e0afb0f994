"""What must be true of a report before anything of it is written: sums that are reached in two ways are the same."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, isclose

from models.report.book_identities import fund_is_the_ledger, money_is_the_book, sheet_is_the_book
from models.report.home import Home
from models.report.inputs import MonthInputs
from models.report.sheet import Row, Sheet, SheetKey, Table
from models.report.sheets.booking import MATRIX

EXACT = 1e-9
"""How far two ways to one number may lie apart, as a share of it: what is left of double precision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """An identity that does not hold. key: of IDENTITIES; where: the row or thing; one, other: both numbers."""

    key: str
    where: str
    one: float
    other: float

    def __str__(self) -> str:
        return f"{self.key} ({self.where}): {self.one!r} is not {self.other!r}"


class IdentityError(Exception):
    """A report contradicts itself, so none of it is written. broken: every identity that does not hold."""

    def __init__(self, month: str, broken: Sequence[Broken]) -> None:
        self.broken = tuple(broken)
        super().__init__(f"report of {month}: " + "; ".join(str(one) for one in broken))


Found = Iterator[tuple[str, float, float]]
"""Where, and the two numbers that must be one."""

Identity = Callable[[MonthInputs, Mapping[str, Sheet]], Found]


def spaces_are_the_centre(inputs: MonthInputs, _sheets: Mapping[str, Sheet]) -> Found:
    """Person-hours of the spaces, of the house, and of the days that are kept apart from both."""
    use = inputs.use
    house = use.house.use.person_hours
    yield "spaces", fsum(one.sums.use.person_hours for one in use.spaces), house
    if use.kept_person_hours is not None:
        yield "days", use.kept_person_hours, house


def rows_are_the_total(_inputs: MonthInputs, sheets: Mapping[str, Sheet]) -> Found:
    """Person-hours that can be read: where no row hides any, they add up to what the total says."""
    table = _table(sheets, SheetKey.USE, "use")
    if table is not None:
        *rows, total = [(row, table.cell(row.key, "person_hours")) for row in table.rows]
        if all(cell.absent is None for _, cell in rows) and total[1].number is not None:
            yield "use", fsum(cell.number or 0.0 for _, cell in rows), total[1].number


def frequency_times_occupancy(_inputs: MonthInputs, sheets: Mapping[str, Sheet]) -> Found:
    """F x Q = U in each row and in the total."""
    table = _table(sheets, SheetKey.USE, "use")
    for row in table.rows if table is not None else ():
        f, q, u = _numbers(table, row, ("frequency", "occupancy_rate", "utilisation"))
        if f is not None and q is not None and u is not None:
            yield row.key, f * q, u


def hours_are_measured(inputs: MonthInputs, sheets: Mapping[str, Sheet]) -> Found:
    """Booked and used, booked and empty, used without a booking, idle: together the measured hours, none of them below 0."""
    for one in inputs.use.spaces:
        yield f"{one.space}: idle below 0", min(0.0, one.sums.use.idle_hours), 0.0
    table = _table(sheets, SheetKey.BOOKING, "booking")
    for row in table.rows if table is not None else ():
        *parts, measured = _numbers(table, row, (*MATRIX, "measured_hours"))
        if measured is not None and None not in parts:
            yield row.key, fsum(part or 0.0 for part in parts), measured


def half_hours_are_the_month(inputs: MonthInputs, _sheets: Mapping[str, Sheet]) -> Found:
    """Person-hours of each space by half hour are those of its month."""
    uses = {one.space: one.sums.use.person_hours for one in inputs.use.spaces}
    for one in inputs.heat.spaces:
        yield one.space, fsum(spot.person_hours for spot in one.spots), uses.get(one.space, 0.0)


def attendances_are_told_once(inputs: MonthInputs, sheets: Mapping[str, Sheet]) -> Found:
    """Sheets 5, 6 and 11 are sheet 1: by where they were told, and by the spaces in which they came about."""
    came = sum(one.outcome.attended for one in inputs.programme.offered)
    yield "sessions", came, inputs.use.house.outcome.attended
    homes = sum(one.outcome.attended for home in Home for one in inputs.programme.of(home))
    yield "homes", homes, came
    overview = _table(sheets, SheetKey.OVERVIEW, "attendances")
    total = overview.cell("total", "came").count if overview is not None else None
    if total is not None:
        yield "sheet 1", total, came + inputs.use.house.meals.covers


def sessions_have_one_end(inputs: MonthInputs, _sheets: Mapping[str, Sheet]) -> Found:
    """What was planned was held, missed or cancelled."""
    for one in inputs.programme.offered:
        yield one.key, one.held + one.missed + one.cancelled, one.planned


def keys_are_unique(_inputs: MonthInputs, sheets: Mapping[str, Sheet]) -> Found:
    """Each row of a table has a name of its own, so that a sentence means one cell."""
    for table in (table for sheet in sheets.values() for table in sheet.tables):
        yield table.key, len({row.key for row in table.rows}), len(table.rows)
        widths = {len(row.cells) for row in table.rows} | {len(table.columns)}
        yield f"{table.key}: cells of a row", max(widths), min(widths)


def _table(sheets: Mapping[str, Sheet], sheet: str, key: str) -> Table | None:
    return sheets[sheet].table(key) if sheet in sheets else None


def _numbers(table: Table | None, row: Row, columns: Iterable[str]) -> list[float | None]:
    return [table.cell(row.key, column).number if table is not None else None for column in columns]


IDENTITIES: Mapping[str, Identity] = {
    "spaces_are_the_centre": spaces_are_the_centre,
    "rows_are_the_total": rows_are_the_total,
    "frequency_times_occupancy": frequency_times_occupancy,
    "hours_are_measured": hours_are_measured,
    "half_hours_are_the_month": half_hours_are_the_month,
    "attendances_are_told_once": attendances_are_told_once,
    "sessions_have_one_end": sessions_have_one_end,
    "keys_are_unique": keys_are_unique,
    "money_is_the_book": money_is_the_book,
    "sheet_is_the_book": sheet_is_the_book,
    "fund_is_the_ledger": fund_is_the_ledger,
}
"""Each is asserted of every report; to add one: a function and a line."""


def broken(inputs: MonthInputs, sheets: Sequence[Sheet]) -> list[Broken]:
    """Those that do not hold; empty = the report may be written."""
    by_key = {one.key: one for one in sheets}
    return [
        Broken(key=key, where=where, one=one, other=other)
        for key, identity in IDENTITIES.items()
        for where, one, other in identity(inputs, by_key)
        if not isclose(one, other, rel_tol=EXACT, abs_tol=EXACT)
    ]
