"""A canteen now, and over some days by its services: who eats, who waits, what was sold and brought."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from models.calendar import SLOT, Calendar, DayType, Window, business_date
from models.centre import Schedule, Space, SpaceId, SpaceKind, opening_windows
from models.live import SpaceState
from models.metric.meal_day import MealDay
from models.metric.meals import Meals, Order, delivered, orders, sales
from models.metric.period import Period
from models.metric.seated import Seated, seated, seated_now
from models.metric.sums import Sums
from models.ports import Ports
from models.services.known_sensors import sensors_in
from models.slot import SlotFact
from models.slot_grid import gridded
from models.trading_hours import trading_windows
from models.utilisation import utilisation

_LOOK_AHEAD_DAYS = 14


@dataclass(frozen=True, slots=True)
class Serving:
    """A service and when it is: key of the canteen's table of meals."""

    key: str
    window: Window


@dataclass(frozen=True, slots=True, kw_only=True)
class CanteenNow:
    """state: None = never heard. sums: the moment in the shape of figures, empty where people or seats are not known.

    running: the service that is on; coming: the one that comes next.
    """

    at: datetime
    state: SpaceState | None
    sums: Sums
    running: Serving | None
    coming: Serving | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MealTable:
    """Sums of a period: of each service in the canteen's order and each business day that has any, and of all.

    served: by service and day.
    """

    space: SpaceId
    period: Period
    served: Mapping[str, Mapping[date, Sums]]
    days: Mapping[date, Sums]

    @property
    def services(self) -> Mapping[str, Sums]:
        return {key: self._added(days) for key, days in self.served.items()}

    @property
    def total(self) -> Sums:
        return self._added(self.days)

    def day_types(self, calendar: Calendar) -> Mapping[DayType, "MealTable"]:
        """By the type of the business day; types of which nothing is kept are left out."""
        days: dict[DayType, set[date]] = defaultdict(set)
        for day in self.days:
            days[calendar.day_type(day)].add(day)
        return {one: self._on(days[one]) for one in DayType if one in days}

    def _on(self, wanted: Collection[date]) -> "MealTable":
        """The same of some of its days."""
        chosen = {key: _chosen(days, wanted) for key, days in self.served.items()}
        return replace(self, served=chosen, days=_chosen(self.days, wanted))

    def _added(self, days: Mapping[date, Sums]) -> Sums:
        return Sums.summed([Sums(spaces=frozenset({self.space})), *days.values()])


def _chosen(days: Mapping[date, Sums], wanted: Collection[date]) -> Mapping[date, Sums]:
    return {day: sums for day, sums in days.items() if day in wanted}


def canteens(ports: Ports) -> list[Space]:
    return [space for space in ports.centre.spaces.values() if space.kind is SpaceKind.CANTEEN]


def canteen_now(ports: Ports, space: Space) -> CanteenNow:
    """From what is live, and the last quarter hour that is kept for how fast people come. Raises StoreError."""
    at = ports.clock()
    state = ports.live.states().get(space.id)
    sums = Sums(spaces=frozenset({space.id}))
    if state is not None and state.people is not None and space.seats is not None:
        known = seated_now(state.people, space.seats, _last_entries(ports, space, at))
        sums = Sums(spaces=sums.spaces, seated=known)
    servings = list(_servings(ports, space, at))
    running = next((one for one in servings if one.window.start <= at), None)
    coming = next((one for one in servings if one.window.start > at), None)
    return CanteenNow(at=at, state=state, sums=sums, running=running, coming=coming)


def _last_entries(ports: Ports, space: Space, at: datetime) -> int:
    facts = ports.slots.within([space.id], Window(at - 3 * SLOT, at))
    return facts[-1].entries if facts else 0


def _servings(ports: Ports, space: Space, at: datetime) -> Iterable[Serving]:
    """Services that end after the instant, in order; none on days on which the canteen is shut."""
    today, zone = ports.centre.day_of(at), ports.centre.zone_info
    for day in Period(today, today + timedelta(days=_LOOK_AHEAD_DAYS)).days():
        if opening_windows(space, day, ports.calendar, zone):
            windows = trading_windows(space.meals, day, ports.calendar, zone)
            found = [Serving(key, window) for key, window in windows.items() if window.end > at]
            yield from sorted(found, key=lambda one: one.window)


def orders_of(ports: Ports, space: Space, day: date) -> Sequence[Order]:
    """The delivery board of a business day: what is late and still out first, then by when it is due, what ended last."""
    now = ports.clock()
    far = now + timedelta(days=1)

    def urgency(order: Order) -> tuple[bool, bool, datetime]:
        return order.ended_at is not None, not order.is_late(now), order.due_at or far

    return sorted(orders(meal_days_of(ports, space, Period(day, day))), key=urgency)


def meal_table(ports: Ports, space: Space, period: Period) -> MealTable:
    """Days of which nothing is kept are absent. Raises StoreError."""
    days = _days(ports, space, period)
    served: dict[str, dict[date, Sums]] = {meal.key: {} for meal in space.meals}
    for day, kept in sorted(days.items()):
        for key, window in trading_windows(space.meals, day, ports.calendar, ports.centre.zone_info).items():
            served[key][day] = _service(space, day, kept, Serving(key, window))
    return MealTable(
        space=space.id,
        period=period,
        served=served,
        days={day: _whole_day(ports, space, day, kept) for day, kept in sorted(days.items())},
    )


@dataclass(slots=True)
class _Day:
    facts: list[SlotFact] = field(default_factory=list)
    meals: list[MealDay] = field(default_factory=list)


def _days(ports: Ports, space: Space, period: Period) -> Mapping[date, _Day]:
    zone = ports.centre.zone_info
    days: dict[date, _Day] = defaultdict(_Day)
    for fact in ports.slots.within([space.id], period.window(zone)):
        days[business_date(fact.start, zone)].facts.append(fact)
    for one in meal_days_of(ports, space, period):
        days[one.day].meals.append(one)
    return days


def meal_days_of(ports: Ports, space: Space, period: Period) -> list[MealDay]:
    """What the tills and bags of a canteen told, by business day. Raises StoreError."""
    sensors = {sensor.id for sensor in sensors_in(ports, space.id)}
    return [one for one in ports.events.meal_days(period.first, period.last) if one.sensor in sensors]


def _service(space: Space, day: date, kept: _Day, serving: Serving) -> Sums:
    """A sale belongs to the service that the till names, an order to the one in which it was begun."""
    window = serving.window
    facts = [fact for fact in kept.facts if window.start <= fact.start < window.end]
    begun = [one for one in orders(kept.meals) if window.start <= one.begun_at < window.end]
    sold = sales(kept.meals, space.seats, {day: window.hours}, serving.key)
    return _sums(space, facts, sold + delivered(begun))


def _whole_day(ports: Ports, space: Space, day: date, kept: _Day) -> Sums:
    zone = ports.centre.zone_info
    spans = Schedule(space, ports.calendar, zone).within(Period(day, day).window(zone))
    sold = sales(kept.meals, space.seats, {day: sum(span.hours for span in spans)})
    return _sums(space, kept.facts, sold + delivered(orders(kept.meals)))


def _sums(space: Space, facts: Sequence[SlotFact], meals: Meals) -> Sums:
    return Sums(
        spaces=frozenset({space.id}),
        use=utilisation(facts),
        seated=seated(gridded(facts), space.seats) if space.seats else Seated(),
        meals=meals,
    )
