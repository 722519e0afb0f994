"""The table of figures: every metric of every space over a period, by day type, in total, and against another period."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from models.calendar import Calendar, DayType
from models.centre import SpaceId
from models.metric import METRICS
from models.metric.metric import Metric
from models.metric.period import AGAINST, Against, Period
from models.metric.shown import Shown, shown
from models.metric.sums import Sums
from models.ports import Ports
from models.services.day_sums import day_sums


@dataclass(frozen=True, slots=True)
class MetricTable:
    """The sums of each space and business day; every figure is worked out from the sum of some of them. Rows are added up
    once and kept."""

    period: Period
    cells: Mapping[SpaceId, Mapping[date, Sums]]
    _rows: dict[SpaceId, Sums] = field(default_factory=dict, repr=False, compare=False)

    def row(self, space: SpaceId) -> Sums:
        known = self._rows.get(space)
        if known is None:
            known = self._rows[space] = _added(space, self.cells[space].values())
        return known

    def total(self) -> Sums:
        """All spaces together: a ratio of sums, never a mean of rates."""
        return Sums.summed(self.row(space) for space in self.cells)

    def days(self, wanted: Collection[date]) -> "MetricTable":
        """The same table of some of its days."""
        chosen = {
            space: {day: sums for day, sums in cells.items() if day in wanted}
            for space, cells in self.cells.items()
        }
        return MetricTable(self.period, chosen)

    def day_types(self, calendar: Calendar) -> Mapping[DayType, "MetricTable"]:
        """By the type of the business day; types that the period does not have are left out."""
        days: dict[DayType, set[date]] = {}
        for day in self.period.days():
            days.setdefault(calendar.day_type(day), set()).add(day)
        return {day_type: self.days(days[day_type]) for day_type in DayType if day_type in days}


def metric_table(ports: Ports, period: Period, spaces: Collection[SpaceId] | None = None) -> MetricTable:
    """Of some spaces, None = all of the centre. Raises LookupError for a space that the centre does not have, StoreError."""
    wanted = tuple(ports.centre.spaces) if spaces is None else tuple(spaces)
    for space in wanted:
        if space not in ports.centre.spaces:
            raise LookupError(f"space '{space}' is not one of '{ports.centre.id}'")
    return MetricTable(period, day_sums(ports, period, wanted))


def table_against(
    ports: Ports, period: Period, against: Against, spaces: Collection[SpaceId] | None = None
) -> MetricTable:
    """The table of the period that another one is held against."""
    return metric_table(ports, AGAINST[against](period), spaces)


def figures(sums: Sums, metrics: Iterable[Metric] = tuple(METRICS.values())) -> list[Shown]:
    """Every figure of a row as a person may see it, in the order of the table."""
    return [shown(metric, sums) for metric in metrics]


def _added(space: SpaceId, cells: Iterable[Sums]) -> Sums:
    return Sums.summed([Sums(spaces=frozenset({space})), *cells])
