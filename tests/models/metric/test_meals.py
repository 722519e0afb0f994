"""What a canteen sold and brought."""

from datetime import datetime, timedelta

from models.centre import SensorId
from models.event import Event, EventKind, Word
from models.metric import METRICS
from models.metric.meal_day import MealDay, meal_days
from models.metric.meals import Meals, deliveries, sales
from models.metric.sums import Sums
from tests.measured import DAY, ZONE, local


def a_sale(
    at: datetime, fen: int = 1_500, subsidy: int = 0, meal: str = "lunch", covers: int = 1, **more: Word
) -> Event:
    values = {"meal": meal, "total_fen": fen, "subsidy_fen": subsidy, "covers": covers, **more}
    return Event(sensor=SensorId("till"), kind=EventKind.SALE, id=f"{at}", at=at, values=values)


def a_move(order: str, state: str, at: datetime) -> Event:
    values = {"order": order, "state": state}
    return Event(
        sensor=SensorId("bag"), kind=EventKind.DELIVERY, id=f"{order}{state}{at}", at=at, values=values
    )


def days(*events: Event) -> list[MealDay]:
    return meal_days(events, ZONE)


def value(key: str, meals: Meals) -> float | None:
    return METRICS[key].value(Sums(meals=meals))


def test_fares_and_subsidies_are_told_apart_and_make_the_menu_price_together() -> None:
    found = sales(days(a_sale(local(11), 1_500, 150), a_sale(local(12), 1_400)), 56, {DAY: 8})
    assert (found.fare_fen, found.subsidy_fen, found.covers) == (2_750, 150, 2)
    fare, subsidy, both = (value(key, found) for key in ("revpash_fare", "revpash_subsidy", "revpash"))
    assert (fare or 0) + (subsidy or 0) == both == 2_900 / (56 * 8)


def test_seats_turn_by_the_meal_period_with_a_sale() -> None:
    lunch = [a_sale(local(11) + timedelta(minutes=n)) for n in range(112)]
    found = sales(days(*lunch, a_sale(local(17), meal="dinner", covers=28)), 56, {DAY: 8})
    assert value("seat_turns", found) == (112 + 28) / (2 * 56)
    assert value("seat_turns", sales(days(*lunch), 56, {DAY: 8}, "lunch")) == 2
    assert sales(days(*lunch), 56, {DAY: 8}, "dinner") == Meals()


def test_a_day_without_a_sale_is_no_day_without_guests() -> None:
    tomorrow = DAY + timedelta(days=1)
    assert sales(days(a_sale(local(11))), 56, {DAY: 8, tomorrow: 8}).seat_hours == 56 * 8
    assert value("covers", sales([], 56, {DAY: 8})) is None


def test_a_canteen_without_seats_has_covers_and_no_turns() -> None:
    found = sales(days(a_sale(local(11))), None, {DAY: 8})
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
    found = deliveries(days(*moves))
    assert (found.delivered, found.failed, found.timed, found.on_time) == (3, 1, 3, 1)


def test_order_numbers_begin_again_every_day() -> None:
    mornings = [local(11), local(11) + timedelta(days=1)]
    moves = [a_move("1", state, at) for at in mornings for state in ("packed", "delivered")]
    assert deliveries(days(*moves)).delivered == 2


def test_meals_that_are_taken_away_turn_no_seat_and_stand_apart() -> None:
    lunch = [a_sale(local(12), covers=28, dining="here"), a_sale(local(12, 1), 9_000, 900, dining="takeaway")]
    found = sales(days(*lunch), 56, {DAY: 8})
    assert [value(key, found) for key in ("covers", "takeaways", "seat_turns")] == [28, 1, 0.5]
    assert value("revpash", found) == 1_500 / (56 * 8), "a seat earns nothing by what is eaten at home"
    assert (value("fare", found), value("subsidy", found)) == (1_500 + 8_100, 900)


def test_where_no_till_tells_what_is_taken_away_nobody_knows_how_much_that_is() -> None:
    found = sales(days(a_sale(local(12), covers=28)), 56, {DAY: 8})
    assert (value("covers", found), value("takeaways", found)) == (28, None)
