"""Money in time: an amount of a month as parts of its days, an amount of a day as parts of its quarter hours."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.addition import Addable
from models.money.apportion import apportion_in_turn
from models.money.ports import Sum
from models.money.result import Result, result

Fen = NDArray[np.int64]
"""Whole fen, shape (quarter hours, fields of Amounts)."""

OF_A_MOMENT = frozenset(
    {
        *("income.gym", "income.course", "income.room", "income.care", "income.delivery"),
        *("income.canteen.fare", "income.canteen.subsidy", "income.market.sale"),
    }
)
"""Income that is earned when somebody comes. All else, rents, grants and costs, stands for its whole month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts(Addable):
    """Fen of one space. subsidy: the part of the income that no guest paid; direct: costs that were written down for the
    space; shared: its share of those of the whole house."""

    income_fen: int = 0
    subsidy_fen: int = 0
    direct_fen: int = 0
    shared_fen: int = 0

    @property
    def cost_fen(self) -> int:
        return self.direct_fen + self.shared_fen

    @property
    def paid_fen(self) -> int:
        """The part of the income that guests paid."""
        return self.income_fen - self.subsidy_fen

    @property
    def contribution_fen(self) -> int:
        """Income less all costs, direct and shared."""
        return self.income_fen - self.cost_fen


NOTHING = Amounts()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMoney:
    """One space on one business day. moment: what came about on that very day; standing: its part of the month's.

    open_min: minutes for which the space was open by its rules.
    """

    moment: Amounts = NOTHING
    standing: Amounts = NOTHING
    open_min: int = 0

    @property
    def total(self) -> Amounts:
        one, other = self.moment, self.standing
        return Amounts(
            income_fen=one.income_fen + other.income_fen,
            subsidy_fen=one.subsidy_fen + other.subsidy_fen,
            direct_fen=one.direct_fen + other.direct_fen,
            shared_fen=one.shared_fen + other.shared_fen,
        )


def amounts(own: Result, shared: Result | None = None) -> Amounts:
    """A space's own result and its share of the house's costs."""
    return Amounts(
        income_fen=own.income_fen,
        subsidy_fen=own.subsidy_fen,
        direct_fen=own.cost_fen,
        shared_fen=shared.cost_fen if shared else 0,
    )


def is_of_a_moment(one: Sum) -> bool:
    """Whether lines belong to a certain time: earned when somebody came, or for one session or series."""
    return one.account in OF_A_MOMENT or bool(one.session or one.series)


def spread(whole: Amounts, minutes: Sequence[int]) -> Fen:
    """An amount over spans by their open minutes, shape (spans, fields); evenly where nothing was open at all."""
    weights = minutes if any(minutes) else [1] * len(minutes)
    none = (0,) * len(minutes)
    columns = [apportion_in_turn(fen, weights) if fen else none for fen in _row(whole)]
    return np.array(columns, dtype=np.int64).reshape(len(columns), len(minutes)).T


def _row(one: Amounts) -> tuple[int, int, int, int]:
    """Its fields in their order; dataclasses.astuple takes ten times as long."""
    return (one.income_fen, one.subsidy_fen, one.direct_fen, one.shared_fen)


def amounts_of(row: Fen) -> Amounts:
    """A row of spread(), or the sum of some, as amounts again."""
    income, subsidy, direct, shared = row.tolist()  # as _row() has them
    return Amounts(income_fen=income, subsidy_fen=subsidy, direct_fen=direct, shared_fen=shared)


def month_days(
    own: Iterable[Sum], shared: Result, minutes: Mapping[date, int], day_of: Callable[[Sum], date]
) -> Mapping[date, DayMoney]:
    """What one space's month was on each of its days; together they are the month to the fen.

    minutes: the open minutes of every business day of the month; day_of: the day on which lines of a moment count.
    """
    moments: dict[date, list[Sum]] = {day: [] for day in minutes}
    standing: list[Sum] = []
    for one in own:
        (moments[day_of(one)] if is_of_a_moment(one) else standing).append(one)
    parts = spread(amounts(result(standing), shared), [*minutes.values()])
    return {
        day: DayMoney(
            moment=amounts(result(moments[day])) if moments[day] else NOTHING,
            standing=amounts_of(parts[n]),
            open_min=minutes[day],
        )
        for n, day in enumerate(minutes)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Lines of one day that belong to some of its quarter hours. slot: the number of the only one; else minutes: how much
    of each, shape (quarter hours,); all 0 = nobody knows which, so they are spread as what stands for the whole day."""

    amounts: Amounts
    slot: int | None = None
    minutes: Sequence[int] = field(default_factory=tuple)


def day_slots(day: DayMoney, moments: Iterable[Moment], open_minutes: Sequence[int]) -> Fen:
    """What a space's day was in each quarter hour; together they are the day to the fen.

    moments: what `day.moment` is made of; open_minutes: of each quarter hour. Costs run while the house is open.
    """
    slots = spread(day.standing, open_minutes)
    for one in moments:
        if one.slot is not None:
            slots[one.slot] += np.array(_row(one.amounts), dtype=np.int64)
        else:
            slots += spread(one.amounts, one.minutes if any(one.minutes) else open_minutes)
    return slots
