"""A month in money: every line of business beside the month before and what is usual, and the tie-out of its takings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_low

from models.event import EventKind
from models.metric.period import Period, month_of
from models.money.balance_breaks import breaks
from models.money.chart import Line
from models.money.month import previous_month
from models.money.ports import Money, Such
from models.money.result import Result, results
from models.money.statement import StatementLine, StatementSource
from models.ports import Ports
from models.services.strangers import refusal

USUAL_OF = 6
"""Months before of which the middle one is called usual."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineMonth:
    """A line of business. before, usual: None = there was none of those months."""

    line: Line
    now: Result
    before: Result | None
    usual_income_fen: int | None
    usual_cost_fen: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthTable:
    """A month by line of business. now: None = the book has neither income nor costs of it."""

    month: date
    now: Result | None
    before: Result | None
    lines: Sequence[LineMonth]


@dataclass(frozen=True, slots=True, kw_only=True)
class TieDay:
    """A day. tills: what guests paid by what tills told; booked: takings of the book, of any kind, of which statements have
    shown shown_fen and not yet open_fen. loose: what statements show and nobody found in the book, charges included."""

    day: date
    tills_fen: int = 0
    booked_fen: int = 0
    open_fen: int = 0
    shown_fen: int = 0
    loose_fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MeansMonth:
    """A statement of a month. first_fen, last_fen: balances before and after it, None = it tells none."""

    source: StatementSource
    lines: int
    in_fen: int
    out_fen: int
    fee_fen: int
    loose: int
    aside: int
    breaks: int
    first_fen: int | None = None
    last_fen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TieOut:
    """A month's takings on every side."""

    days: Sequence[TieDay]
    means: Sequence[MeansMonth]


def month_table(ports: Ports, month: date) -> MonthTable:
    """One question for the months that are laid beside each other. Raises RefusedError, StoreError."""
    earlier = [previous_month(month)]
    while len(earlier) < USUAL_OF:
        earlier.append(previous_month(earlier[-1]))
    such = Such(months=(earlier[-1], month), accounts=("income.", "cost."))
    by_month = results(_money(ports).ledger.sums(["month", "account"], such), lambda one: one.month)
    now, before = by_month.get(month), by_month.get(earlier[0])
    usual = [by_month[one].lines() for one in earlier if one in by_month]
    found = [_line(line, now, before, usual) for line in Line if line]
    return MonthTable(month=month, now=now, before=before, lines=[one for one in found if one is not None])


def _line(
    line: Line, now: Result | None, before: Result | None, usual: Sequence[Mapping[Line, Result]]
) -> LineMonth | None:
    """None for a line of business that none of the months knows."""
    mine = now.lines().get(line) if now else None
    if mine is None and not any(line in one for one in usual):
        return None
    others = [one.get(line, Result()) for one in usual]
    return LineMonth(
        line=line,
        now=mine or Result(),
        before=before.lines().get(line, Result()) if before else None,
        usual_income_fen=median_low(one.income_fen for one in others) if others else None,
        usual_cost_fen=median_low(one.cost_fen for one in others) if others else None,
    )


def tie_out(ports: Ports, month: date) -> TieOut:
    """Tills, book and statements of a month, day by day and statement by statement. Raises RefusedError, StoreError."""
    period = month_of(month)
    statements = _money(ports).statements
    lines = statements.lines(period.first, period.last)
    loose = {one.ref for one in statements.open_lines(period.first, period.last)}
    tills = _tills(ports, period)
    booked: dict[date, int] = {}
    still_open: dict[date, int] = {}
    for one in statements.item_sums(period.first, period.last):
        if one.of == "takings":
            booked[one.day] = booked.get(one.day, 0) + one.fen
            still_open[one.day] = still_open.get(one.day, 0) + one.fen * one.open
    left = _by_day([line for line in lines if line.ref in loose])
    days = [
        TieDay(
            day=day,
            tills_fen=tills.get(day, 0),
            booked_fen=booked.get(day, 0),
            open_fen=still_open.get(day, 0),
            shown_fen=booked.get(day, 0) - still_open.get(day, 0),
            loose_fen=left.get(day, 0),
        )
        for day in sorted(tills.keys() | booked.keys() | left.keys())
    ]
    return TieOut(days=days, means=_means(lines, loose))


def _by_day(lines: Sequence[StatementLine]) -> Mapping[date, int]:
    found: dict[date, int] = {}
    for line in lines:
        found[line.day] = found.get(line.day, 0) + line.gross_fen
    return found


def _tills(ports: Ports, period: Period) -> Mapping[date, int]:
    """What guests paid, by what the tills told: the price less the subsidy."""
    found: dict[date, int] = {}
    for event in ports.events.within(period.window(ports.centre.zone_info), [EventKind.SALE]):
        total, subsidy = (event.values.get(name, 0) for name in ("total_fen", "subsidy_fen"))
        day = ports.centre.day_of(event.at)
        found[day] = found.get(day, 0) + int(total) - int(subsidy)
    return found


def _means(lines: Sequence[StatementLine], loose: set[str]) -> list[MeansMonth]:
    found = []
    for source in StatementSource:
        mine = [line for line in lines if line.source is source]
        meant = [line for line in mine if not line.aside]
        told = [line for line in mine if line.balance_fen is not None]
        if mine:
            found.append(
                MeansMonth(
                    source=source,
                    lines=len(mine),
                    in_fen=sum(line.gross_fen for line in meant if line.gross_fen > 0),
                    out_fen=sum(line.gross_fen for line in meant if line.gross_fen < 0),
                    fee_fen=sum(line.fee_fen for line in meant),
                    loose=sum(line.ref in loose for line in mine),
                    aside=len(mine) - len(meant),
                    breaks=len(breaks(told)),
                    first_fen=(told[0].balance_fen or 0) - told[0].fen if told else None,
                    last_fen=told[-1].balance_fen if told else None,
                )
            )
    return found


def _money(ports: Ports) -> Money:
    if ports.money is None:
        raise refusal("no_books")
    return ports.money
