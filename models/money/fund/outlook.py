"""When the debt will be covered, and what another rule would have made of the same months: nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import ceil, sqrt
from statistics import fmean, stdev

from models.money.fund.rule import FundRule, Payoff
from models.money.fund.split import PayoffAwaitedError, Split, Standing, split
from models.money.month import next_month

LOOKED_BACK = 12
"""Months that a forecast is made of."""

FEWEST = 3
"""Of fewer months nothing is foretold."""

MOST_MONTHS = 100 * 12
"""Later than this is as good as never."""

_SURE = 1.96
"""Standard errors on either side of a mean between which it lies in 95 of 100 cases."""

_MONTHS_OF_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """remaining: fen of the debt that no repayment has been set aside for. monthly: the mean; None = too few months.

    likely, early, late: the months in which it is covered, at the mean and at the ends of its 95 % interval; None = not to
    be foretold, or not within MOST_MONTHS.
    """

    remaining: int
    months: int = 0
    monthly: float | None = None
    likely: date | None = None
    early: date | None = None
    late: date | None = None


def outlook(remaining: int, repaid: Mapping[date, int]) -> Outlook:
    """repaid: fen that came to repayment by month, oldest first."""
    months = list(repaid)[-LOOKED_BACK:]
    got = [repaid[month] for month in months]
    if len(got) < FEWEST:
        return Outlook(remaining=remaining, months=len(got))
    mean, spread = fmean(got), _SURE * stdev(got) / sqrt(len(got))
    return Outlook(
        remaining=remaining,
        months=len(got),
        monthly=mean,
        likely=_covered(remaining, mean, months[-1]),
        early=_covered(remaining, mean + spread, months[-1]),
        late=_covered(remaining, mean - spread, months[-1]),
    )


def _covered(remaining: int, monthly: float, last: date) -> date | None:
    if remaining <= 0:
        return last
    count = ceil(remaining / monthly) if monthly > 0 else MOST_MONTHS + 1
    return _later(last, count) if count <= MOST_MONTHS else None


def _later(month: date, count: int) -> date:
    for _ in range(count):
        month = next_month(month)
    return month


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What a rule would have made of past months, and when it would cover the debt from now on.

    totals: fen by bucket, HELD among them where something would be held; covered: None = not within MOST_MONTHS.
    """

    rule: FundRule
    totals: Mapping[str, int]
    covered: date | None


def what_if(
    rule: FundRule, bases: Mapping[date, int], *, room: int | None, remaining: int | None, growth: float = 0.0
) -> WhatIf:
    """bases: fen by month, oldest first; room: what repayment could take before them; remaining: and now; growth: of the
    base, in a year, 0.03 = 3 %."""
    return WhatIf(
        rule=rule,
        totals=_past(rule, bases, room),
        covered=None if remaining is None else _future(rule, bases, remaining, growth),
    )


def _past(rule: FundRule, bases: Mapping[date, int], room: int | None) -> Mapping[str, int]:
    totals = {one.key: 0 for one in rule.buckets}
    standing = Standing()
    for base in bases.values():
        did = _split(rule, standing, base, room)
        standing = did.after
        for key, fen in did.parts.items():
            totals[key] = totals.get(key, 0) + fen
        if room is not None and rule.repayment is not None:
            room -= did.parts[rule.repayment.key]
    return totals


def _split(rule: FundRule, standing: Standing, base: int, room: int | None) -> Split:
    """A look at what might be stops at no decision that is still to be taken: its surplus is held."""
    try:
        return split(rule, standing, base, room=room)
    except PayoffAwaitedError:
        return split(replace(rule, payoff=Payoff.HOLD), standing, base, room=room)


def _future(rule: FundRule, bases: Mapping[date, int], remaining: int, growth: float) -> date | None:
    """The month in which the debt is covered, if every month brought the mean of the newest twelve, growing."""
    months = list(bases)[-LOOKED_BACK:]
    if rule.repayment is None or len(months) < FEWEST:
        return None
    mean, month, standing = fmean(bases[one] for one in months), months[-1], Standing()
    for ahead in range(1, MOST_MONTHS + 1):
        if remaining <= 0:
            return month
        month = next_month(month)
        did = _split(rule, standing, round(mean * (1 + growth) ** (ahead / _MONTHS_OF_YEAR)), None)
        standing, remaining = did.after, remaining - did.parts[rule.repayment.key]
    return None
