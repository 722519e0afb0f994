"""[fund] of a centre file: how proceeds are shared out until people of the centre have decided."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from pydantic import Field

from config.centre_field import Key, Table, Text, named
from models.money.fund.rule import BUILT_IN, WHOLE_POINTS, Base, Payoff, Purpose, rule_faults, usual_rule
from models.usual_fund import UsualBucket, UsualFund


class BucketRow(Table):
    """[fund.bucket.<key>]: percent with at most two decimals."""

    purpose: Purpose
    percent: Decimal = Field(gt=0, le=100, decimal_places=2)
    name: Text | None = None


class FundTable(Table):
    """[fund]."""

    base: Base = Base.NET
    payoff: Payoff = Payoff.HOLD
    bucket: dict[Key, BucketRow] = Field(min_length=1)


FAULTS = {
    "buckets": "has too many buckets",
    "keys": "has a key that is reserved or is not small letters, digits and underscores",
    "repayments": "has two buckets that repay: one at most may",
    "payoff": "has payoff 'redistribute', and no other bucket to give to",
    "accounts": "has base 'custom': only people of the centre can say of which accounts",
}


def fund_faults(table: FundTable | None) -> Iterable[str]:
    """What is wrong with it, as sentences that begin with the path."""
    if table is None:
        return
    total = sum(row.percent for row in table.bucket.values())
    if total != 100:
        yield f"fund.bucket: the percents add up to {total}, not to 100"
    asked = replace(usual_rule(usual_fund(table)), decision="centre file", valid_from=date(2026, 1, 1))
    yield from (f"fund {FAULTS[fault]}" for fault in rule_faults(asked) if fault in FAULTS)


def usual_fund(table: FundTable | None) -> UsualFund | None:
    """None where the file says nothing: then the built-in rule holds."""
    if table is None:
        return None
    return UsualFund(
        base=table.base.value,
        payoff=table.payoff.value,
        buckets=tuple(
            UsualBucket(
                key=key,
                purpose=row.purpose.value,
                points=int(row.percent * WHOLE_POINTS / 100),
                name=named(row.name) if row.name else _known_name(key),
            )
            for key, row in table.bucket.items()
        ),
    )


def _known_name(key: str) -> dict[str, str]:
    """The catalogue names the buckets of the built-in rule; any other goes by its key."""
    return {} if BUILT_IN.bucket(key) else {"zh-Hans": key, "en": key}
