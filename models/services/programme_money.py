"""What did each programme earn and cost over some days? Its own lines, and its part of the rooms that it took."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.calendar import business_date
from models.centre import SpaceId
from models.hold import HELD
from models.message import LocalText
from models.metric.coverage import Covered
from models.metric.earned import Attended, earned
from models.metric.outcome import Outcome, outcome
from models.metric.period import Period
from models.metric.sums import Sums
from models.money.apportion import apportion
from models.money.month import month_of
from models.money.ports import Sum
from models.money.result import result
from models.money.slot_money import Amounts, DayMoney, amounts
from models.ports import Ports
from models.programme.attendance import Attendance
from models.programme.ports import Programme
from models.programme.session import Session
from models.services.open_minutes import OpenMinutes, minutes_of
from models.services.slot_money import NOBODY, Book, MonthMoney, book, month_money

SINGLE = ""
"""Stands where a series' id stands otherwise: sessions that belong to none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeMoney:
    """series: SINGLE = all sessions of none; title: None where nobody knows it any more; sessions: how many were held.

    In its sums shared costs are its part of what its rooms cost.
    """

    series: str
    title: LocalText | None
    sessions: int
    sums: Sums


def programme_money(ports: Ports, period: Period) -> Sequence[ProgrammeMoney]:
    """Every series that was held or booked into the ledger, the greatest contribution first. Raises StoreError."""
    programme, zone = ports.programme, ports.centre.zone_info
    kept = book(ports, period)
    months = month_money(kept, OpenMinutes(ports))
    if programme is None or not months:
        return ()
    held = [
        one
        for one in programme.sessions.within(period.window(zone))
        if one.status in HELD
        and one.window.start < ports.clock()
        and period.first <= business_date(one.window.start, zone)
    ]
    sessions = _by_series(held)
    own, rooms = _own(kept, period), _rooms(period, months, held)
    said = _said(ports, programme, held)
    titles = _titles(programme, held)
    found = [
        ProgrammeMoney(
            series=series,
            title=titles.get(series),
            sessions=len(sessions.get(series, ())),
            sums=_sums(
                months.values(), own.get(series, ()), rooms.get(series, 0), sessions.get(series, ()), said
            ),
        )
        for series in {*sessions, *own}
    ]
    return sorted(found, key=lambda one: (-one.sums.margin.contribution_fen, one.series))


def _by_series(held: Iterable[Session]) -> Mapping[str, Sequence[Session]]:
    found: dict[str, list[Session]] = defaultdict(list)
    for one in held:
        found[one.series].append(one)
    return found


def _titles(programme: Programme, held: Iterable[Session]) -> Mapping[str, LocalText]:
    told = {one.series: one.title for one in held if one.series}
    return told | {one.id: one.title for one in programme.offerings.all_series()}


def _own(kept: Book, period: Period) -> Mapping[str, Sequence[Sum]]:
    """The lines that name a series, or a session, of the period."""
    found: dict[str, list[Sum]] = defaultdict(list)
    for one in kept.sums:
        if (one.series or one.session) and period.holds(kept.day_of(one)):
            session = kept.sessions.get(one.session)
            found[one.series or (session.series if session else SINGLE)].append(one)
    return found


def _rooms(period: Period, months: Mapping[date, MonthMoney], held: Iterable[Session]) -> Mapping[str, int]:
    """What stands for the rooms' open time, by the minutes that each series took of it; the rest is nobody's.

    Where sessions take more than the open time, as in a hall of two halves, the whole is theirs. A room that the centre
    has no more stands nowhere, and costs nothing.
    """
    taken: dict[SpaceId, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in held:
        taken[one.space][one.series] += minutes_of(one.window)
    found: dict[str, int] = defaultdict(int)
    for space, minutes in taken.items():
        spaces = [(day, months[month_of(day)].spaces) for day in period.days() if month_of(day) in months]
        days = [known[space][day] for day, known in spaces if space in known]
        idle = max(0, sum(day.open_min for day in days) - sum(minutes.values()))
        whole = sum(day.standing.cost_fen for day in days)
        for series, part in zip(minutes, apportion(whole, [*minutes.values(), idle]), strict=False):
            found[series] += part
    return found


def _said(ports: Ports, programme: Programme, held: Sequence[Session]) -> Mapping[str, Outcome]:
    """Session -> who came, as far as it is known."""
    came: dict[str, list[Attendance]] = defaultdict(list)
    for one in programme.attendances.of_sessions([one.id for one in held]):
        came[one.session].append(one)
    return {one.id: outcome([one], (), came[one.id], ports.clock()) for one in held}


def _sums(
    months: Iterable[MonthMoney],
    own: Iterable[Sum],
    room_fen: int,
    held: Sequence[Session],
    said: Mapping[str, Outcome],
) -> Sums:
    known = [*months]
    told = Outcome.summed(said[one.id] for one in held)
    money = DayMoney(
        moment=amounts(result(own)),
        standing=Amounts(shared_fen=room_fen),
        open_min=sum(minutes_of(one.window) for one in held),
    )
    joined = earned(
        money,
        NOBODY,
        None,
        income=any(one.income_known for one in known),
        cost=any(one.cost_known for one in known),
    )
    covered = Covered(
        seat_open_hours=sum(one.window.hours for one in held),
        seat_measured_hours=sum(one.window.hours for one in held if said[one.id].sessions),
    )
    return Sums(
        takings=joined.takings,
        costs=joined.costs,
        margin=joined.margin,
        outcome=told,
        attended=Attended(
            held_fen=money.total.cost_fen if joined.costs.cost_days else 0,
            attendances=told.attended if joined.costs.cost_days else 0,
            covered=covered,
        ),
    )
