"""What a programme of work promised and is held against: one definition of each figure, everywhere it is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

YEAR = range(364, 367)
"""So many days are a year, for which targets are set: 52 weeks as well as one of the calendar."""


class KpiUnit(StrEnum):
    """Each is `kpi.unit.<unit>`."""

    COUNT = "count"
    ATTENDANCES = "attendances"  # the same person twice counts twice: never told as people
    HOURS = "hours"
    FEN = "fen"
    SHARE = "share"  # 0..1


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """A row of KPIS: its name, formula and what it leaves out are `kpi.<key>`, `.formula` and `.without`.

    version: raised when its formula changes, so that figures of different versions are not held against each other;
    page: where its rows are kept; is_summed: twice the days, twice the figure; of_year: neither summed nor a share, so that its
    target says nothing of fewer days.
    """

    key: str
    unit: KpiUnit
    page: str
    version: int = 1
    is_summed: bool = True
    of_year: bool = False
    fewer_is_better: bool = False


_ROWS = (
    Kpi(key="kpi_projects", unit=KpiUnit.COUNT, page="projects"),
    Kpi(key="kpi_projects_closed", unit=KpiUnit.COUNT, page="projects"),
    Kpi(key="kpi_activities", unit=KpiUnit.COUNT, page="activities"),
    Kpi(key="kpi_activity_kinds", unit=KpiUnit.COUNT, page="activities", is_summed=False, of_year=True),
    Kpi(key="kpi_attendances", unit=KpiUnit.ATTENDANCES, page="activities"),
    Kpi(key="kpi_satisfied", unit=KpiUnit.SHARE, page="activities", is_summed=False),
    Kpi(key="kpi_satisfied_talent", unit=KpiUnit.SHARE, page="matching", is_summed=False),
    Kpi(key="kpi_satisfied_resource", unit=KpiUnit.SHARE, page="matching", is_summed=False),
    Kpi(key="kpi_volunteer_hours", unit=KpiUnit.HOURS, page="activities"),
    Kpi(key="kpi_volunteer_spent", unit=KpiUnit.FEN, page="fund"),
    Kpi(
        key="kpi_spent_per_attendance",
        unit=KpiUnit.FEN,
        page="activities",
        is_summed=False,
        fewer_is_better=True,
    ),
    Kpi(key="kpi_needs_came", unit=KpiUnit.COUNT, page="needs"),
    Kpi(key="kpi_needs_met", unit=KpiUnit.COUNT, page="needs"),
)

KPIS: Mapping[str, Kpi] = {row.key: row for row in _ROWS}
"""To add one: a row here, how it is measured in models/services/kpi.py, its words in both catalogues."""


def due(kpi: Kpi, targets: Mapping[str, float], days: int) -> float | None:
    """The target for so many days: what is summed up is promised for a year, and due by the day. None = none was set."""
    if kpi.of_year and days not in YEAR:
        return None
    target = targets.get(kpi.key)
    is_whole = not kpi.is_summed or days in YEAR
    return target if target is None or is_whole else target * days / 365
