"""Everything that a month's report is made from: sums, counts and codes, one part per subject, and no person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from models.calendar import DayType
from models.message import LocalText
from models.metric.period import month_of
from models.report.inputs.activity import ActivityInputs
from models.report.inputs.advice import AdviceInputs
from models.report.inputs.fund import FundInputs
from models.report.inputs.heat import HeatInputs
from models.report.inputs.market import MarketInputs
from models.report.inputs.meals import MealInputs
from models.report.inputs.money import MoneyInputs
from models.report.inputs.needs import NeedsInputs
from models.report.inputs.programme import ProgrammeInputs
from models.report.inputs.standard import StandardInputs
from models.report.inputs.use import UseInputs


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthInputs:
    """The month of one centre as it was read; the same inputs always make the same statement.

    month: its first day; as_of: the end of the month, or the last quarter hour of one that is not over, so that what is
    read again later is the same unless it changed. calc_version: of the oldest fact. days: how many of each type;
    provisional_days: of these, those that rest on a guess. targets: metric -> what the centre set itself. needs: None = this
    deployment keeps neither needs nor projects.
    """

    centre: str
    name: LocalText
    timezone: str
    month: date
    as_of: datetime
    calc_version: int
    is_simulated: bool
    days: Mapping[DayType, int]
    provisional_days: int
    use: UseInputs
    heat: HeatInputs
    programme: ProgrammeInputs
    market: MarketInputs
    standard: StandardInputs
    meals: MealInputs = field(default_factory=MealInputs)
    money: MoneyInputs = field(default_factory=MoneyInputs)
    fund: FundInputs = field(default_factory=FundInputs)
    advice: AdviceInputs = field(default_factory=AdviceInputs)
    needs: NeedsInputs | None = None
    activity: ActivityInputs = field(default_factory=ActivityInputs)
    targets: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        """Whether the whole month is in it."""
        return self.as_of >= month_of(self.month).window(ZoneInfo(self.timezone)).end
