"""Money joined with use: what a space earned and cost on a day, beside the hours and the visits that it went with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.addition import Addable, part
from models.metric.coverage import Covered
from models.metric.doors import Doors
from models.money.slot_money import Amounts, DayMoney
from models.utilisation import Utilisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Takings(Addable):
    """Of days of months in which income was written down at all: of others it is not known, which is not 0.

    subsidy_fen: the part of the income that no guest paid; takings_hours: open by the rules.
    """

    takings_days: int = 0
    income_fen: int = 0
    subsidy_fen: int = 0
    takings_hours: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs(Addable):
    """The same of costs, and of the spaces among them whose doors say how many came: counted_fen went with visits."""

    cost_days: int = 0
    direct_fen: int = 0
    shared_fen: int = 0
    counted_fen: int = 0
    visits: int = 0
    covered: Covered = part(Covered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin(Addable):
    """Of days of months in which both are known. earned_fen: income that guests paid; spent_fen: all costs.

    gap_fen: spent less earned where doors say how many came; margin_visits: those who came there.
    """

    margin_days: int = 0
    contribution_fen: int = 0
    earned_fen: int = 0
    spent_fen: int = 0
    margin_hours: float = 0.0
    margin_person_hours: float = 0.0
    gap_fen: int = 0
    margin_visits: int = 0
    covered: Covered = part(Covered)
    counted: Covered = part(Covered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attended(Addable):
    """Of sessions that were held: what they cost, and who came as far as somebody said. covered: by the session."""

    held_fen: int = 0
    attendances: int = 0
    covered: Covered = part(Covered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """What is known of one space on one day; a part of which nothing was written down in that month adds nothing."""

    takings: Takings = part(Takings)
    costs: Costs = part(Costs)
    margin: Margin = part(Margin)


def earned(money: DayMoney, use: Utilisation, doors: Doors | None, *, income: bool, cost: bool) -> Earned:
    """Of one space on one day. doors: None = nobody counts who comes there; income, cost: whether the month has any."""
    total, hours = money.total, money.open_min / 60
    return Earned(
        takings=_takings(total, hours) if income else Takings(),
        costs=_costs(total, doors) if cost else Costs(),
        margin=_margin(total, hours, use, doors) if income and cost else Margin(),
    )


def _takings(total: Amounts, hours: float) -> Takings:
    return Takings(
        takings_days=1, income_fen=total.income_fen, subsidy_fen=total.subsidy_fen, takings_hours=hours
    )


def _costs(total: Amounts, doors: Doors | None) -> Costs:
    return Costs(
        cost_days=1,
        direct_fen=total.direct_fen,
        shared_fen=total.shared_fen,
        counted_fen=total.cost_fen if doors else 0,
        visits=doors.entries if doors else 0,
        covered=doors.covered if doors else Covered(),
    )


def _margin(total: Amounts, hours: float, use: Utilisation, doors: Doors | None) -> Margin:
    return Margin(
        **_hour(total, hours),
        margin_person_hours=use.person_hours,
        covered=Covered(seat_open_hours=use.seat_open_hours, seat_measured_hours=use.seat_measured_hours),
        gap_fen=total.cost_fen - total.paid_fen if doors else 0,
        margin_visits=doors.entries if doors else 0,
        counted=doors.covered if doors else Covered(),
    )


def hour_margin(amounts: Amounts, hours: float) -> Margin:
    """Of some open hours, without the people who came in them."""
    return Margin(**_hour(amounts, hours))


def _hour(amounts: Amounts, hours: float) -> Mapping[str, Any]:
    return {
        "margin_days": 1,
        "contribution_fen": amounts.contribution_fen,
        "earned_fen": amounts.paid_fen,
        "spent_fen": amounts.cost_fen,
        "margin_hours": hours,
    }
