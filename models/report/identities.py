"""What must be true of a report before anything of it is written: sums that are reached in two ways are the same."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, isclose

from models.report.inputs import MonthInputs
from models.report.sheet import Row, Sheet, SheetKey, Table

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


def _table(sheets: Mapping[str, Sheet], sheet: str, key: str) -> Table | None:
    return sheets[sheet].table(key) if sheet in sheets else None


def _numbers(table: Table | None, row: Row, columns: Iterable[str]) -> list[float | None]:
    return [table.cell(row.key, column).number if table is not None else None for column in columns]


IDENTITIES: Mapping[str, Identity] = {
    "spaces_are_the_centre": spaces_are_the_centre,
    "rows_are_the_total": rows_are_the_total,
    "frequency_times_occupancy": frequency_times_occupancy,
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
