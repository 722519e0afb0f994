"""Costs of the whole house, shared out among its spaces by a stated key so that no fen is lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.centre import SpaceId
from models.money.apportion import apportion
from models.money.chart import CHART, AccountKind, Line
from models.money.result import Result
from models.sharing import SharingKey

SHARED = frozenset(
    one.key for one in CHART.values() if one.kind is AccountKind.COST and one.line is Line.HOUSE
) - {"cost.volunteer"}
"""Costs that every space has a part in when no space is named with them. Volunteers are paid by the fund."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a space's share may go by, of one month; whole numbers, so that shares can be worked out again exactly."""

    area_dm2: int
    open_min: int


KEYS: Mapping[SharingKey, Callable[[Basis], int]] = {
    SharingKey.AREA_HOURS: lambda basis: basis.area_dm2 * basis.open_min,
    SharingKey.AREA: lambda basis: basis.area_dm2,
    SharingKey.HOURS: lambda basis: basis.open_min,
}


def shared_out(house: Result, bases: Mapping[SpaceId, Basis], key: SharingKey) -> Mapping[SpaceId, Result]:
    """What each space has to bear of the costs of `house` that are shared; nothing where no space has any weight.

    Account by account, and what all spaces bear is what stands in the ledger.
    """
    weights = [KEYS[key](basis) for basis in bases.values()]
    if not any(weights):
        return {}
    shares: dict[SpaceId, dict[str, int]] = {space: {} for space in bases}
    for account, fen in house.accounts.items():
        if account in SHARED:
            for space, part in zip(bases, apportion(fen, weights), strict=True):
                shares[space][account] = part
    return {space: Result(accounts) for space, accounts in shares.items()}
