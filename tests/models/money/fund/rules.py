"""Rules and runs for tests of the fund."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from models.money.fund.rule import BUILT_IN, Bucket, FundRule, Payoff, Purpose, RuleStatus
from models.money.fund.run import FundRun, is_first_of_version, made, standing_for, standing_runs, taken_back
from models.money.fund.split import split

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
JANUARY = date(2026, 1, 1)


def a_rule(
    *points: int, version: int = 1, payoff: Payoff = Payoff.HOLD, valid_from: date = JANUARY
) -> FundRule:
    """The usual three buckets, or as many as there are points; the first one repays."""
    buckets = BUILT_IN.buckets
    if points:
        purposes = [Purpose.REPAYMENT, *[Purpose.OTHER] * (len(points) - 1)]
        buckets = tuple(
            Bucket(key=f"b{n}", purpose=purpose, points=share, name={"en": f"Bucket {n}"})
            for n, (share, purpose) in enumerate(zip(points, purposes, strict=True))
        )
    return FundRule(
        version=version,
        buckets=buckets,
        valid_from=valid_from,
        decision="council 2026-03 no. 2",
        payoff=payoff,
        status=RuleStatus.APPROVED,
        proposed_by="li",
        decided_by="wang",
    )


def run_of(
    runs: Sequence[FundRun],
    rule: FundRule,
    base: int,
    *,
    room: int | None = None,
    held: int = 0,
    month: date = JANUARY,
) -> FundRun:
    """The next run, as a service would work it out."""
    released = held if is_first_of_version(runs, rule) else 0
    did = split(rule, standing_for(runs, rule), base, released=released, room=room)
    number = len(runs) + 1
    return made(did, rule, number=number, first=JANUARY, month=month, through=number, by="chen", at=AT)


def undone(runs: Sequence[FundRun]) -> FundRun | None:
    return taken_back(runs, number=len(runs) + 1, by="chen", at=AT) if standing_runs(runs) else None
