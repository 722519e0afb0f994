"""A canteen now and over some days, by service."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from models.accepted_sensor import AcceptedSensor
from models.calendar import DayType
from models.centre import Closure, SensorId, SensorRole, Space, SpaceId, SpaceKind
from models.event import Event, EventKind, Word
from models.metric import METRICS
from models.metric.period import Period
from models.metric.sums import Sums
from models.ports import Ports
from models.services.canteen import canteen_now, canteens, meal_table, orders_of
from models.services.day_sums import day_sums
from models.trading_hours import TradingHours
from tests.builders import a_centre, a_fact, a_sensor, a_space, a_state, some_ports
from tests.fakes import MemoryAccepted, MemoryLive
from tests.measured import DAY, local

CANTEEN = SpaceId("canteen")
NOON = local(12)
TODAY = Period(DAY, DAY)


def a_sale(
    at: datetime, meal: str, fen: int, subsidy: int = 0, covers: int = 1, sensor: str = "till"
) -> Event:
    values: dict[str, Word] = {"meal": meal, "total_fen": fen, "subsidy_fen": subsidy, "covers": covers}
    return Event(sensor=SensorId(sensor), kind=EventKind.SALE, id=f"{at}{meal}", at=at, values=values)


def moved(order: str, packed: datetime, handed: datetime | None, sensor: str = "bag") -> Iterator[Event]:
    """One bag that was packed and, perhaps, handed over."""
    for state, at in (("packed", packed), ("delivered", handed)):
        if at is not None:
            values: dict[str, Word] = {"order": order, "state": state}
            yield Event(
                sensor=SensorId(sensor),
                kind=EventKind.DELIVERY,
                id=f"{at:%d}{order}:{state}",
                at=at,
                values=values,
            )


def a_meal(key: str, start: int, end: int) -> TradingHours:
    name = {"zh-Hans": key, "en": key}
    return TradingHours(key=key, name=name, days=frozenset(DayType), start=time(start), end=time(end))


def a_canteen(**more: object) -> Space:
    space = a_space("canteen", kind=SpaceKind.CANTEEN, persons=60)
    meals = (a_meal("lunch", 11, 14), a_meal("dinner", 17, 19))
    return replace(space, seats=50, meals=meals, **more)  # type: ignore[arg-type]


def a_house(at: datetime = NOON, space: Space | None = None) -> Ports:
    sensors = [
        a_sensor("door", "canteen"),
        a_sensor("till", "canteen", role=SensorRole.TILL),
        a_sensor("bag", "canteen", role=SensorRole.DELIVERY),
        a_sensor("other-till", "gym", role=SensorRole.TILL),
    ]
    return some_ports(a_centre([space or a_canteen(), a_space("gym")], sensors), clock=lambda: at)


def told(ports: Ports) -> Ports:
    """A lunch of a hundred covers, a dinner of fifty, somebody else's till, two bags."""
    ports.events.put(
        [a_sale(local(11), "lunch", 120_000, 20_000, 100), a_sale(local(17), "dinner", 50_000, 0, 50)]
    )
    ports.events.put([a_sale(local(12), "lunch", 9_900, sensor="other-till")])
    ports.events.put([*moved("1", local(11), local(11, 50)), *moved("2", local(17), local(18, 30))])
    ports.slots.put([replace(a_fact(local(12), 60, "canteen", capacity=60), entries=20)])
    return ports


def value(key: str, sums: Sums) -> float | None:
    return METRICS[key].value(sums)


def space_of(ports: Ports) -> Space:
    return canteens(ports)[0]


def test_a_service_has_its_own_covers_turns_and_seat_hours() -> None:
    ports = told(a_house(local(20)))
    lunch, dinner = meal_table(ports, space_of(ports), TODAY).services.values()
    assert (value("covers", lunch), value("seat_turns", lunch)) == (100, 2)
    assert (value("revpash", lunch), value("revpash_subsidy", lunch)) == (
        120_000 / 150,
        pytest.approx(20_000 / 150),
    )
    assert (value("covers", dinner), value("revpash", dinner)) == (50, 500)


def test_people_and_bags_belong_to_the_service_in_which_they_came() -> None:
    ports = told(a_house(local(20)))
    lunch, dinner = meal_table(ports, space_of(ports), TODAY).services.values()
    assert (value("queue_length", lunch), value("queue_wait", lunch)) == (10, 7.5)
    assert value("queue_length", dinner) is None
    assert (value("on_time_rate", lunch), value("on_time_rate", dinner)) == (1, 0)


def test_the_days_are_those_of_the_table_of_figures() -> None:
    ports = told(a_house(local(20)))
    total, known = (
        meal_table(ports, space_of(ports), TODAY).total,
        day_sums(ports, TODAY, [CANTEEN])[CANTEEN][DAY],
    )
    assert (total.meals, total.seated, total.use) == (known.meals, known.seated, known.use)


def test_a_till_that_people_accepted_counts_like_one_of_the_centre_file() -> None:
    accepted = MemoryAccepted()
    accepted.put(
        AcceptedSensor(sensor=a_sensor("new", "canteen", role=SensorRole.TILL), by="wang", at=local(9))
    )
    ports = replace(a_house(local(20)), accepted=accepted)
    ports.events.put([a_sale(local(11), "lunch", 1_500, covers=2, sensor="new")])
    table = meal_table(ports, space_of(ports), TODAY)
    assert (value("covers", table.total), value("covers", table.services["lunch"])) == (2, 2)
    assert value("covers", day_sums(ports, TODAY, [CANTEEN])[CANTEEN][DAY]) == 2


def test_of_what_nobody_told_nothing_is_known() -> None:
    ports = a_house()
    table = meal_table(ports, space_of(ports), TODAY)
    assert table.days == {}
    assert {value("covers", sums) for sums in (*table.services.values(), table.total)} == {None}


def test_the_service_that_is_on_and_the_next_one_are_told() -> None:
    def keys(at: datetime) -> list[str | None]:
        now = canteen_now(a_house(at), a_canteen())
        return [one.key if one else None for one in (now.running, now.coming)]

    assert keys(local(12)) == ["lunch", "dinner"]
    assert keys(local(15)) == [None, "dinner"]
    assert keys(local(20)) == [None, "lunch"]


def test_on_a_day_of_closure_nothing_is_served() -> None:
    shut = a_canteen(closures=(Closure(first=DAY, last=DAY, reason={"en": "x"}),))
    now = canteen_now(a_house(local(12), shut), shut)
    assert now.running is None
    assert now.coming is not None
    assert now.coming.window.start == local(11, day=DAY + timedelta(days=1))


def now_with(people: float | None) -> Sums:
    ports = a_house()
    live = MemoryLive(centre=ports.centre.id)
    live.put(a_state(people, "canteen", at=local(12)), at=local(12))
    ports.slots.put([replace(a_fact(local(11, 30), 50, "canteen", capacity=60), entries=30)])
    return canteen_now(replace(ports, live=live), a_canteen()).sums


def test_the_wait_now_is_the_queue_over_the_pace_at_which_people_come() -> None:
    assert (value("queue_length", now_with(60)), value("queue_wait", now_with(60))) == (10, 5)
    assert value("queue_length", now_with(30)) == 0
    assert value("queue_length", now_with(None)) is None


def test_what_is_late_and_still_out_stands_first_and_what_ended_last() -> None:
    ports = a_house(local(13))
    bags = [*moved("done", local(10), local(10, 30)), *moved("soon", local(12, 50), None)]
    ports.events.put(
        [*bags, *moved("late", local(11, 30), None), *moved("late-but-there", local(9), local(12))]
    )
    found = orders_of(ports, space_of(ports), DAY)
    assert [one.number for one in found] == ["late", "soon", "late-but-there", "done"]
    assert [one.is_late(local(13)) for one in found] == [True, False, True, False]
