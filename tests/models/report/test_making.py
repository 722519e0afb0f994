"""A statement: the same inputs make the same one, what contradicts itself is not made, and every word of it is known."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from dashboard.i18n import LOCALES, Locale, catalogue
from models.centre import Capacity
from models.document import canonical, filled, plain
from models.report.identities import IdentityError
from models.report.inputs import MonthInputs
from models.report.making import Imprint, digest, made
from models.report.monthly_statement import MonthlyStatement
from models.report.sheet import Absent, SheetKey
from models.report.sheets import SHEETS
from models.services.month_inputs import gather
from tests.monthly import HOURS, PERSON_HOURS_A_DAY, PROMISED, a_month_house, facts, slots

OCTOBER = date(2026, 10, 1)
PRINT = Imprint(number="TEST-2026-10", run="r1")


def words(statement: MonthlyStatement) -> Iterator[str]:
    """Every key of the catalogue that the forms will ask for."""
    for sheet in statement.sheets:
        yield f"report.sheet.{sheet.key}"
        for table in sheet.tables:
            yield f"report.table.{table.key}"
            for column in table.columns:
                if column.name is None:
                    yield f"metric.{column.key}" if column.is_metric else f"report.column.{column.key}"
            cells = [cell for row in table.rows for cell in row.cells]
            yield from (cell.text.key for cell in cells if cell.text is not None)
            yield from (f"report.absent.{cell.absent}" for cell in cells if cell.absent is not None)
    yield from (f"report.finding.{one.key}" for one in statement.findings)


def test_a_statement_has_its_sheets_in_their_order_and_says_what_it_was_made_from() -> None:
    inputs = gather(a_month_house(OCTOBER), OCTOBER)
    statement = made(inputs, PRINT)
    assert [sheet.key for sheet in statement.sheets] == [key for key in SheetKey if key in SHEETS]
    assert statement.head.digest == digest(inputs)
    assert (statement.head.number, statement.head.run) == ("TEST-2026-10", "r1")
    assert statement.head.coverage == pytest.approx(HOURS / PROMISED)


def test_inputs_that_were_kept_make_the_very_same_statement() -> None:
    inputs = gather(a_month_house(OCTOBER), OCTOBER)
    back = filled(MonthInputs, json.loads(canonical(inputs)))
    assert canonical(back) == canonical(inputs)
    assert canonical(made(back, PRINT)) == canonical(made(inputs, PRINT))


def test_a_statement_comes_back_equal_from_where_it_is_kept() -> None:
    statement = made(gather(a_month_house(OCTOBER), OCTOBER), PRINT)
    assert canonical(filled(MonthlyStatement, plain(statement))) == canonical(statement)


def test_a_month_that_contradicts_itself_is_not_made_and_both_numbers_are_named() -> None:
    inputs = gather(a_month_house(OCTOBER), OCTOBER)
    wrong = replace(inputs, use=replace(inputs.use, kept_person_hours=2_479.0))
    with pytest.raises(
        IdentityError, match=r"test 2026-10: spaces_are_the_centre \(days\): 2479\.0 is not 2480\.0"
    ):
        made(wrong, PRINT)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_word_of_a_statement_is_in_the_catalogue(locale: Locale) -> None:
    statement = made(gather(a_month_house(OCTOBER), OCTOBER), PRINT)
    assert set(words(statement)) - catalogue(locale).keys() == set()


def test_a_revision_tells_on_its_cover_what_changed_and_keeps_its_number() -> None:
    late = date(2026, 10, 9)
    house = a_month_house(OCTOBER, without={late})
    first = made(gather(house, OCTOBER), PRINT)
    house.slots.put([one for one in facts(OCTOBER) if one.start in slots(late)])
    second = made(gather(house, OCTOBER), replace(PRINT, version=1, run="r2"), before=first)
    changed = second.sheets[0].table("changes")
    assert changed.cell("overview.person_hours.now", "before").number == 30 * PERSON_HOURS_A_DAY
    assert changed.cell("overview.person_hours.now", "after").number == 31 * PERSON_HOURS_A_DAY
    assert second.head.number == first.head.number
    third = made(gather(house, OCTOBER), replace(PRINT, version=2, run="r3"), before=second)
    assert third.sheets[0].table("changes").rows == ()


def test_a_month_that_ends_between_two_limits_of_a_space_is_made_and_says_that_none_is_known() -> None:
    house = a_month_house(OCTOBER)
    limits = (
        Capacity(persons=40, basis="fire", valid_from=date(2020, 1, 1), valid_to=date(2026, 10, 20)),
        Capacity(persons=30, basis="fire", valid_from=date(2026, 11, 5)),
    )
    gym, *others = house.centre.spaces.values()
    spaces = {one.id: one for one in (replace(gym, capacities=limits), *others)}
    told = made(gather(replace(house, centre=replace(house.centre, spaces=spaces)), OCTOBER), PRINT)
    use = next(one for one in told.sheets if one.key == SheetKey.USE).table("use")
    assert use.cell(gym.id, "capacity").absent is Absent.NO_DATA
    assert use.cell("total", "capacity").absent is Absent.NO_DATA
    assert use.cell("hall", "capacity").count == 60
