"""A month's sheets as they may leave the house: no small number of people in them, nor what would give one away.

Which numbers count people is what a column declares (Column.is_persons): those of whom few could be known again, as the
elders of an age band, the members of a class, the residents of a grid who asked for something. Person-hours and what door
counters saw of a hall are no such counts: a passage has neither name nor age, and the same person passes many times. Nor are
the covers of a canteen, where nobody signs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from models.report.attack import Equation, Published, Spot
from models.report.counted import Counted, counted, equation, people, place_in, spot_of
from models.report.sheet import Absent, Cell, Column, Place, Row, Sheet, Table
from models.report.withholding import ANY, Counts, few, withheld
from models.suppression import Hidden, K

PUBLISHED_K = 10
"""Fewer persons than this may be known from what anybody can read."""

FEWEST_OF_A_RATE = 10
"""A rate of fewer people is not told: it says little, and all of it of somebody (domain.md 4.6)."""

Pair = tuple[Place, Place]
"""Two places that tell the same number."""

_ABSENT: Mapping[Hidden, Absent] = {Hidden.FEW: Absent.FEW, Hidden.WITHHELD: Absent.WITHHELD}


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What readers hold already. sheets: as they were told, of the version before or of the month before; pairs: a place of
    the new sheets and the one of these that tells the same number; is_same_month: what it hid stays hidden."""

    sheets: Sequence[Sheet]
    pairs: Sequence[Pair] = ()
    is_same_month: bool = False


def disclosed(
    sheets: Sequence[Sheet], *, k: int = K, pairs: Sequence[Pair] = (), earlier: Sequence[Earlier] = ()
) -> tuple[Sheet, ...]:
    """The same sheets with small counts told as few, others withheld beside them, and rates and amounts that would tell them.

    k: PUBLISHED_K where anybody can read them; pairs: places of different tables that tell the same number of people.
    Raises ValueError where people do not add up, or where something is hidden already.
    """
    words = withheld(_counts(sheets, pairs, earlier, k), k)
    return tuple(
        replace(sheet, tables=tuple(_masked(sheet, table, words) for table in sheet.tables))
        for sheet in sheets
    )


def _counts(sheets: Sequence[Sheet], pairs: Sequence[Pair], earlier: Sequence[Earlier], k: int) -> Counts:
    also = {place for pair in pairs for place in pair} | {here for one in earlier for here, _ in one.pairs}
    now = counted(sheets, also=also)
    if now.words:
        raise ValueError(
            f"{min(now.words)} is hidden already: sheets are made anew before other words are chosen"
        )
    twice = [
        equation(spot_of(one), [spot_of(other)], now.now)
        for one, other in pairs
        if {spot_of(one), spot_of(other)} <= now.now.keys()
    ]
    before = Published(told={}, hidden={}, equations=())
    again: list[Equation] = []
    stays: set[Spot] = set()
    for n, one in enumerate(earlier):
        then = _published(one, f"{n}", k)
        before = _both(before, then)
        again += _again(one, f"{n}", now, then)
        if one.is_same_month:
            stays |= {spot.removeprefix(f"{n}") for spot in then.hidden}
    stays |= {one.whole for one in again if one.parts[0] in before.hidden}
    return Counts(now=now.now, equations=[*now.equations, *twice, *again], before=before, stays=stays)


def _published(one: Earlier, edition: str, k: int) -> Published:
    then = counted(one.sheets, edition, {there for _, there in one.pairs})
    hidden = {spot: few(k) if word is Absent.FEW else ANY for spot, word in then.words.items()}
    return Published(told=then.now, hidden=hidden, equations=then.equations)


def _both(one: Published, other: Published) -> Published:
    return Published(
        told={**one.told, **other.told},
        hidden={**one.hidden, **other.hidden},
        equations=[*one.equations, *other.equations],
    )


def _again(one: Earlier, edition: str, now: Counted, then: Published) -> list[Equation]:
    """What is told again; late data may have changed a number since: then it is another one."""
    found = []
    for here, there in one.pairs:
        count, old = now.now.get(spot_of(here)), spot_of(there, edition)
        told = then.told.get(old)
        low, high = then.hidden.get(old, (0, -1) if told is None else (told, told))
        if count is not None and low <= count <= high:
            found.append(Equation(spot_of(here), (old,)))
    return found


def _masked(sheet: Sheet, table: Table, words: Mapping[Spot, Hidden]) -> Table:
    hidden = {
        (row.key, column.key): _ABSENT[words[spot]]
        for row in table.rows
        for column in table.columns
        if (spot := spot_of(place_in(sheet, table, row.key, column.key))) in words
    }
    if not hidden and not any(column.out_of for column in table.columns):
        return table
    told = _Told(table, hidden)
    return replace(table, rows=tuple(told.row(row) for row in table.rows))


@dataclass(frozen=True, slots=True)
class _Told:
    """A table of which it is known what must not be told. hidden: by row and column."""

    table: Table
    hidden: Mapping[tuple[str, str], Absent]

    def row(self, row: Row) -> Row:
        pairs = zip(self.table.columns, row.cells, strict=True)
        return replace(row, cells=tuple(self._cell(row, column, cell) for column, cell in pairs))

    def _cell(self, row: Row, column: Column, cell: Cell) -> Cell:
        if word := self.hidden.get((row.key, column.key)):
            return Cell(absent=word)
        tells = cell.absent is None and (self._is_of_few(row, column) or self._is_beside(row, column))
        return Cell(absent=Absent.WITHHELD) if tells else cell

    def _is_of_few(self, row: Row, column: Column) -> bool:
        if not column.out_of:
            return False
        number = people(self.table.cell(row.key, column.out_of))
        return (row.key, column.out_of) in self.hidden or (number is not None and number < FEWEST_OF_A_RATE)

    def _is_beside(self, row: Row, column: Column) -> bool:
        """An amount of so much a head tells the heads; beside its total every row's would, so that only the total stands."""
        if not column.beside or row.is_total:
            return False
        return any((one.key, column.beside) in self.hidden for one in self.table.rows)
