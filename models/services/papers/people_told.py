"""Which people a report of one's own may tell: those of whole months, as far as the months' reports tell them already."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.centre import SpaceId
from models.metric import METRICS
from models.metric.period import Period, month_of
from models.metric.sums import Sums
from models.ports import Ports
from models.report.figure import figure
from models.report.own.people import Part, decided_by, is_of_people, told_at, word
from models.report.own.row_key import Cut, Field
from models.report.sheet import Absent, Cell, Place, Sheet, placed
from models.report.sheets.use import TOTAL
from models.services.metrics import MetricTable
from models.services.reporting import held, statement_of
from models.services.strangers import RefusedError


@dataclass(slots=True)
class PeopleTold:
    """Months as far as they were seen. today: the days before it are over; broken: rows that hold less than a whole month."""

    ports: Ports
    ground: Field
    metrics: Sequence[str]
    today: date
    parts: defaultdict[tuple[str, str], list[Part]] = field(default_factory=lambda: defaultdict(list))
    broken: set[str] = field(default_factory=set)

    def add(self, cut: Cut, table: MetricTable) -> None:
        """The table of a month, or of what of it lies in the period. Raises StoreError."""
        rows, mixed = _rows(self.ground, cut, table.period)
        self.broken |= mixed
        keys = [key for key in self.metrics if is_of_people(key)]
        if not keys:
            return
        if table.period != month_of(table.period.first) or table.period.last >= self.today:
            self.broken |= {*rows, TOTAL}
            return
        sheets = _sheets(self.ports, table.period.first)
        for row, spaces in {**rows, TOTAL: self.ground.spaces}.items():
            for key in keys:
                self.parts[row, key] += self._parts(key, spaces, table, sheets)

    def words(self, row: str) -> dict[str, Absent]:
        """What stands in place of figures of people."""
        told = {
            key: word(() if row in self.broken else self.parts[row, key])
            for key in self.metrics
            if is_of_people(key)
        }
        return {key: absent for key, absent in told.items() if absent is not None}

    def _parts(
        self, key: str, spaces: Collection[SpaceId], table: MetricTable, sheets: Sequence[Sheet]
    ) -> Iterator[Part]:
        """The house as one, for its report tells more of all spaces than of each."""
        is_house = {*spaces} == {*self.ports.centre.spaces}
        places: Mapping[SpaceId | None, Sums] = (
            {None: table.total()} if is_house else {space: table.row(space) for space in spaces}
        )
        for space, sums in places.items():
            for one in decided_by(key):
                yield figure(METRICS[one], sums), _told(sheets, told_at(one, space))


def _rows(ground: Field, cut: Cut, piece: Period) -> tuple[Mapping[str, Sequence[SpaceId]], set[str]]:
    """The rows that hold all days of a piece, with their spaces; and those that hold only some."""
    whole: defaultdict[str, list[SpaceId]] = defaultdict(list)
    mixed: set[str] = set()
    for space in ground.spaces:
        keys = {cut.of(ground, ground.centre.spaces[space], day) for day in piece.days()}
        if len(keys) > 1:
            mixed |= keys
        else:
            whole[keys.pop()].append(space)
    return whole, mixed


def _sheets(ports: Ports, month: date) -> Sequence[Sheet]:
    """What readers hold of a month; none where no report was made, or its bytes are lost."""
    try:
        version = held(ports, month)
        return statement_of(ports, version).sheets if version else ()
    except RefusedError:
        return ()


def _told(sheets: Sequence[Sheet], place: Place) -> Cell | None:
    try:
        return placed(sheets, place)
    except KeyError:
        return None
