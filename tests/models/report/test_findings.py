"""The sentences of the cover: the total first, what is missing last, each blank a cell with something in it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from string import Formatter

import pytest

from dashboard.i18n import LOCALES, Locale, catalogue
from models.calendar import Window
from models.metric.period import month_of
from models.ports import Ports
from models.remark import Remark, RemarkKind
from models.report.findings import MOST
from models.report.making import Imprint, made
from models.report.monthly_statement import MonthlyStatement
from models.report.sheet import placed
from models.services.month_inputs import gather
from tests.builders import GYM
from tests.fakes import MemoryRemarks
from tests.measured import local
from tests.monthly import a_month_house, facts, spring_calendar, with_programme

OCTOBER, SEPTEMBER, FEBRUARY = date(2026, 10, 1), date(2026, 9, 1), date(2026, 2, 1)


def statement(house: Ports, month: date = OCTOBER) -> MonthlyStatement:
    return made(gather(house, month), Imprint(number="n", run="r"))


def keys(told: MonthlyStatement) -> list[str]:
    return [one.key for one in told.findings]


def a_busy_house() -> Ports:
    """October after September, with a programme and an hour in which the gym was overfull."""
    house = with_programme(a_month_house(OCTOBER), OCTOBER)
    house.slots.put(list(facts(SEPTEMBER)))
    crowded = [
        replace(one, overflow_min=15.0, person_min=15 * 38.0, peak=38.0)
        for one in house.slots.within([GYM], month_of(OCTOBER).window(house.centre.zone_info))[:8]
    ]
    house.slots.put(crowded)
    return house


def test_the_total_comes_first_and_what_could_not_be_measured_last() -> None:
    told = keys(statement(a_busy_house()))
    assert told[0] == "totals_came"
    assert told[1] == "previous.person_hours.grew"
    assert told[-1] == "gaps"
    assert len(told) <= MOST
    assert {"fullest", "no_shows", "crowded"} <= set(told)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_blank_of_a_sentence_is_a_cell_with_something_in_it(locale: Locale) -> None:
    told = statement(a_busy_house())
    for one in told.findings:
        template = catalogue(locale)[f"report.finding.{one.key}"]
        blanks = {blank for _, blank, _, _ in Formatter().parse(template) if blank}
        assert blanks <= one.values.keys()
        assert all(placed(told.sheets, place).absent is None for place in one.values.values())


def test_a_month_of_the_festival_is_compared_by_the_festival_and_says_how_far_it_moved() -> None:
    house = a_month_house(FEBRUARY, calendar=spring_calendar())
    for month in (date(2025, 1, 1), date(2025, 2, 1)):
        house.slots.put(list(facts(month)))
    told = statement(house, FEBRUARY)
    found = next(one for one in told.findings if one.key.startswith("festival"))
    assert placed(told.sheets, found.values["shift"]).count == -19
    assert not any(key.startswith("last_year") for key in keys(told))


def test_what_was_measured_less_is_not_compared_by_its_sum() -> None:
    house = a_month_house(OCTOBER)
    house.slots.put([one for one in facts(SEPTEMBER) if one.start < local(12, day=date(2026, 9, 10))])
    assert "previous.utilisation.grew" in keys(statement(house))


def test_a_closure_that_was_told_too_late_is_said() -> None:
    start = local(0, day=date(2026, 10, 20))
    late = Remark(
        id="r1",
        space=GYM,
        window=Window(start, start + timedelta(days=1)),
        kind=RemarkKind.CLOSURE,
        text="检修",
        by="wang",
        at=start - timedelta(days=3),
    )
    house = a_month_house(OCTOBER, remarks=MemoryRemarks({"r1": late}))
    told: Sequence[str] = keys(statement(house))
    assert "notice" in told


def test_a_space_without_a_capacity_in_part_of_the_month_is_said_with_its_days() -> None:
    house = a_month_house(OCTOBER)
    until = replace(house.centre.spaces[GYM].capacities[0], valid_to=date(2026, 10, 21))
    spaces = {**house.centre.spaces, GYM: replace(house.centre.spaces[GYM], capacities=(until,))}
    told = statement(replace(house, centre=replace(house.centre, spaces=spaces)))
    assert keys(told)[-2:] == ["unrated", "gaps"]
    (found,) = [one for one in told.findings if one.key == "unrated"]
    assert placed(told.sheets, found.values["days"]).count == 10
    assert placed(told.sheets, found.values["space"]).name == house.centre.spaces[GYM].name
    assert "unrated" not in keys(statement(house))
