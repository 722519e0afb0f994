"""A market street over some days: parts of the day, stalls, and what an event brought."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from models.calendar import Window
from models.centre import SpaceId, SpaceKind
from models.metric import METRICS
from models.metric.period import Period
from models.metric.sums import Sums
from models.metric.trade import DAY_PARTS
from models.ports import Ports
from models.remark import Remark, RemarkKind
from models.services.day_sums import day_sums
from models.services.market import market_table, markets, stalls_on, uplifts
from models.stall import Stall, StallId, Tenancy
from tests.builders import a_centre, a_fact, a_sensor, a_space, some_ports
from tests.fakes import MemoryRemarks, MemoryTenancies
from tests.measured import DAY, local

STREET = SpaceId("street")
TODAY = Period(DAY, DAY)


def a_stall(key: str, at: tuple[float, float] = (10, 20)) -> Stall:
    return Stall(
        id=StallId(key),
        name={"zh-Hans": key, "en": key},
        space="street",
        trade={"zh-Hans": "茶", "en": "Tea"},
        at=at,
    )


def a_street(at: datetime | None = None) -> Ports:
    space = replace(a_space("street", kind=SpaceKind.MARKET, persons=500), periods=DAY_PARTS)
    centre = replace(
        a_centre([space], [a_sensor("gate", "street")]),
        stalls={StallId(key): a_stall(key) for key in ("veg", "fruit", "fish", "tea")},
    )
    ports = some_ports(centre, clock=lambda: at or local(23))
    return replace(ports, tenancies=MemoryTenancies(), remarks=MemoryRemarks())


def walked(ports: Ports, hours: dict[int, int], day: date = DAY) -> None:
    ports.slots.put(
        [
            replace(a_fact(local(hour, day=day), 5, "street", capacity=500), entries=n)
            for hour, n in hours.items()
        ]
    )


def value(key: str, sums: Sums) -> float | None:
    return METRICS[key].value(sums)


def let(ports: Ports, stall: str, first: date, last: date | None = None) -> None:
    assert ports.tenancies is not None
    ports.tenancies.put(
        Tenancy(id=f"{stall}{first}", stall=StallId(stall), tenant="T1", first=first, last=last)
    )


def test_parts_and_hours_add_up_to_the_day() -> None:
    ports = a_street()
    walked(ports, {8: 300, 9: 100, 12: 200, 19: 400})
    table = market_table(ports, markets(ports)[0], TODAY)
    assert {key: value("footfall", sums) for key, sums in table.parts.items()} == {
        "morning": 400,
        "night": 400,
    }
    assert {hour: value("footfall", sums) for hour, sums in table.hours.items()} == {
        8: 300,
        9: 100,
        12: 200,
        19: 400,
    }
    assert (value("footfall", table.total), value("morning_share", table.total)) == (1_000, 0.4)


def test_parts_of_several_days_are_those_of_each_day() -> None:
    ports = a_street()
    for back in range(3):
        walked(ports, {8: 10, 12: 1, 19: 5}, DAY - timedelta(days=back))
    table = market_table(ports, markets(ports)[0], Period(DAY - timedelta(days=2), DAY))
    assert [value("footfall", sums) for sums in table.parts.values()] == [30, 15]


def test_the_let_rate_counts_the_days_of_every_stall() -> None:
    ports = a_street()
    let(ports, "veg", DAY - timedelta(days=9))
    let(ports, "tea", DAY)
    for back in range(2):
        walked(ports, {9: 10}, DAY - timedelta(days=back))
    total = market_table(ports, markets(ports)[0], Period(DAY - timedelta(days=1), DAY)).total
    assert value("let_rate", total) == 3 / 8


def test_where_no_tenancies_are_kept_no_let_rate_is_known() -> None:
    ports = replace(a_street(), tenancies=None)
    walked(ports, {9: 10})
    assert value("let_rate", market_table(ports, markets(ports)[0], TODAY).total) is None


def test_a_stall_is_let_on_its_last_day_and_empty_the_day_after() -> None:
    ports = a_street()
    let(ports, "veg", DAY - timedelta(days=9), DAY)
    space = markets(ports)[0]

    def lets(day: date) -> list[str]:
        return [one.stall.id for one in stalls_on(ports, space, day) if one.tenancy]

    assert (lets(DAY), lets(DAY + timedelta(days=1))) == (["veg"], [])


def test_an_event_stands_beside_the_same_weekdays_without_one() -> None:
    ports = a_street()
    for weeks, entries in ((0, 900), (1, 400), (2, 5_000), (3, 500), (4, 300)):
        walked(ports, {19: entries}, DAY - timedelta(weeks=weeks))
    walked(ports, {19: 77}, DAY - timedelta(days=1))
    assert ports.remarks is not None
    for n, day in enumerate((DAY, DAY - timedelta(weeks=2))):
        window = Window(local(18, day=day), local(20, day=day))
        ports.remarks.put(
            Remark(
                id=f"e{n}",
                space=STREET,
                window=window,
                kind=RemarkKind.EVENT,
                text="灯会",
                by="li",
                at=local(9),
            )
        )
    (found,) = uplifts(ports, markets(ports)[0], TODAY)
    assert (found.footfall, sorted(found.others), found.usual) == (900, [300, 400, 500], 400)


def test_a_street_on_which_nothing_is_let_has_a_let_rate_of_nought() -> None:
    ports = a_street()
    walked(ports, {9: 10})
    assert value("let_rate", market_table(ports, markets(ports)[0], TODAY).total) == 0


def test_the_days_are_those_of_the_table_of_figures() -> None:
    ports = a_street()
    let(ports, "veg", DAY)
    walked(ports, {8: 10, 19: 20})
    total, known = (
        market_table(ports, markets(ports)[0], TODAY).total,
        day_sums(ports, TODAY, [STREET])[STREET][DAY],
    )
    assert (total.trade, total.use) == (known.trade, known.use)
