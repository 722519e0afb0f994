"""What past business days teach about a space: the same for live counting, for roll-ups and for history."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from models.centre import SpaceId
from models.estimate.learning import REMEMBERED, UNTAUGHT, Learned, learn
from models.fact_ports import Balances


def taught(balances: Balances | None, space: SpaceId, day: date) -> Learned:
    """What the REMEMBERED business days before `day` teach. Raises StoreError."""
    if balances is None:
        return UNTAUGHT
    first, last = day - timedelta(days=REMEMBERED), day - timedelta(days=1)
    return learn(balances.within([space], first, last))


def lessons(balances: Balances | None, spaces: Collection[SpaceId], day: date) -> Mapping[SpaceId, Learned]:
    """What is taught for a business day, by space. Raises StoreError."""
    return {space: taught(balances, space, day) for space in spaces}
