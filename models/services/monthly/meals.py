"""The canteens of a month by service and kind of day, as their page has them, and the claim's meals by age band."""

from models.centre import Space
from models.metric.period import Period
from models.ports import Ports
from models.report.inputs.meals import CanteenMonth, MealInputs, ServiceMonth
from models.services.canteen import canteens, meal_table
from models.services.claims import claim_sheet


def meal_inputs(ports: Ports, period: Period) -> MealInputs:
    """Raises StoreError."""
    found = tuple(_canteen(ports, space, period) for space in canteens(ports))
    if ports.money is None or not found:
        return MealInputs(canteens=found)
    claim = claim_sheet(ports, period.first).claim
    return MealInputs(canteens=found, bands=claim.bands, weeks=claim.weeks)


def _canteen(ports: Ports, space: Space, period: Period) -> CanteenMonth:
    table = meal_table(ports, space, period)
    types, services = table.day_types(ports.calendar), table.services
    return CanteenMonth(
        space=space.id,
        name=space.name,
        services=tuple(
            ServiceMonth(
                key=meal.key,
                name=meal.name,
                by={kind: one.services[meal.key] for kind, one in types.items() if one.served[meal.key]},
                total=services[meal.key],
            )
            for meal in space.meals
        ),
        days={kind: one.total for kind, one in types.items()},
        total=table.total,
    )
