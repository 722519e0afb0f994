"""Everything that a figure can be made of, added up over any spaces and days."""

from dataclasses import dataclass

from models.addition import Addable, part, united
from models.centre import SpaceId
from models.metric.crowding import Crowding
from models.metric.doors import Doors
from models.metric.earned import Attended, Costs, Margin, Takings
from models.metric.empty import EmptyOffPeak
from models.metric.meals import Meals
from models.metric.opening import Opening
from models.metric.outcome import Outcome
from models.metric.peak import OffPeak
from models.metric.reuse import Reuse
from models.metric.seated import Seated
from models.metric.trade import Trade
from models.utilisation import Utilisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums(Addable):
    """One row of a table, or its total. spaces: whose sums these are; a part that is not known of them adds nothing."""

    spaces: frozenset[SpaceId] = united()
    use: Utilisation = part(Utilisation)
    opening: Opening = part(Opening)
    off_peak: OffPeak = part(OffPeak)
    crowding: Crowding = part(Crowding)
    doors: Doors = part(Doors)
    outcome: Outcome = part(Outcome)
    reuse: Reuse = part(Reuse)
    seated: Seated = part(Seated)
    meals: Meals = part(Meals)
    trade: Trade = part(Trade)
    takings: Takings = part(Takings)
    costs: Costs = part(Costs)
    margin: Margin = part(Margin)
    attended: Attended = part(Attended)
    empty: EmptyOffPeak = part(EmptyOffPeak)
