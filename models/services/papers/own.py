"""What a report of one's own is made from: month by month, so that a year of a large house never stands in memory at once."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from models.document import plain
from models.metric import METRICS
from models.metric.period import Period, month_of
from models.metric.sums import Sums
from models.ports import Ports
from models.report.figure import NOT_ASKED, figure, words
from models.report.inputs.own import OwnInputs, OwnRow
from models.report.own.choice import Grouping, OwnChoice, is_money, needs_money
from models.report.own.people import with_people
from models.report.own.row_key import CUTS, ELSEWHERE, Field, mark
from models.report.sheet import Cell
from models.report.sheets.use import TOTAL
from models.services.earnings import elsewhere_days
from models.services.metrics import metric_table
from models.services.monthly.use import lean
from models.services.papers.frame import frame
from models.services.papers.half_hours import HALF_HOURS, half_hours, is_by_half_hour
from models.services.papers.people_told import PeopleTold

Step = Callable[[int, int], object]
"""(done, of) -> told how far it is; what it raises ends the work."""

HALF_HOUR = timedelta(minutes=30)


def own_inputs(
    ports: Ports, choice: OwnChoice, today: date, called: str = "", step: Step = lambda *_: None
) -> OwnInputs:
    """Of a choice without fault (models/report/own/choice.py), as of a day. Raises StoreError."""
    period = choice.period(today)
    ground = Field(ports.centre, ports.calendar, choice.spaces or tuple(ports.centre.spaces), period)
    rows = _Rows(ports, choice, ground, PeopleTold(ports, ground, choice.metrics, today))
    pieces = list(months_of(period))
    for n, piece in enumerate(pieces):
        step(n, len(pieces))
        rows.add(piece)
    step(len(pieces), len(pieces))
    total = rows.total()
    told = json.dumps(plain(choice), sort_keys=True)
    return OwnInputs(
        **frame(ports, period),
        coverage=METRICS["coverage"].value(total),
        called=called,
        label=f"OWN-{period.first:%Y%m%d}-{period.last:%Y%m%d}-{mark(told)}",
        last=period.last,
        by=choice.by,
        metrics=choice.metrics,
        rows=tuple(rows.told()),
        total=rows.row(TOTAL, words("report.total"), total),
    )


def months_of(period: Period) -> Iterator[Period]:
    """A period month by month, its first and its last as far as they belong to it."""
    first = period.first
    while first <= period.last:
        whole = month_of(first)
        yield Period(first, min(whole.last, period.last))
        first = whole.last + timedelta(days=1)


@dataclass(slots=True)
class _Rows:
    """The sums of each row, as far as they were added up."""

    ports: Ports
    choice: OwnChoice
    ground: Field
    people: PeopleTold
    sums: dict[str, Sums] = field(default_factory=dict)

    def add(self, piece: Period) -> None:
        if self.choice.by is Grouping.HALF_HOUR:
            found: Mapping[str, Iterable[Sums]] = {
                key: [sums] for key, sums in half_hours(self.ports, piece, self.ground.spaces).items()
            }
        else:
            found = self._of_days(piece)
        for key, some in found.items():
            self.sums[key] = Sums.summed([self.sums.get(key, Sums()), *some])

    def total(self) -> Sums:
        return Sums.summed([Sums(spaces=frozenset(self.ground.spaces)), *self.sums.values()])

    def told(self) -> Iterator[OwnRow]:
        """In order; rows of which nothing is known are there, and say so."""
        if self.choice.by is Grouping.HALF_HOUR:
            for key in (one for one in HALF_HOURS if one in self.sums):
                yield self.row(key, _half_hour(key), self.sums[key])
            return
        cut = CUTS[self.choice.by]
        for key in cut.keys(self.ground):
            yield self.row(key, cut.head(self.ground, key), self.sums.get(key, Sums()))
        if ELSEWHERE in self.sums:
            sums = self.sums[ELSEWHERE]
            cells = {
                key: figure(METRICS[key], sums) if is_money(METRICS[key]) else NOT_ASKED
                for key in with_people(self.choice.metrics)
            }
            yield OwnRow(key="elsewhere", head=words("report.elsewhere"), cells=cells)

    def row(self, key: str, head: Cell, sums: Sums) -> OwnRow:
        tell = _half_hour_cells if self.choice.by is Grouping.HALF_HOUR else _all_cells
        return OwnRow(key=key, head=head, cells=tell(self.choice, sums), untold=self.people.words(key))

    def _of_days(self, piece: Period) -> Mapping[str, Sequence[Sums]]:
        cut, found = CUTS[self.choice.by], defaultdict[str, list[Sums]](list)
        is_fine = "busy_over_mean" in self.choice.metrics  # the one figure that needs every quarter hour
        table = metric_table(self.ports, piece, self.ground.spaces)
        self.people.add(cut, table)
        for space, days in table.cells.items():
            one = self.ports.centre.spaces[space]
            for day, sums in days.items():
                found[cut.of(self.ground, one, day)].append(sums if is_fine else lean(sums))
            for key in {cut.of(self.ground, one, piece.first)} if cut.is_of_spaces else ():
                found[key].append(Sums(spaces=frozenset({space})))
        for day, sums in self._elsewhere(piece).items():
            key = ELSEWHERE if cut.is_of_spaces else cut.of(self.ground, one, day)
            found[key].append(sums)
        return found

    def _elsewhere(self, piece: Period) -> Mapping[date, Sums]:
        """The money of no space is told with the whole house alone, as in every report."""
        if self.choice.spaces or not needs_money(self.choice):
            return {}
        return elsewhere_days(self.ports, piece)


def _all_cells(choice: OwnChoice, sums: Sums) -> dict[str, Cell]:
    return {key: figure(METRICS[key], sums) for key in with_people(choice.metrics)}


def _half_hour_cells(choice: OwnChoice, sums: Sums) -> dict[str, Cell]:
    """What is only known of whole days is not asked of a half hour."""
    return {
        key: figure(METRICS[key], sums) if is_by_half_hour(METRICS[key]) else NOT_ASKED
        for key in with_people(choice.metrics)
    }


def _half_hour(key: str) -> Cell:
    end = datetime.strptime(key, "%H:%M") + HALF_HOUR  # noqa: DTZ007 -- a time of the day has no zone
    return words("report.hours", start=key, end=f"{end:%H:%M}")
