"""What a canteen sold and brought."""

from datetime import datetime, timedelta

from models.centre import SensorId
from models.event import Event, EventKind
from models.metric import METRICS
from models.metric.meals import Meals, deliveries, sales
from models.metric.sums import Sums
from tests.measured import DAY, ZONE, local


def a_sale(at: datetime, fen: int = 1_500, subsidy: int = 0, meal: str = "lunch", covers: int = 1) -> Event:
    values = {"meal": meal, "total_fen": fen, "subsidy_fen": subsidy, "covers": covers}
    return Event(sensor=SensorId("till"), kind=EventKind.SALE, id=f"{at}", at=at, values=values)


def a_move(order: str, state: str, at: datetime) -> Event:
    values = {"order": order, "state": state}
    return Event(
        sensor=SensorId("bag"), kind=EventKind.DELIVERY, id=f"{order}{state}{at}", at=at, values=values
    )


def value(key: str, meals: Meals) -> float | None:
    return METRICS[key].value(Sums(meals=meals))


def test_fares_and_subsidies_are_told_apart_and_make_the_menu_price_together() -> None:
    found = sales([a_sale(local(11), 1_500, 150), a_sale(local(12), 1_400)], 56, {DAY: 8}, ZONE)
    assert (found.fare_fen, found.subsidy_fen, found.covers) == (2_750, 150, 2)
    fare, subsidy, both = (value(key, found) for key in ("revpash_fare", "revpash_subsidy", "revpash"))
    assert (fare or 0) + (subsidy or 0) == both == 2_900 / (56 * 8)


def test_seats_turn_by_the_meal_period_with_a_sale() -> None:
    lunch = [a_sale(local(11) + timedelta(minutes=n)) for n in range(112)]
    found = sales([*lunch, a_sale(local(17), meal="dinner", covers=28)], 56, {DAY: 8}, ZONE)
    assert value("seat_turns", found) == (112 + 28) / (2 * 56)
    assert value("seat_turns", sales(lunch, 56, {DAY: 8}, ZONE, "lunch")) == 2
    assert sales(lunch, 56, {DAY: 8}, ZONE, "dinner") == Meals()


def test_a_day_without_a_sale_is_no_day_without_guests() -> None:
    tomorrow = DAY + timedelta(days=1)
    assert sales([a_sale(local(11))], 56, {DAY: 8, tomorrow: 8}, ZONE).seat_hours == 56 * 8
    assert value("covers", sales([], 56, {DAY: 8}, ZONE)) is None


def test_a_canteen_without_seats_has_covers_and_no_turns() -> None:
    found = sales([a_sale(local(11))], None, {DAY: 8}, ZONE)
    assert (value("covers", found), value("seat_turns", found), value("revpash", found)) == (1, None, None)


def test_a_meal_is_on_time_within_an_hour_of_being_packed() -> None:
    packed = local(11)
    moves = [
        a_move("1", "packed", packed), a_move("1", "delivered", packed + timedelta(minutes=60)),
        a_move("2", "packed", packed), a_move("2", "delivered", packed + timedelta(minutes=61)),
        a_move("3", "packed", packed), a_move("3", "failed", packed + timedelta(minutes=20)),
        a_move("4", "packed", packed), a_move("4", "out", packed + timedelta(minutes=5)),
        a_move("5", "delivered", packed),
    ]  # fmt: skip
    found = deliveries(moves, ZONE)
    assert (found.delivered, found.failed, found.timed, found.on_time) == (3, 1, 3, 1)


def test_order_numbers_begin_again_every_day() -> None:
    days = [local(11), local(11) + timedelta(days=1)]
    moves = [a_move("1", state, at) for at in days for state in ("packed", "delivered")]
    assert deliveries(moves, ZONE).delivered == 2
