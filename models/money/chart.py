"""The chart of accounts: where every fen stands, and the line of business that it is told under."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class AccountKind(StrEnum):
    """What an account is. Debits (+) make assets and costs grow; credits (-) make debts, income and funds grow."""

    ASSET = "asset"
    LIABILITY = "liability"
    INCOME = "income"
    COST = "cost"
    FUND = "fund"  # what the proceeds are set aside for, and what is not set aside yet


class Line(StrEnum):
    """The lines of business under which income and costs are told; each is `money.line.<line>` of the catalogue."""

    GYM = "gym"
    COURSE = "course"
    ROOM = "room"
    CANTEEN = "canteen"
    DELIVERY = "delivery"
    MARKET = "market"
    CARE = "care"
    PROPERTY = "property"
    GRANT = "grant"
    OPERATOR = "operator"
    HOUSE = "house"  # what belongs to no line: power, cleaning, staff of the whole house
    NONE = ""  # accounts that are neither income nor costs


@dataclass(frozen=True, slots=True)
class LedgerAccount:
    """A row of CHART; its name is `money.account.<key>` of the catalogue."""

    key: str
    kind: AccountKind
    line: Line = Line.NONE


FUND_PREFIX = "fund."
"""An account of the fund is "fund.<bucket>": the buckets are those of the centre's rule, and may be any number."""

FUND_OPEN = "fund.open"
"""Proceeds that were split: the counter-side of every allocation. Its balance is what was set aside so far."""

FUND_APPLIED = "fund.applied"
"""What was spent out of the buckets: the counter-side of every use of a bucket."""

_ASSET, _LIABILITY = AccountKind.ASSET, AccountKind.LIABILITY
_INCOME, _COST, _FUND = AccountKind.INCOME, AccountKind.COST, AccountKind.FUND

CHART: Mapping[str, LedgerAccount] = {
    one.key: one
    for one in (
        LedgerAccount("cash", _ASSET),
        LedgerAccount("bank", _ASSET),
        LedgerAccount("takings", _ASSET),  # sold, and not yet seen on a statement
        LedgerAccount("wechat", _ASSET),
        LedgerAccount("alipay", _ASSET),
        LedgerAccount("receivable.subsidy", _ASSET),
        LedgerAccount("receivable.rent", _ASSET),
        LedgerAccount("receivable.property", _ASSET),
        LedgerAccount("receivable.operator", _ASSET),
        LedgerAccount("receivable.other", _ASSET),
        LedgerAccount("debt.construction", _LIABILITY),
        LedgerAccount("debt.opening", _LIABILITY),  # the counter-side of what stood there before this ledger
        LedgerAccount("opening", _LIABILITY),  # the counter-side of everything else that was there before
        LedgerAccount("prepaid", _LIABILITY),
        LedgerAccount("deposit", _LIABILITY),
        LedgerAccount("payable.supplier", _LIABILITY),
        LedgerAccount("payable.operator", _LIABILITY),
        LedgerAccount("income.gym", _INCOME, Line.GYM),
        LedgerAccount("income.course", _INCOME, Line.COURSE),
        LedgerAccount("income.room", _INCOME, Line.ROOM),
        LedgerAccount("income.canteen.fare", _INCOME, Line.CANTEEN),
        LedgerAccount("income.canteen.subsidy", _INCOME, Line.CANTEEN),
        LedgerAccount("income.delivery", _INCOME, Line.DELIVERY),
        LedgerAccount("income.market.rent", _INCOME, Line.MARKET),
        LedgerAccount("income.market.sale", _INCOME, Line.MARKET),
        LedgerAccount("income.care", _INCOME, Line.CARE),
        LedgerAccount("income.property", _INCOME, Line.PROPERTY),
        LedgerAccount("income.grant", _INCOME, Line.GRANT),
        LedgerAccount("income.operator_share", _INCOME, Line.OPERATOR),
        LedgerAccount("income.other", _INCOME, Line.HOUSE),
        LedgerAccount("cost.gym", _COST, Line.GYM),
        LedgerAccount("cost.course", _COST, Line.COURSE),
        LedgerAccount("cost.room", _COST, Line.ROOM),
        LedgerAccount("cost.food", _COST, Line.CANTEEN),
        LedgerAccount("cost.canteen", _COST, Line.CANTEEN),
        LedgerAccount("cost.delivery", _COST, Line.DELIVERY),
        LedgerAccount("cost.market", _COST, Line.MARKET),
        LedgerAccount("cost.care", _COST, Line.CARE),
        LedgerAccount("cost.property", _COST, Line.PROPERTY),
        LedgerAccount("cost.operator_share", _COST, Line.OPERATOR),
        LedgerAccount("cost.volunteer", _COST, Line.HOUSE),
        LedgerAccount("cost.staff", _COST, Line.HOUSE),
        LedgerAccount("cost.energy", _COST, Line.HOUSE),
        LedgerAccount("cost.cleaning", _COST, Line.HOUSE),
        LedgerAccount("cost.repair", _COST, Line.HOUSE),
        LedgerAccount("cost.fees", _COST, Line.HOUSE),
        LedgerAccount("cost.other", _COST, Line.HOUSE),
        LedgerAccount(FUND_OPEN, _FUND),
        LedgerAccount(FUND_APPLIED, _FUND),
    )
}
"""To add one: a row here and its name in both catalogues. Buckets of the fund are no rows: the rule names them."""


class UnknownAccountError(ValueError):
    """No account has that key."""

    def __init__(self, key: str) -> None:
        super().__init__(f"account '{key}' is not in the chart of accounts")
        self.key = key


def account_of(key: str) -> LedgerAccount:
    """The account of a key, "fund.<bucket>" for any bucket. Raises UnknownAccountError."""
    known = CHART.get(key)
    if known is not None:
        return known
    if key.startswith(FUND_PREFIX) and key != FUND_PREFIX:
        return LedgerAccount(key, AccountKind.FUND)
    raise UnknownAccountError(key)


def fund_account(bucket: str) -> str:
    """The key of a bucket's account."""
    return f"{FUND_PREFIX}{bucket}"
