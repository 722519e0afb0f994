"""What services cost, what residents paid for them and what the fund added: by house and by line."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.addition import Addable
from models.money.chart import FUND_APPLIED, FUND_OPEN, FUND_PREFIX
from models.money.entry import Posted
from models.money.ports import Sum
from models.money.result import results

SUMMED = ("account", "building", "party")
ACCOUNTS = ("income.property", "cost.property")

Place = tuple[str, str]
"""(house, line); "" = none is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSum(Addable):
    """fee_fen: what was asked, paid or not; subsidy_fen: out of the fund."""

    cost_fen: int = 0
    fee_fen: int = 0
    subsidy_fen: int = 0

    @property
    def gap_fen(self) -> int:
        """What nobody covers yet; below 0 where more came in than it cost."""
        return self.cost_fen - self.fee_fen - self.subsidy_fen


def service_sums(sums: Iterable[Sum], spends: Iterable[Posted]) -> Mapping[Place, ServiceSum]:
    """sums: of ACCOUNTS by SUMMED; spends: the entries of the same days that touch the fund, which pay and cost nothing."""
    found: dict[Place, ServiceSum] = defaultdict(ServiceSum)
    for place, told in results(sums, lambda one: (one.building, one.party)).items():
        found[place] += ServiceSum(cost_fen=told.cost_fen, fee_fen=told.income_fen)
    for posted in spends:
        house = next((one.building for one in posted.entry.postings if one.building), "")
        for one in posted.entry.postings:
            if house and _is_bucket(one.account):
                found[one.building or house, ""] += ServiceSum(subsidy_fen=one.fen)
    return {place: one for place, one in sorted(found.items()) if one != ServiceSum()}


def together(sums: Mapping[Place, ServiceSum], part: int) -> Mapping[str, ServiceSum]:
    """By house (part 0) or by line (part 1)."""
    found: dict[str, ServiceSum] = defaultdict(ServiceSum)
    for place, one in sums.items():
        found[place[part]] += one
    return found


def _is_bucket(account: str) -> bool:
    return account.startswith(FUND_PREFIX) and account not in (FUND_OPEN, FUND_APPLIED)
