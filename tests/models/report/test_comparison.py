"""Two versions of a month side by side."""

from dataclasses import replace
from datetime import date

from models.report.comparison import changes, differences
from models.report.sheet import Absent, Cell, Place, Sheet, SheetKey
from models.report.sheets import overview, use
from models.services.month_inputs import gather
from tests.builders import a_fact
from tests.monthly import GYM_PEOPLE, HOURS, PERSON_HOURS_A_DAY, a_month_house, slots

APRIL = date(2026, 4, 1)
LATE = date(2026, 4, 9)


def two_versions() -> list[list[Sheet]]:
    """The second has a day of the gym that came in late."""
    house = a_month_house(APRIL, without={LATE})
    before = gather(house, APRIL)
    house.slots.put([a_fact(start, GYM_PEOPLE) for start in slots(LATE)])
    after = gather(house, APRIL)
    return [[overview.sheet(one), use.sheet(one)] for one in (before, after)]


def test_a_statement_differs_in_nothing_from_itself() -> None:
    before, _ = two_versions()
    assert differences(before, before) == ()


def test_late_data_change_their_space_and_the_total_and_nothing_else_of_use() -> None:
    before, after = two_versions()
    found = [one for one in differences(before, after) if one.place.sheet == SheetKey.USE]
    assert {one.place.row for one in found} == {"gym", "total"}
    hours = next(one for one in found if one.place.row == "gym" and one.place.column == "person_hours")
    assert hours.before is not None
    assert hours.after is not None
    assert round((hours.after.number or 0) - (hours.before.number or 0), 6) == HOURS * GYM_PEOPLE


def test_the_cover_tells_both_numbers_of_the_house_with_their_unit() -> None:
    before, after = two_versions()
    table = changes(differences(before, after))
    key = "overview.person_hours.now"
    assert table.cell(key, "before").number == 29 * PERSON_HOURS_A_DAY
    assert table.cell(key, "after").number == 29 * PERSON_HOURS_A_DAY + HOURS * GYM_PEOPLE
    assert next(row for row in table.rows if row.key == key).unit == "person_hours"
    assert not any(row.key.startswith("use.gym") for row in table.rows)


def test_a_changed_row_is_named_by_its_table_and_all_that_it_is_about() -> None:
    before, after = two_versions()
    (row,) = [
        row for row in changes(differences(before, after)).rows if row.key == "overview.person_hours.now"
    ]
    said = [cell.text.key if cell.text else cell.absent for cell in row.cells[:4]]
    assert said == [
        "report.table.overview",
        "metric.person_hours",
        "metric.unit.person_hours",
        Absent.NOT_ASKED,
    ]


def test_a_row_that_is_new_or_gone_is_told_as_such() -> None:
    before, _ = two_versions()
    shorter = [
        before[0],
        replace(before[1], tables=tuple(replace(t, rows=t.rows[1:]) for t in before[1].tables)),
    ]
    gone = differences(before, shorter)
    assert {(one.place.row, one.after) for one in gone} == {("gym", None)}
    assert {(one.place.row, one.before) for one in differences(shorter, before)} == {("gym", None)}


def test_a_number_that_became_hidden_differs() -> None:
    before, _ = two_versions()
    place = Place(sheet=SheetKey.USE, table="use", row="gym", column="person_hours")
    row = before[1].tables[0].rows[0]
    at = [column.key for column in before[1].tables[0].columns].index("person_hours")
    cells = (*row.cells[:at], Cell(absent="few"), *row.cells[at + 1 :])  # type: ignore[arg-type]
    hidden = replace(before[1].tables[0], rows=(replace(row, cells=cells), *before[1].tables[0].rows[1:]))
    assert [one.place for one in differences(before, [before[0], replace(before[1], tables=(hidden,))])] == [
        place
    ]
