"""The board of figures that were promised: each with what it is made of, row by row, so that nobody must believe a number."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.account import Account
from models.calendar import business_date
from models.kpi import KPIS, Kpi, due
from models.message import LocalText
from models.metric.period import Period
from models.metric.service import each
from models.money.fund.rule import Purpose
from models.needs.need import Need
from models.needs.project import Project, Stage, Standing
from models.needs.provider import ProviderKind
from models.needs.satisfaction import Opinion, Tally, opinion
from models.needs.survey import Survey
from models.needs.voice import met
from models.ports import Ports
from models.programme.activity import ActivityKind
from models.report.target import Light, against
from models.services.fund import spends
from models.services.held import Happening, happenings
from models.services.helped import helped
from models.services.needs import topic_names
from models.services.surveys import name_of

HOUR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiRow:
    """One of what a figure is made of. value: what it adds, None = it is not known. note: a number or a code of its own."""

    day: date | None
    name: LocalText
    value: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """value: None = nobody knows. without: how many rows of it have no number; opinion: of a rate of answers."""

    value: float | None
    rows: Sequence[KpiRow] = ()
    without: int = 0
    opinion: Opinion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiFigure:
    """A measured figure beside what was promised for as many days."""

    kpi: Kpi
    measured: Measured
    target: float | None

    @property
    def light(self) -> Light | None:
        return against(self.measured.value, self.target, fewer_is_better=self.kpi.fewer_is_better)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What all figures of a period are made of. None = this deployment does not keep it."""

    ports: Ports
    period: Period
    held: Sequence[Happening]
    surveys: Sequence[Survey]
    tallies: Mapping[str, Tally]
    spent: Sequence[KpiRow] | None
    projects: Sequence[Project] | None
    needs: Sequence[Need] | None


UNKNOWN = Measured(value=None)


def kpi_board(ports: Ports, account: Account, period: Period) -> list[KpiFigure]:
    """Every figure of the table over a period. Raises RefusedError, StoreError."""
    ground = _ground(ports, account, period)
    return [
        KpiFigure(
            kpi=kpi,
            measured=_MEASURES[key](ground),
            target=due(kpi, ports.centre.kpi_targets, period.length.days),
        )
        for key, kpi in KPIS.items()
    ]


def _ground(ports: Ports, account: Account, period: Period) -> _Ground:
    loop, zone = ports.loop, ports.centre.zone_info
    every = loop.surveys.all() if loop.surveys else []
    surveys = [one for one in every if period.holds(business_date(one.begun_at, zone))]
    return _Ground(
        ports=ports,
        period=period,
        held=[one for one in happenings(ports, account, period) if one.is_held],
        surveys=surveys,
        tallies=loop.surveys.tallies([one.id for one in surveys]) if loop.surveys else {},
        spent=_spent(ports, period),
        projects=loop.projects.all() if loop.projects else None,
        needs=loop.needs.of() if loop.needs else None,
    )


def _spent(ports: Ports, period: Period) -> Sequence[KpiRow] | None:
    """What was paid from the volunteers' bucket."""
    if ports.money is None:
        return None
    return [
        KpiRow(day=one.day, name={"zh-Hans": one.memo}, value=one.fen)
        for one in spends(ports.money.fund.orders())
        if one.purpose is Purpose.VOLUNTEER and period.holds(one.day)
    ]


def _summed(rows: Iterable[KpiRow], *, unknown: bool = False) -> Measured:
    """The known values added up. unknown: nothing but unknown rows is no 0."""
    told = [*rows]
    known = [one.value for one in told if one.value is not None]
    value = None if unknown and told and not known else sum(known)
    return Measured(value=value, rows=told, without=len(told) - len(known))


def _activities(ground: _Ground) -> Measured:
    return _summed(KpiRow(day=one.day, name=one.name, value=1, note=one.kind) for one in ground.held)


def _activity_kinds(ground: _Ground) -> Measured:
    names = {one.key: one.name for one in _kinds(ground.ports)}
    kinds = sorted({one.kind for one in ground.held})
    return _summed(
        KpiRow(day=None, name=names.get(key, {"zh-Hans": key}), value=1, note=key) for key in kinds
    )


def _kinds(ports: Ports) -> Sequence[ActivityKind]:
    return ports.programme.offerings.kinds() if ports.programme else []


def _attendances(ground: _Ground) -> Measured:
    rows = (
        KpiRow(day=one.day, name=one.name, value=one.attended, note=one.source.value if one.source else "")
        for one in ground.held
    )
    return _summed(rows, unknown=True)


def _satisfied(ground: _Ground) -> Measured:
    return _said(ground, ground.surveys)


def _helped(kind: ProviderKind) -> Callable[[_Ground], Measured]:
    return lambda ground: _said(ground, helped(ground.ports, ground.surveys, kind))


def _said(ground: _Ground, surveys: Sequence[Survey]) -> Measured:
    together = opinion(surveys, ground.tallies)
    rows = []
    for one in surveys:
        alone = opinion([one], ground.tallies)
        day = business_date(one.begun_at, ground.ports.centre.zone_info)
        name = name_of(ground.ports, one.about, one.subject)
        value = alone.shown.rate if alone.shown else None
        rows.append(KpiRow(day=day, name=name, value=value, note=f"{alone.answered}"))
    without = sum(one.value is None for one in rows)
    value = together.shown.rate if together.shown else None
    return Measured(value=value, rows=rows, without=without, opinion=together)


def _volunteer_hours(ground: _Ground) -> Measured:
    given = [one for one in ground.held if one.minutes]
    return _summed(
        KpiRow(day=one.day, name=one.name, value=one.minutes / HOUR, note=f"{one.volunteers}")
        for one in given
    )


def _volunteer_spent(ground: _Ground) -> Measured:
    return UNKNOWN if ground.spent is None else _summed(ground.spent)


def _spent_per_attendance(ground: _Ground) -> Measured:
    """Only where every attendance is known: else it would be told too dear."""
    spent, came = _volunteer_spent(ground), _attendances(ground)
    if spent.value is None or not came.value or came.without:
        return Measured(value=None, rows=spent.rows, without=came.without)
    return Measured(value=each(round(spent.value), round(came.value)), rows=spent.rows)


def _projects(ground: _Ground) -> Measured:
    """Those under way on at least one day of the period."""
    if ground.projects is None:
        return UNKNOWN
    period = ground.period
    return _summed(
        _project(one, one.begun_on)
        for one in ground.projects
        if one.standing is not Standing.CANCELLED
        and one.begun_on <= period.last
        and not ((closed := _closed_on(ground, one)) and closed < period.first)
    )


def _projects_closed(ground: _Ground) -> Measured:
    if ground.projects is None:
        return UNKNOWN
    closed = [(one, _closed_on(ground, one)) for one in ground.projects]
    return _summed(_project(one, day) for one, day in closed if ground.period.holds(day))


def _closed_on(ground: _Ground, one: Project) -> date | None:
    """None for one that is not closed, or was taken up again."""
    if one.stage is not Stage.CLOSED:
        return None
    ends = [event.at for event in one.events if event.after is Stage.CLOSED]
    return business_date(max(ends), ground.ports.centre.zone_info) if ends else None


def _project(one: Project, day: date | None) -> KpiRow:
    return KpiRow(day=day, name=one.name, value=1, note=one.number)


def _needs_came(ground: _Ground) -> Measured:
    """With every voice: a slip of a household counts its persons, and one that repeats another counts too."""
    if ground.needs is None:
        return UNKNOWN
    zone = ground.ports.centre.zone_info
    return _by_topic(
        ground, [one for one in ground.needs if ground.period.holds(business_date(one.received_at, zone))]
    )


def _needs_met(ground: _Ground) -> Measured:
    if ground.needs is None:
        return UNKNOWN
    days = met(ground.needs)
    return _by_topic(ground, [one for one in ground.needs if ground.period.holds(days.get(one.id))])


def _by_topic(ground: _Ground, needs: Sequence[Need]) -> Measured:
    """Rows are topics: what somebody wrote is nobody's figure."""
    names = topic_names(ground.ports)
    keys = sorted({one.topic for one in needs})
    return _summed(
        KpiRow(
            day=None,
            name=names.get(key, {"zh-Hans": key}),
            value=sum(one.voices for one in needs if one.topic == key),
            note=key,
        )
        for key in keys
    )


_MEASURES: Mapping[str, Callable[[_Ground], Measured]] = {
    "kpi_projects": _projects,
    "kpi_projects_closed": _projects_closed,
    "kpi_activities": _activities,
    "kpi_activity_kinds": _activity_kinds,
    "kpi_attendances": _attendances,
    "kpi_satisfied": _satisfied,
    "kpi_satisfied_talent": _helped(ProviderKind.TALENT),
    "kpi_satisfied_resource": _helped(ProviderKind.RESOURCE),
    "kpi_volunteer_hours": _volunteer_hours,
    "kpi_volunteer_spent": _volunteer_spent,
    "kpi_spent_per_attendance": _spent_per_attendance,
    "kpi_needs_came": _needs_came,
    "kpi_needs_met": _needs_met,
}
