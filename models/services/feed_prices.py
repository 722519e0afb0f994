"""What feeds tell of prices: what a place of a session costs, and what somebody pays who hires a room for an hour."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.calendar import Window, business_date
from models.centre import Space
from models.money.price import PlanVersion, Priced
from models.money.price_life import in_force
from models.money.quote import Quote
from models.ports import Ports
from models.services.prices import PRICED, Plans, plans, priced_by
from models.services.strangers import RefusedError


@dataclass(frozen=True, slots=True)
class FeedPrices:
    """A centre's price plans, read once for a page of many items."""

    ports: Ports
    plans: Plans

    @classmethod
    def of(cls, ports: Ports) -> "FeedPrices":
        """Those of now. Raises StoreError."""
        return cls(ports, plans(ports))

    def place(self, plan: str, window: Window) -> list[Quote] | None:
        """What a place of a session costs. [] = it has no plan, so nothing; None = its plan has no price on that day."""
        return self._by(self.plans.get(plan, ()), window) if plan else []

    def hire(self, space: Space, window: Window) -> list[Quote]:
        """What a room costs by each plan that hires rooms out; [] = no plan does, which is not "for nothing"."""
        if space.shared or space.kind is not PRICED[Priced.ROOM]:
            return []
        day = business_date(window.start, self.ports.centre.zone_info)
        known = [(versions, in_force(versions, day)) for versions in self.plans.values()]
        hiring = [versions for versions, one in known if one is not None and one.what is Priced.ROOM]
        return [quote for versions in hiring for quote in self._by(versions, window) or ()]

    def _by(self, versions: Sequence[PlanVersion], window: Window) -> list[Quote] | None:
        try:
            return priced_by(self.ports, versions, window)
        except RefusedError:
            return None
