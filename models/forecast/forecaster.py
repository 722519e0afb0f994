"""The table of forecasters: ours and those that it is judged beside. To add one: a row here and a name in both languages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from models.forecast.ours import Ours
from models.forecast.peer import lightgbm, mstl
from models.forecast.series import Floats, Series, closed_days, opened
from models.forecast.week import typical_week, typical_week_level, weekly_naive

Forecast = Callable[[Series, int, int], Floats]
"""Series, index of the first day to forecast, how many days -> people (days, steps), NaN where nothing can be said."""


@dataclass(frozen=True, slots=True)
class Forecaster:
    """begin: takes all series of the file, of which a forecast may use the days before its own alone. needs: a package."""

    key: str
    begin: Callable[[Sequence[Series]], Forecast]
    needs: str = ""

    @property
    def is_installed(self) -> bool:
        return not self.needs or find_spec(self.needs) is not None


def alone(formula: Callable[[Floats, int], Floats]) -> Callable[[Sequence[Series]], Forecast]:
    """A forecaster that looks at nothing but the open days of the series itself."""

    def forecast(series: Series, origin: int, days: int) -> Floats:
        return formula(opened(series, closed_days(series, origin))[:origin], days)

    return lambda _: forecast


OURS = "ours"

FORECASTERS: Mapping[str, Forecaster] = {
    row.key: row
    for row in (
        Forecaster("weekly_naive", alone(weekly_naive)),
        Forecaster("typical_week", alone(typical_week)),
        Forecaster("typical_week_level", alone(typical_week_level)),
        Forecaster("lightgbm", lightgbm, needs="lightgbm"),
        Forecaster("mstl", alone(mstl), needs="statsforecast"),
        Forecaster(OURS, lambda series: Ours.of(series).forecast),
    )
}
"""In the order in which the table shows them."""
