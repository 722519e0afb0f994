"""What the kitchen of a canteen is told to cook."""

from dataclasses import replace
from datetime import timedelta

from models.centre import Closure, Space
from models.ports import Ports
from models.services.cooking import SHOWN_DAYS, cooking
from tests.measured import DAY, local
from tests.models.services.test_canteen import a_canteen, a_house, a_sale


def sold(days: int, covers: int = 100, space: Space | None = None) -> Ports:
    """So many lunches on each of the last days; today's lunch is over too."""
    ports = a_house(space=space)
    noons = [local(12) - timedelta(days=n) for n in range(days + 1)]
    ports.events.put([a_sale(noon, "lunch", 1_000, covers=covers + n % 5) for n, noon in enumerate(noons)])
    return ports


def of_canteen(ports: Ports) -> Space:
    return next(iter(ports.centre.spaces.values()))


def test_the_next_lunch_is_told_with_its_history_and_a_dinner_that_was_never_sold_is_not() -> None:
    ports = sold(80)
    (lunch,) = cooking(ports, of_canteen(ports))
    assert (lunch.key, lunch.day, lunch.level, lunch.missing) == ("lunch", DAY + timedelta(1), 0.97, 0)
    assert lunch.said.meals is not None
    assert 100 <= lunch.said.meals <= 106
    assert lunch.judged > 30
    assert lunch.over is not None
    assert len(lunch.past) == SHOWN_DAYS
    assert (lunch.past[0][0], lunch.past[0][1].came) == (DAY - timedelta(1), 101)


def test_what_was_sold_today_tells_nothing_yet_for_the_day_is_not_over() -> None:
    ports = sold(80)
    before = cooking(ports, of_canteen(ports))
    ports.events.put([a_sale(local(13), "lunch", 1_000, covers=900)])
    assert cooking(ports, of_canteen(ports)) == before


def test_before_it_is_calibrated_it_says_how_many_days_are_missing() -> None:
    ports = sold(20)
    (lunch,) = cooking(ports, of_canteen(ports))
    assert lunch.said.meals is None
    assert 100 <= lunch.said.usual <= 104
    assert (lunch.judged, lunch.over) == (0, None)
    assert 0 < lunch.missing < 33


def test_a_kitchen_that_may_be_short_more_often_is_told_to_cook_less() -> None:
    rare, often = (
        cooking(ports, of_canteen(ports))[0].said.meals
        for ports in (sold(80), sold(80, space=a_canteen(service_level=0.6)))
    )
    assert rare is not None
    assert often is not None
    assert often < rare


def test_the_next_day_is_one_on_which_the_canteen_is_open() -> None:
    shut = Closure(
        first=DAY + timedelta(1), last=DAY + timedelta(3), reason={"zh-Hans": "维修", "en": "repair"}
    )
    ports = sold(80, space=replace(a_canteen(), closures=(shut,)))
    assert cooking(ports, of_canteen(ports))[0].day == DAY + timedelta(4)


def test_without_sales_nothing_is_told() -> None:
    ports = a_house()
    assert cooking(ports, of_canteen(ports)) == []
