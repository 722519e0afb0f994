"""Rows of the fund <-> its rules, runs and orders."""

from typing import Any

from sqlalchemy import RowMapping, Table

from models.db.tables import FundAskRow, FundOrderRow, FundRuleRow, FundRunRow
from models.money.fund.ask import FundAsk
from models.money.fund.order import FundOrder, OrderKind, OrderStatus
from models.money.fund.rule import Base, Bucket, FundRule, Payoff, Purpose, RuleStatus
from models.money.fund.run import FundRun
from models.money.fund.split import Standing

RULE: Table = FundRuleRow.__table__  # type: ignore[assignment]
ASK: Table = FundAskRow.__table__  # type: ignore[assignment]
RUN: Table = FundRunRow.__table__  # type: ignore[assignment]
ORDER: Table = FundOrderRow.__table__  # type: ignore[assignment]

_STANDING = ("carried", "whole", "moved")


def rule_row(centre: str, one: FundRule) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in FundRule.__dataclass_fields__}
    buckets = [
        {
            "key": bucket.key,
            "purpose": bucket.purpose.value,
            "points": bucket.points,
            "name": dict(bucket.name),
        }
        for bucket in one.buckets
    ]
    return told | {"centre": centre, "buckets": buckets, "accounts": list(one.accounts)}


def rule_from(row: RowMapping) -> FundRule:
    told = _without_centre(row)
    buckets = tuple(
        Bucket(**{**bucket, "purpose": Purpose(bucket["purpose"])}) for bucket in told.pop("buckets")
    )
    return FundRule(
        **told
        | {
            "buckets": buckets,
            "accounts": tuple(told["accounts"]),
            "base": Base(told["base"]),
            "payoff": Payoff(told["payoff"]),
            "status": RuleStatus(told["status"]),
        }
    )


def run_row(centre: str, one: FundRun) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in FundRun.__dataclass_fields__ if name != "after"}
    after = {name: getattr(one.after, name) for name in _STANDING}
    return told | after | {"centre": centre, "parts": dict(one.parts), "takes_back": one.takes_back or None}


def run_from(row: RowMapping) -> FundRun:
    told = _without_centre(row)
    after = Standing(**{name: told.pop(name) for name in _STANDING})
    return FundRun(**told | {"after": after, "takes_back": told["takes_back"] or 0})


def ask_row(centre: str, one: FundAsk) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in FundAsk.__dataclass_fields__}
    return told | {"centre": centre, "parts": dict(one.parts)}


def ask_from(row: RowMapping) -> FundAsk:
    return FundAsk(**_without_centre(row))


def order_row(centre: str, one: FundOrder) -> dict[str, Any]:
    return {name: getattr(one, name) for name in FundOrder.__dataclass_fields__} | {"centre": centre}


def order_from(row: RowMapping) -> FundOrder:
    told = _without_centre(row)
    words = {
        "kind": OrderKind(told["kind"]),
        "purpose": Purpose(told["purpose"]),
        "status": OrderStatus(told["status"]),
    }
    return FundOrder(**told | words)


def _without_centre(row: RowMapping) -> dict[str, Any]:
    return {str(name): value for name, value in row.items() if str(name) != "centre"}
