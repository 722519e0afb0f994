"""What a reader adds up by the kind of activity that rows of several sheets name."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models.report.counted import place_in, tables
from models.report.links import Links
from models.report.sheet import Cell, Place, Row, Sheet, SheetKey, Table

KIND, CAME, PLACES, FILLED = "activity_kind", "attendances", "places", "fill_rate"
TAKEN, UNTAKEN = "taken", "untaken"
"""Who came to dates that offer places, and to those that do not: no column, but what a row's fill rate times its places tells."""

Words = tuple[tuple[str, str], ...]
"""The name of a kind in every language."""


def with_kinds(links: Links, sheets: Sequence[Sheet]) -> Links:
    """The same, and how rows of a kind add up; which kinds there are is read from the sheets, as a reader does.

    Two kinds of the same name are told apart by nobody, and are not linked.
    """
    parts = _rows(sheets, SheetKey.PROGRAMME, SheetKey.ACTIVITY)
    found = [
        (whole, parts[kind])
        for kind, wholes in _rows(sheets, SheetKey.BOOKING).items()
        for whole in wholes
        if len(wholes) == 1 and kind in parts
    ]
    sums = [(whole.place(CAME), [one.place(CAME) for one in some]) for whole, some in found]
    beside = [pair for whole, some in found for pair in _filled(whole, some)]
    return replace(links, sums=[*links.sums, *sums], beside=[*links.beside, *beside])


@dataclass(frozen=True, slots=True)
class _Line:
    """A row where it stands."""

    sheet: Sheet
    table: Table
    row: Row

    def place(self, column: str) -> Place:
        return place_in(self.sheet, self.table, self.row.key, column)

    def cell(self, column: str) -> Cell | None:
        """None where its table has no such column."""
        has = any(one.key == column for one in self.table.columns)
        return self.table.cell(self.row.key, column) if has else None


def _rows(sheets: Sequence[Sheet], *among: SheetKey) -> Mapping[Words, Sequence[_Line]]:
    """The rows of some sheets by the kind that they name; totals name none."""
    found: defaultdict[Words, list[_Line]] = defaultdict(list)
    for sheet, table in tables(sheets):
        for row in table.rows if sheet.key in among else ():
            line = _Line(sheet, table, row)
            kind = line.cell(KIND)
            if kind is not None and kind.name is not None:
                found[tuple(sorted(kind.name.items()))].append(line)
    return found


def _filled(whole: _Line, parts: Sequence[_Line]) -> Iterator[tuple[Place, Place]]:
    """The fill rate of a kind is only of those that offer places: beside the others it tells how many came to these."""
    is_apart = any(one.cell(PLACES) in (None, Cell(count=0)) for one in parts) and len(parts) > 1
    if is_apart or any(one.place(TAKEN) in taken(one.sheet, one.table) for one in parts):
        yield from (
            (whole.place(FILLED), one.place(column)) for one in parts for column in (CAME, TAKEN, UNTAKEN)
        )


def taken(sheet: Sheet, table: Table) -> Mapping[Place, int]:
    """Who came to places, in rows of which only some dates offer any, and who came to the others: all who came, taken apart."""
    found: dict[Place, int] = {}
    if not {CAME, PLACES, FILLED} <= {one.key for one in table.columns}:
        return found
    for row in (one for one in table.rows if not one.is_total):
        came, places, rate = (table.cell(row.key, key) for key in (CAME, PLACES, FILLED))
        if came.count is None or places.count is None or rate.number is None:
            continue
        seated = round(rate.number * places.count)
        if seated != came.count:
            found[place_in(sheet, table, row.key, TAKEN)] = seated
            found[place_in(sheet, table, row.key, UNTAKEN)] = came.count - seated
    return found
