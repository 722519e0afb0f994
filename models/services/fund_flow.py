"""Where each yuan went: what came in by line, what it cost, what was shared out, and what of it was spent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.money.chart import Line
from models.money.fund.rule import HELD
from models.money.month import month_of
from models.money.ports import Such
from models.money.result import result
from models.ports import Ports
from models.services.fund import FundState, books, spends
from models.services.fund_runs import OWN_SOURCES

MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Fen of the months from first to last that were shared out. income, costs: by line; parts, spent: by bucket.

    rest: what was earned and is not shared out: carried on, or no part of the rule's base. Below 0 where more was shared
    out than earned, as with a base of income alone.
    """

    first: date
    last: date
    income: Mapping[Line, int]
    costs: Mapping[Line, int]
    parts: Mapping[str, int]
    spent: Mapping[str, int]

    @property
    def earned(self) -> int:
        return sum(self.income.values()) - sum(self.costs.values())

    @property
    def shared(self) -> int:
        return sum(self.parts.values())

    @property
    def rest(self) -> int:
        return self.earned - self.shared


def fund_flow(ports: Ports, state: FundState) -> Flow | None:
    """Of the newest twelve months that were shared out; None before the first run."""
    months = sorted({one.month for one in state.stood})[-MONTHS:]
    if not months:
        return None
    such = Such(months=(months[0], months[-1]), accounts=("income.", "cost."), sources=OWN_SOURCES)
    lines = result(books(ports).ledger.sums(["account"], such)).lines()
    return Flow(
        first=months[0],
        last=months[-1],
        income={line: one.income_fen for line, one in lines.items() if one.income_fen},
        costs={line: one.cost_fen for line, one in lines.items() if one.cost_fen},
        parts=_parts(state, months),
        spent=_spent(state, months),
    )


def _parts(state: FundState, months: Sequence[date]) -> Mapping[str, int]:
    """What buckets got; what was held and is shared out again is no longer held, so that it is told once."""
    found: dict[str, int] = {}
    for one in state.stood:
        if one.month in months:
            for key, fen in one.parts.items():
                found[key] = found.get(key, 0) + fen
            if one.released:
                found[HELD] = found.get(HELD, 0) - one.released
    return found


def _spent(state: FundState, months: Sequence[date]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for one in spends(state.orders):
        if month_of(one.day) >= months[0]:
            found[one.bucket] = found.get(one.bucket, 0) + one.fen
    return found
