"""Everything that a month's report is made from, read once: sums, counts and codes, and no person."""

from datetime import date
from typing import Any

from models.document import filled, plain
from models.metric.period import Period, month_of
from models.ports import Ports
from models.report.inputs import MonthInputs
from models.services.metrics import metric_table
from models.services.monthly.activity import activity_inputs
from models.services.monthly.advice import advice_inputs
from models.services.monthly.as_of import as_of
from models.services.monthly.fund import fund_inputs
from models.services.monthly.heat import heat_inputs
from models.services.monthly.market import market_inputs
from models.services.monthly.meals import meal_inputs
from models.services.monthly.money import money_inputs
from models.services.monthly.needs import needs_inputs
from models.services.monthly.programme import programme_inputs
from models.services.monthly.quality import standard_inputs
from models.services.monthly.use import day_types, kept_days, use_inputs
from models.slot import CALC_VERSION


def gather(ports: Ports, month: date) -> MonthInputs:
    """The month in which a day lies. Raises StoreError."""
    period = month_of(month)
    programme = programme_inputs(ports, period)
    read = MonthInputs(
        **_centre(ports, period),
        use=use_inputs(ports, metric_table(ports, period)),
        heat=heat_inputs(ports, period),
        programme=programme,
        market=market_inputs(ports, period),
        standard=standard_inputs(ports, period, programme),
        meals=meal_inputs(ports, period),
        money=money_inputs(ports, period),
        fund=fund_inputs(ports, period),
        advice=advice_inputs(ports, period),
        needs=needs_inputs(ports, period),
        activity=activity_inputs(ports, period),
    )
    # As they come back from where they are kept, so that what is made of them now is what is made of them then.
    return filled(MonthInputs, plain(read))


def _centre(ports: Ports, period: Period) -> dict[str, Any]:
    centre = ports.centre
    return {
        "centre": centre.id,
        "name": centre.name,
        "timezone": centre.timezone,
        "month": period.first,
        "as_of": as_of(ports, period),
        "calc_version": calc_version(ports, period),
        "is_simulated": ports.simulated(),
        "days": day_types(ports.calendar, period),
        "targets": dict(centre.targets),
        "provisional_days": ports.calendar.provisional_days(period.first, period.length.days),
    }


def calc_version(ports: Ports, period: Period) -> int:
    """Of the oldest fact; the present one where there is none."""
    return min((one.calc_version for one in kept_days(ports, period) or ()), default=CALC_VERSION)
