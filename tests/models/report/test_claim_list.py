"""Who holds the list of a claim and the report of its month works out no small count from both."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.money.meal_claim import BandSum
from models.report.attack import TOP, Equation, Published, can_be
from models.report.claim_list import KEY, MEALS, claim_list
from models.report.inputs.meals import MealInputs
from models.report.making import Imprint, made
from models.report.sheet import Absent, Sheet, SheetKey, Table
from models.suppression import K
from tests.models.report.sheets.test_canteen import meals
from tests.month_read import october

MONDAYS = [date(2026, 9, 28) + timedelta(weeks=n) for n in range(3)]
WORDS = {Absent.FEW: (1, K - 1), Absent.WITHHELD: (1, TOP)}
BANDS = "subsidy_bands"

Bands = Mapping[str, tuple[int, ...]]

MONTHS: Mapping[str, Bands] = {
    "few in one week": {"60-74": (20, 30, 40), "75+": (3, 12, 9), "80+": (30, 20, 10)},
    "few in all": {"60-74": (20, 30, 40), "75+": (0, 3, 0), "80+": (30, 20, 10)},
    "two bands of few": {"60-74": (20, 30, 40), "75+": (1, 1, 1), "80+": (0, 4, 0)},
    "a month of few": {"60-74": (0, 3, 0)},
}


def found(of: Bands) -> MealInputs:
    bands = {key: BandSum(meals=sum(row), subsidy_fen=150 * sum(row)) for key, row in of.items()}
    weeks = {monday: {key: row[n] for key, row in of.items()} for n, monday in enumerate(MONDAYS)}
    return replace(meals(), bands=bands, weeks=weeks)


def listed(of: Bands) -> Table:
    told = found(of)
    return claim_list(told.bands or {}, told.weeks or {})


def report(of: MealInputs) -> Sheet:
    statement = made(october(meals=of), Imprint(number="N", run="r"))
    return next(one for one in statement.sheets if one.key == SheetKey.CANTEEN)


def read(table: Table, name: str, columns: tuple[str, ...]) -> Published:
    """A table as somebody reads it who knows that its last row adds up the others."""
    cells = {
        f"{name}/{row.key}/{column}": table.cell(row.key, column) for row in table.rows for column in columns
    }
    single = [row.key for row in table.rows if not row.is_total]
    sums = [
        Equation(f"{name}/total/{one}", tuple(f"{name}/{key}/{one}" for key in single)) for one in columns
    ]
    return Published(
        told={spot: cell.count for spot, cell in cells.items() if cell.count is not None},
        hidden={spot: WORDS[cell.absent] for spot, cell in cells.items() if cell.absent is not None},
        equations=sums,
    )


def both(of: Bands) -> Published:
    """The list and the report side by side: a band is the sum of its weeks, and the same in both."""
    weeks = tuple(f"{one}" for one in MONDAYS)
    one = read(listed(of), "list", (*weeks, MEALS))
    other = read(report(found(of)).table(BANDS), "report", ("subsidised_meals",))
    joined = [
        equation
        for key in (*of, "total")
        for equation in (
            Equation(f"list/{key}/{MEALS}", tuple(f"list/{key}/{week}" for week in weeks)),
            Equation(f"report/{key}/subsidised_meals", (f"list/{key}/{MEALS}",)),
        )
    ]
    return Published(
        told={**one.told, **other.told},
        hidden={**one.hidden, **other.hidden},
        equations=[*one.equations, *other.equations, *joined],
    )


@pytest.mark.parametrize("case", MONTHS)
def test_the_list_and_the_report_together_give_no_few_away(case: str) -> None:
    held = both(MONTHS[case])
    few = [spot for spot, word in held.hidden.items() if word == WORDS[Absent.FEW]]
    assert few
    assert [spot for spot in few if not can_be(held, spot, (1, K - 1))] == []


@pytest.mark.parametrize("case", MONTHS)
def test_the_report_hides_the_bands_that_the_list_hides(case: str) -> None:
    table = listed(MONTHS[case])
    told = report(found(MONTHS[case])).table(BANDS)
    for row in table.rows:
        assert told.cell(row.key, "subsidised_meals") == table.cell(row.key, MEALS)


def test_of_few_meals_in_all_not_even_the_subsidy_is_told_beside_them() -> None:
    told = report(found(MONTHS["a month of few"])).table(BANDS)
    assert {row.key: told.cell(row.key, "band_subsidy").absent for row in told.rows} == {
        "60-74": Absent.WITHHELD,
        "total": Absent.WITHHELD,
    }


def test_a_supplement_that_takes_slips_back_tells_nothing() -> None:
    table = claim_list(["60-74", "75+"], {MONDAYS[0]: {"60-74": -1, "75+": 30}})
    assert {cell.absent for row in table.rows for cell in row.cells} == {Absent.WITHHELD}


def test_many_meals_are_listed_as_they_are() -> None:
    table = claim_list(
        ["60-74", "75+"], {MONDAYS[0]: {"60-74": 20, "75+": 30}, MONDAYS[1]: {"60-74": 9, "75+": 8}}
    )
    assert [[cell.count for cell in row.cells] for row in table.rows] == [
        [20, 9, 29],
        [30, 8, 38],
        [50, 17, 67],
    ]
    assert table.key == KEY
