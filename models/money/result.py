"""What was earned and what it cost, from sums of the ledger: the one place where the sign of income is turned."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from models.money.chart import AccountKind, Line, account_of
from models.money.ports import Sum

_Key = TypeVar("_Key")

SUBSIDIES = frozenset({"income.canteen.subsidy", "income.grant"})
"""Income that no guest pays: it is told apart, for a house that lives on it does not earn its costs."""

_SIGN: Mapping[AccountKind, int] = {AccountKind.INCOME: -1, AccountKind.COST: 1}
"""From the ledger's sign to that of a result; accounts of other kinds are no part of one."""


@dataclass(frozen=True, slots=True)
class Result:
    """accounts: fen by account; income and costs are both above 0 as they usually are, below it where more was taken back."""

    accounts: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: "Result") -> "Result":
        both = self.accounts.keys() | other.accounts.keys()
        return Result({key: self.accounts.get(key, 0) + other.accounts.get(key, 0) for key in sorted(both)})

    @property
    def income_fen(self) -> int:
        """Everything that was earned, subsidies among it."""
        return self._of_kind(AccountKind.INCOME)

    @property
    def subsidy_fen(self) -> int:
        """The part of the income that no guest paid."""
        return sum(fen for account, fen in self.accounts.items() if account in SUBSIDIES)

    @property
    def cost_fen(self) -> int:
        return self._of_kind(AccountKind.COST)

    @property
    def contribution_fen(self) -> int:
        """Income less costs; below 0 where it did not earn them."""
        return self.income_fen - self.cost_fen

    def lines(self) -> Mapping[Line, "Result"]:
        """By line of business, in their order; those without any account are left out."""
        found: dict[Line, dict[str, int]] = defaultdict(dict)
        for account, fen in self.accounts.items():
            found[account_of(account).line][account] = fen
        return {line: Result(found[line]) for line in Line if line in found}

    def has(self, kind: AccountKind) -> bool:
        """Whether anything of that kind was written down at all: else it is not known, which is not 0."""
        return any(account_of(account).kind is kind for account in self.accounts)

    def _of_kind(self, kind: AccountKind) -> int:
        return sum(fen for account, fen in self.accounts.items() if account_of(account).kind is kind)


def result(sums: Iterable[Sum]) -> Result:
    """What sums by account, and by anything else, make together."""
    accounts: dict[str, int] = defaultdict(int)
    for one in sums:
        if sign := _SIGN.get(account_of(one.account).kind):
            accounts[one.account] += sign * one.fen
    return Result(dict(sorted(accounts.items())))


def results(sums: Iterable[Sum], key: Callable[[Sum], _Key]) -> Mapping[_Key, Result]:
    """The same apart, as by space: results(sums, lambda one: one.space)."""
    apart: dict[_Key, list[Sum]] = defaultdict(list)
    for one in sums:
        apart[key(one)].append(one)
    return {name: result(some) for name, some in apart.items()}
