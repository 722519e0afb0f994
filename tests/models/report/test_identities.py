"""Identities: each holds of a month that is right, and each names itself and both numbers where it is not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.metric.sums import Sums
from models.report.identities import IDENTITIES, broken
from models.report.inputs import MonthInputs
from models.report.inputs.programme import Offered
from models.report.making import Imprint, made
from models.report.sheet import Cell, Row, Sheet, SheetKey, Table
from models.report.sheets import SHEETS
from models.services.month_inputs import gather
from models.utilisation import Utilisation
from tests.monthly import a_month_house, with_programme

APRIL = date(2026, 4, 1)
RIGHT = gather(with_programme(a_month_house(APRIL), APRIL), APRIL)

Spoilt = Callable[[MonthInputs, list[Sheet]], tuple[MonthInputs, list[Sheet]]]


def sheets(inputs: MonthInputs) -> list[Sheet]:
    return [SHEETS[key](inputs) for key in SheetKey if key in SHEETS]


def with_cell(
    made_sheets: list[Sheet], sheet: str, table: str, row: str, column: str, cell: Cell
) -> list[Sheet]:
    """The same sheets with another cell at a place."""

    def changed(one: Table, each: Row) -> Row:
        if one.key != table or each.key != row:
            return each
        at = [column_.key for column_ in one.columns].index(column)
        return replace(each, cells=(*each.cells[:at], cell, *each.cells[at + 1 :]))

    return [
        replace(
            one,
            tables=tuple(replace(t, rows=tuple(changed(t, each) for each in t.rows)) for t in one.tables),
        )
        if one.key == sheet
        else one
        for one in made_sheets
    ]


def lost_in_the_total(inputs: MonthInputs, made_sheets: list[Sheet]) -> tuple[MonthInputs, list[Sheet]]:
    house = replace(inputs.use.house, use=replace(inputs.use.house.use, person_hours=2_399.0))
    return replace(inputs, use=replace(inputs.use, house=house)), made_sheets


def told_wrongly(column: str, row: str, number: float, sheet: SheetKey = SheetKey.USE) -> Spoilt:
    def spoil(inputs: MonthInputs, made_sheets: list[Sheet]) -> tuple[MonthInputs, list[Sheet]]:
        return inputs, with_cell(made_sheets, sheet, str(sheet), row, column, Cell(number=number))

    return spoil


def with_offered(change: Callable[[Offered], Offered]) -> Spoilt:
    def spoil(inputs: MonthInputs, made_sheets: list[Sheet]) -> tuple[MonthInputs, list[Sheet]]:
        first, *others = inputs.programme.offered
        programme = replace(inputs.programme, offered=(change(first), *others))
        return replace(inputs, programme=programme), made_sheets

    return spoil


def a_half_hour_twice(inputs: MonthInputs, made_sheets: list[Sheet]) -> tuple[MonthInputs, list[Sheet]]:
    gym, *others = inputs.heat.spaces
    twice = replace(gym, spots=(*gym.spots, gym.spots[0]))
    return replace(inputs, heat=replace(inputs.heat, spaces=(twice, *others))), made_sheets


def counted_twice(one: Offered) -> Offered:
    return replace(one, outcome=replace(one.outcome, attended=one.outcome.attended + 1))


def a_row_twice(inputs: MonthInputs, made_sheets: list[Sheet]) -> tuple[MonthInputs, list[Sheet]]:
    use = next(one for one in made_sheets if one.key == SheetKey.USE)
    table = use.table("use")
    twice = replace(use, tables=(replace(table, rows=(*table.rows, table.rows[0])),))
    return inputs, [twice if one is use else one for one in made_sheets]


DEFECTS: dict[str, Spoilt] = {
    "spaces_are_the_centre": lost_in_the_total,
    "rows_are_the_total": told_wrongly("person_hours", "gym", 601.0),
    "frequency_times_occupancy": told_wrongly("occupancy_rate", "hall", 0.51),
    "hours_are_measured": told_wrongly("ghost_hours", "total", 1.0, SheetKey.BOOKING),
    "half_hours_are_the_month": a_half_hour_twice,
    "attendances_are_told_once": with_offered(counted_twice),
    "sessions_have_one_end": with_offered(lambda one: replace(one, missed=one.missed + 1)),
    "keys_are_unique": a_row_twice,
}


def test_a_month_that_is_right_breaks_nothing() -> None:
    assert broken(RIGHT, sheets(RIGHT)) == []
    assert [one.key for one in made(RIGHT, Imprint(number="n", run="r")).sheets]


@pytest.mark.parametrize("key", DEFECTS)
def test_a_defect_is_named_with_both_numbers(key: str) -> None:
    inputs, spoilt = DEFECTS[key](RIGHT, sheets(RIGHT))
    found = broken(inputs, spoilt)
    assert key in {one.key for one in found}
    first = next(one for one in found if one.key == key)
    assert first.one != first.other
    assert key in str(first)
    assert repr(first.one) in str(first)
    assert repr(first.other) in str(first)


def test_every_identity_that_is_of_these_sheets_has_a_planted_defect() -> None:
    assert set(DEFECTS) <= set(IDENTITIES)
    ours = {key for key, one in IDENTITIES.items() if one.__module__ == "models.report.identities"}
    assert ours == set(DEFECTS)


@given(
    st.lists(
        st.tuples(st.floats(0, 1e4), st.floats(0, 1), st.integers(1, 500), st.floats(0, 1), st.floats(0, 1)),
        min_size=2,
        max_size=2,
    )
)
def test_whatever_was_measured_frequency_times_occupancy_is_utilisation_and_rows_are_the_total(
    rooms: list[tuple[float, float, int, float, float]],
) -> None:
    spaces = [
        replace(space, sums=sums_of(*room)) for space, room in zip(RIGHT.use.spaces, rooms, strict=True)
    ]
    house = Sums.summed(one.sums for one in spaces)
    use = replace(RIGHT.use, spaces=tuple(spaces), house=house, kept_person_hours=None)
    inputs = replace(RIGHT, use=use)
    keys = {"spaces_are_the_centre", "rows_are_the_total", "frequency_times_occupancy", "hours_are_measured"}
    assert [one for one in broken(inputs, sheets(inputs)) if one.key in keys] == []


def sums_of(hours: float, used: float, capacity: int, full: float, booked: float) -> Sums:
    """A room that was open and measured for some hours, used for a share of them, full to a share of its capacity."""
    in_use = hours * used
    kept = in_use * booked
    return Sums(
        use=Utilisation(
            open_hours=hours,
            measured_hours=hours,
            used_hours=in_use,
            booked_hours=kept,
            booked_used_hours=kept,
            walkin_hours=in_use - kept,
            person_hours=in_use * capacity * full,
            seat_open_hours=hours * capacity,
            seat_measured_hours=hours * capacity,
            seat_used_hours=in_use * capacity,
        )
    )
