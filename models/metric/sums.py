"""Everything that a figure can be made of, added up over any spaces and days."""

from dataclasses import dataclass, field

from models.addition import Addable, united
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
    use: Utilisation = field(default_factory=Utilisation)
    opening: Opening = field(default_factory=Opening)
    off_peak: OffPeak = field(default_factory=OffPeak)
    crowding: Crowding = field(default_factory=Crowding)
    doors: Doors = field(default_factory=Doors)
    outcome: Outcome = field(default_factory=Outcome)
    reuse: Reuse = field(default_factory=Reuse)
    seated: Seated = field(default_factory=Seated)
    meals: Meals = field(default_factory=Meals)
    trade: Trade = field(default_factory=Trade)
    takings: Takings = field(default_factory=Takings)
    costs: Costs = field(default_factory=Costs)
    margin: Margin = field(default_factory=Margin)
    attended: Attended = field(default_factory=Attended)
    empty: EmptyOffPeak = field(default_factory=EmptyOffPeak)
