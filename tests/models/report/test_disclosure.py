"""What of a month's sheets may leave the house."""

import pytest

from models.metric.metric import Unit
from models.report.disclosure import PUBLISHED_K, Earlier, disclosed
from models.report.links import Links
from models.report.masking import FEWEST_OF_A_RATE
from models.report.sheet import Absent, Cell, Column, Place, Row, Sheet, Table

FEW, WITHHELD = Cell(absent=Absent.FEW), Cell(absent=Absent.WITHHELD)

MEALS = (
    Column(key="meals", unit=Unit.MEALS, is_persons=True),
    Column(key="subsidy", unit=Unit.FEN, beside="meals"),
    Column(key="satisfied", unit=Unit.SHARE, out_of="meals"),
)


def line(key: str, meals: int, share: float = 0.9, *, is_total: bool = False) -> Row:
    cells = (Cell(count=meals), Cell(count=meals * 150), Cell(number=share))
    return Row(key=key, cells=cells, is_total=is_total)


def bands(**meals: int) -> Sheet:
    rows = [line(key, count) for key, count in meals.items()]
    whole = line("total", sum(meals.values()), is_total=True)
    return Sheet(key="canteen", tables=(Table(key="band", columns=MEALS, rows=(*rows, whole)),))


def column(sheet: Sheet, key: str, table: str = "band") -> dict[str, Cell]:
    told = sheet.table(table)
    return {row.key: told.cell(row.key, key) for row in told.rows}


def test_where_many_came_everything_is_told() -> None:
    sheet = bands(young=50, old=40)
    assert disclosed([sheet]) == (sheet,)


def test_few_are_told_as_few_and_so_is_what_would_give_them_away() -> None:
    (told,) = disclosed([bands(a=50, b=40, c=3)])
    assert column(told, "meals") == {"a": Cell(count=50), "b": WITHHELD, "c": FEW, "total": Cell(count=93)}


def test_beside_a_hidden_number_only_the_total_of_the_money_stands() -> None:
    (told,) = disclosed([bands(a=50, b=40, c=3)])
    assert column(told, "subsidy") == {
        "a": WITHHELD,
        "b": WITHHELD,
        "c": WITHHELD,
        "total": Cell(count=13_950),
    }


def test_a_rate_of_few_or_of_a_hidden_number_is_not_told() -> None:
    (told,) = disclosed([bands(a=50, b=40, c=3, d=FEWEST_OF_A_RATE - 1, e=FEWEST_OF_A_RATE)])
    hidden = {key for key, cell in column(told, "satisfied").items() if cell == WITHHELD}
    unknown = {key for key, cell in column(told, "meals").items() if cell.absent}
    assert hidden == unknown | {"d"}
    assert "e" not in hidden


def test_published_tables_tell_of_no_fewer_than_ten() -> None:
    (told,) = disclosed([bands(a=50, b=40, c=9)], k=PUBLISHED_K)
    assert column(told, "meals")["c"] == FEW


def test_what_nobody_counted_stays_without_data() -> None:
    nothing = Cell(absent=Absent.NO_DATA)
    table = Table(key="band", columns=MEALS, rows=(Row(key="a", cells=(nothing, nothing, nothing)),))
    assert disclosed([Sheet(key="canteen", tables=(table,))])[0].tables == (table,)


OVERVIEW = Sheet(
    key="overview",
    tables=(
        Table(
            key="kpi",
            columns=(Column(key="now"), Column(key="before")),
            rows=(Row(key="meals", cells=(Cell(number=43.0), Cell(number=43.0))),),
        ),
    ),
)
TOTAL = Place(sheet="canteen", table="band", row="total", column="meals")
NOW = Place(sheet="overview", table="kpi", row="meals", column="now")
BEFORE = Place(sheet="overview", table="kpi", row="meals", column="before")


def test_a_total_that_must_go_goes_wherever_it_is_told() -> None:
    overview = Table(
        key="kpi", columns=(Column(key="now"),), rows=(Row(key="meals", cells=(Cell(number=3.0),)),)
    )
    told = disclosed(
        [Sheet(key="overview", tables=(overview,)), bands(a=3)], links=Links(sums=[(NOW, [TOTAL])])
    )
    assert told[0].table("kpi").cell("meals", "now") == FEW
    assert column(told[1], "meals") == {"a": FEW, "total": FEW}


def test_a_total_that_is_withheld_is_not_told_by_another_table() -> None:
    row = Row(key="meals", cells=(Cell(number=7.0),))
    overview = Table(key="kpi", columns=(Column(key="now"),), rows=(row,))
    both = [Sheet(key="overview", tables=(overview,)), bands(a=3, b=4)]
    told = disclosed(both, links=Links(sums=[(NOW, [TOTAL])]))
    assert column(told[1], "meals") == {"a": FEW, "b": FEW, "total": WITHHELD}
    assert told[0].table("kpi").cell("meals", "now") == WITHHELD


def test_last_months_report_and_this_one_do_not_give_each_other_away() -> None:
    (told,) = disclosed([bands(a=40, b=3)])
    assert column(told, "meals") == {"a": WITHHELD, "b": FEW, "total": Cell(count=43)}
    last = Earlier(
        sheets=[told], pairs=[(BEFORE, Place(sheet="canteen", table="band", row="a", column="meals"))]
    )
    row = Row(key="meals", cells=(Cell(number=900.0), Cell(number=40.0)))
    overview = Sheet(
        key="overview", tables=(Table(key="kpi", columns=OVERVIEW.tables[0].columns, rows=(row,)),)
    )
    (now,) = disclosed([overview], earlier=[last])
    assert now.table("kpi").cell("meals", "before") == WITHHELD
    assert now.table("kpi").cell("meals", "now") == Cell(number=900.0)


def test_a_number_that_late_data_changed_is_another_number() -> None:
    last = Earlier(sheets=[bands(a=50, b=40)], pairs=[(BEFORE, TOTAL)])
    assert disclosed([OVERVIEW], earlier=[last]) == (OVERVIEW,)


def test_a_revision_hides_what_the_version_before_it_hid() -> None:
    (first,) = disclosed([bands(a=50, b=40, c=3)])
    revised = bands(a=35, b=40, c=3)
    assert column(disclosed([revised])[0], "meals")["b"] == Cell(count=40)
    (told,) = disclosed([revised], earlier=[Earlier(sheets=[first], is_same_month=True)])
    assert column(told, "meals")["b"] == WITHHELD


def test_a_revision_gives_away_no_few_who_are_new_beside_what_the_version_before_told() -> None:
    (first,) = disclosed([bands(a=50, b=40)])
    revised = bands(a=50, b=40, c=3)
    assert column(disclosed([revised])[0], "meals")["total"] == Cell(count=93)
    (told,) = disclosed([revised], earlier=[Earlier(sheets=[first], is_same_month=True)])
    assert column(told, "meals") == {"a": Cell(count=50), "b": Cell(count=40), "c": FEW, "total": WITHHELD}


def test_a_rate_that_was_not_told_then_is_not_told_now() -> None:
    (first,) = disclosed([bands(a=50, b=40, c=3)])
    here, there = (Place(sheet="canteen", table="band", row=row, column="satisfied") for row in ("a", "b"))
    gone = Place(sheet="canteen", table="band", row="gone", column="satisfied")
    (told,) = disclosed([bands(a=50)], earlier=[Earlier(sheets=[first], rates=[(here, there), (here, gone)])])
    assert column(told, "satisfied")["a"] == WITHHELD


def test_sheets_that_were_masked_are_not_masked_again() -> None:
    told = disclosed([bands(a=50, b=40, c=3)])
    with pytest.raises(ValueError, match="hidden already"):
        disclosed(told, k=PUBLISHED_K)
