"""A month as it is read: every length, the Spring Festival, no data, late data, and no person in it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from models.calendar import DayType
from models.document import canonical
from models.heatmap import DayKind
from models.metric import METRICS
from models.metric.period import Against, month_of
from models.report.making import Imprint, digest, made
from models.report.sheet import Absent, SheetKey
from models.services.month_inputs import gather
from tests.builders import a_fact
from tests.measured import local
from tests.monthly import (
    FROM,
    GYM_PEOPLE,
    HALL_PEOPLE,
    HOURS,
    PERSON_HOURS_A_DAY,
    a_month_house,
    attended,
    slots,
    spring_calendar,
    with_programme,
)

APRIL, FEBRUARY, LEAP, OCTOBER = date(2026, 4, 1), date(2026, 2, 1), date(2028, 2, 1), date(2026, 10, 1)


@pytest.mark.parametrize(("month", "days"), [(FEBRUARY, 28), (LEAP, 29), (APRIL, 30), (OCTOBER, 31)])
def test_a_month_of_any_length_holds_all_of_its_days_and_no_other(month: date, days: int) -> None:
    house = a_month_house(month)
    outside = [month - timedelta(days=1), month_of(month).last + timedelta(days=1)]
    house.slots.put([a_fact(start, 39) for day in outside for start in slots(day)])
    inputs = gather(house, month)
    assert sum(inputs.days.values()) == days
    assert inputs.use.house.use.person_hours == pytest.approx(days * PERSON_HOURS_A_DAY)
    assert inputs.use.kept_person_hours == pytest.approx(days * PERSON_HOURS_A_DAY)
    assert [one.sums.use.person_hours for one in inputs.use.spaces] == pytest.approx(
        [days * HOURS * GYM_PEOPLE, days * HOURS * HALL_PEOPLE]
    )


def test_the_spring_festival_has_its_days_off_and_its_saturdays_that_are_worked() -> None:
    inputs = gather(a_month_house(FEBRUARY, calendar=spring_calendar()), FEBRUARY)
    # 28 days: 9 statutory, 2 make-up Saturdays; of the other 17 the first and the 7th and 8th are a weekend's.
    assert inputs.days == {DayType.STATUTORY: 9, DayType.MAKEUP: 2, DayType.REST: 3, DayType.WORKDAY: 14}
    gym = inputs.heat.spaces[0].spots
    hours = {kind: sum(one.person_hours for one in gym if one.kind is kind) for kind in DayKind}
    a_day = HOURS * GYM_PEOPLE
    assert hours == pytest.approx(
        {DayKind.WORK: 16 * a_day, DayKind.REST: 3 * a_day, DayKind.HOLIDAY: 9 * a_day}
    )


def test_a_month_of_the_festival_is_held_against_last_years_festival_as_well() -> None:
    inputs = gather(a_month_house(FEBRUARY, calendar=spring_calendar()), FEBRUARY)
    held = {one.against: one for one in inputs.use.held_against}
    assert list(held) == [Against.PREVIOUS, Against.LAST_YEAR, Against.FESTIVAL]
    assert (held[Against.FESTIVAL].first, held[Against.FESTIVAL].last) == (
        date(2025, 1, 13),
        date(2025, 2, 9),
    )
    october = gather(a_month_house(OCTOBER), OCTOBER).use.held_against
    assert [one.against for one in october] == [Against.PREVIOUS, Against.LAST_YEAR]


def test_a_month_without_data_has_no_number_of_use_at_all_not_even_0() -> None:
    house = with_programme(a_month_house(OCTOBER), OCTOBER)
    statement = made(gather(house, APRIL), Imprint(number="n", run="r"))
    assert statement.head.coverage is None
    assert [one.key for one in statement.findings] == ["nothing"]
    overview = statement.sheets[list(SheetKey).index(SheetKey.OVERVIEW)]
    by_key = {one.key: one for one in statement.sheets}
    told = [cell for row in overview.table("overview").rows for cell in row.cells if cell.text is None]
    told += [cell for row in by_key[SheetKey.BOOKING].table("booking").rows for cell in row.cells[1:]]
    told += [cell for row in by_key[SheetKey.USE].table("use").rows for cell in row.cells[4:]]
    told += [row.cells[1] for row in overview.table("attendances").rows]
    told += [
        cell for cell in by_key[SheetKey.PROGRAMME].table("programme").rows[0].cells if cell.text is None
    ]
    assert [cell for cell in told if cell.absent is None] == []
    assert by_key[SheetKey.HEAT].table("heat").rows == ()


def test_the_same_month_read_again_later_is_the_same() -> None:
    house = with_programme(a_month_house(OCTOBER), OCTOBER)
    later = replace(house, clock=lambda: datetime(2027, 3, 1, tzinfo=UTC))
    assert canonical(gather(later, OCTOBER)) == canonical(gather(house, OCTOBER))


def test_late_data_give_other_inputs_and_another_statement_under_the_same_number() -> None:
    house = a_month_house(OCTOBER, without={date(2026, 10, 20)})
    first = made(gather(house, OCTOBER), Imprint(number="n", run="r1"))
    house.slots.put([a_fact(start, GYM_PEOPLE) for start in slots(date(2026, 10, 20))])
    second = made(gather(house, OCTOBER), Imprint(number="n", version=1, run="r2"))
    assert first.head.digest != second.head.digest
    assert first.head.number == second.head.number
    hours = [
        next(one for one in each.sheets if one.key == SheetKey.OVERVIEW)
        .table("overview")
        .cell("person_hours", "now")
        .number
        for each in (first, second)
    ]
    assert hours == pytest.approx([30 * PERSON_HOURS_A_DAY, 30 * PERSON_HOURS_A_DAY + HOURS * GYM_PEOPLE])


def test_a_month_that_runs_says_until_when_it_was_read() -> None:
    house = replace(a_month_house(OCTOBER), clock=lambda: local(12, 7, day=date(2026, 10, 9)))
    inputs = gather(house, OCTOBER)
    assert inputs.as_of == local(12, 0, day=date(2026, 10, 9))
    assert not inputs.is_over
    over = gather(a_month_house(OCTOBER), OCTOBER)
    assert over.as_of == local(4, day=date(2026, 11, 1))
    assert over.is_over


def test_a_month_that_runs_is_the_same_wherever_in_a_quarter_hour_it_is_read() -> None:
    house = with_programme(a_month_house(OCTOBER), OCTOBER)
    nine = local(FROM, day=date(2026, 10, 9))  # when a session begins
    early, late = (
        gather(replace(house, clock=lambda at=nine + timedelta(minutes=m): at), OCTOBER) for m in (0, 14)
    )
    assert canonical(early) == canonical(late)


def test_a_month_before_the_first_capacity_has_none_and_is_made_all_the_same() -> None:
    statement = made(gather(a_month_house(OCTOBER), date(2019, 12, 1)), Imprint(number="n", run="r"))
    use = next(one for one in statement.sheets if one.key == SheetKey.USE).table("use")
    assert {use.cell(row, "capacity").absent for row in ("gym", "hall", "total")} == {Absent.NO_DATA}


def test_no_person_stands_in_what_is_kept() -> None:
    kept = canonical(gather(with_programme(a_month_house(OCTOBER), OCTOBER), OCTOBER)).decode()
    assert "太极班" in kept, "what is offered is told"
    assert [
        word for word in ("吴小梅", "Wu Xiaomei", "wang", "party-1", "王*", '"wu"', "elders") if word in kept
    ] == []


def test_a_target_of_the_centre_file_stands_beside_its_figure() -> None:
    house = a_month_house(OCTOBER)
    house = replace(
        house, centre=replace(house.centre, targets={"utilisation": 0.5, "person_hours": 1_000.0})
    )
    overview = made(gather(house, OCTOBER), Imprint(number="n", run="r")).sheets[1].table("overview")
    lights = {key: overview.cell(key, "light").text for key in ("utilisation", "person_hours")}
    assert {key: text.key for key, text in lights.items() if text} == {
        "utilisation": "report.light.missed",
        "person_hours": "report.light.met",
    }
    assert overview.cell("person_hours", "target").number == 1_000.0


def test_attendances_are_those_that_were_held() -> None:
    inputs = gather(with_programme(a_month_house(APRIL), APRIL), APRIL)
    assert inputs.use.house.outcome.attended == attended(APRIL)
    assert METRICS["attendances"].value(inputs.use.house) == 12 * 30 + 6 * 28 + 30
    assert digest(inputs) != digest(gather(a_month_house(APRIL), APRIL))
