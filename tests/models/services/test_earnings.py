"""Spaces, and what belongs to none, are the ledger."""

from dataclasses import replace
from datetime import date, time, timedelta

from models.metric import METRICS
from models.metric.period import Period, month_of
from models.metric.sums import Sums
from models.ports import Ports
from models.services.day_sums import day_sums
from models.services.earnings import earnings, newest_day, written
from tests.builders import GYM, a_centre, a_fact, a_space, some_ports
from tests.measured import DAY, local
from tests.models.money.summed import Line, books

NOVEMBER = month_of(DAY)
LINES = (
    Line(account="income.gym", fen=-60_000, day=DAY, at=local(9), space="gym"),
    Line(account="cost.energy", fen=30_001, day=DAY),
    Line(account="income.grant", fen=-7_003, day=DAY),
    Line(account="cost.property", fen=1_009, day=DAY),
)


def ports_of(*written: Line) -> Ports:
    centre = a_centre([a_space("gym"), a_space("room", opens=time(9), closes=time(16))])
    return replace(some_ports(centre, clock=lambda: local(23)), money=books(*written))


def value(key: str, sums: Sums) -> float | None:
    return METRICS[key].value(sums)


def test_a_whole_month_of_all_spaces_and_what_belongs_to_none_is_the_ledger() -> None:
    ports = ports_of(*LINES)
    found, ledger = earnings(ports, NOVEMBER), written(ports, NOVEMBER, None)
    assert value("income", found.house) == ledger.income_fen == 67_003
    assert value("cost", found.house) == ledger.cost_fen == 31_010
    assert value("contribution", found.house) == ledger.contribution_fen
    assert value("contribution", found.elsewhere) == 7_003 - 1_009
    assert found.of(GYM) is found.spaces[GYM]


def test_of_half_a_month_half_of_what_stands_for_it_counts() -> None:
    half = Period(NOVEMBER.first, NOVEMBER.first + timedelta(days=14))
    found = earnings(ports_of(Line(account="cost.energy", fen=6_000, day=DAY)), half)
    assert value("cost", found.house) == 3_000
    assert value("income", found.house) is None


def test_a_space_says_only_what_names_it_in_the_ledger() -> None:
    told = written(ports_of(*LINES), NOVEMBER, GYM)
    assert told.accounts == {"income.gym": 60_000}


def test_the_newest_day_of_the_books_is_told() -> None:
    assert newest_day(ports_of(*LINES)) == DAY
    assert newest_day(ports_of()) is None
    assert newest_day(some_ports()) is None
    assert written(some_ports(), NOVEMBER, None).accounts == {}


def test_a_day_joins_its_money_with_the_people_of_that_day() -> None:
    ports = ports_of(*LINES)
    ports.slots.put([replace(a_fact(local(9), 8), entries=30)])
    sums = day_sums(ports, Period(DAY, DAY), [GYM])[GYM][DAY]
    assert value("contribution_per_person_hour", sums) == sums.margin.contribution_fen / 2
    assert value("income", sums) == 60_000


def test_a_month_without_books_has_no_money_and_no_more_days_than_before() -> None:
    october = Period(date(2026, 10, 1), date(2026, 10, 2))
    assert day_sums(ports_of(*LINES), october, [GYM]) == {GYM: {}}
