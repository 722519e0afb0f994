"""The numbers of people in sheets, and how they add up."""

import pytest

from models.report.attack import Equation
from models.report.counted import counted, people
from models.report.sheet import Absent, Cell, Column, Place, Row, Sheet, Table

COLUMNS = (
    Column(key="men", is_persons=True),
    Column(key="women", is_persons=True),
    Column(key="both", is_persons=True, sums=("men", "women")),
    Column(key="hours"),
)


def row(
    key: str, men: int | None, women: int, both: int, *, is_total: bool = False, of: tuple[str, ...] = ()
) -> Row:
    first = Cell(absent=Absent.NO_DATA) if men is None else Cell(count=men)
    cells = (first, Cell(count=women), Cell(count=both), Cell(number=1.5))
    return Row(key=key, cells=cells, is_total=is_total, of=of)


def sheet(*rows: Row) -> Sheet:
    return Sheet(key="activity", tables=(Table(key="kind", columns=COLUMNS, rows=rows),))


def spot(row: str, column: str) -> str:
    return f":activity/kind/{row}/{column}"


def test_totals_add_up_their_rows_and_sums_their_columns_and_only_people_count() -> None:
    found = counted([sheet(row("dance", 7, 20, 27), row("total", 7, 20, 27, is_total=True))])
    assert set(found.now) == {spot(r, c) for r in ("dance", "total") for c in ("men", "women", "both")}
    assert Equation(spot("total", "men"), (spot("dance", "men"),)) in found.equations
    assert Equation(spot("dance", "both"), (spot("dance", "men"), spot("dance", "women"))) in found.equations
    assert len(found.equations) == 5


def test_a_total_of_some_rows_names_them() -> None:
    rows = [row("a", 1, 2, 3), row("b", 4, 5, 9), row("sub", 4, 5, 9, is_total=True, of=("b",))]
    found = counted([sheet(*rows)])
    assert Equation(spot("sub", "men"), (spot("b", "men"),)) in found.equations


def test_what_nobody_counted_adds_nothing() -> None:
    found = counted([sheet(row("dance", None, 20, 20), row("total", None, 20, 20, is_total=True))])
    assert spot("dance", "men") not in found.now
    assert Equation(spot("dance", "both"), (spot("dance", "women"),)) in found.equations


def test_people_that_do_not_add_up_are_a_fault_that_is_named() -> None:
    with pytest.raises(ValueError, match="kind/total/men tells 8 people, its parts 7"):
        counted([sheet(row("dance", 7, 20, 27), row("total", 8, 20, 28, is_total=True))])


def test_a_place_may_tell_people_in_a_column_of_other_things() -> None:
    place = Place(sheet="activity", table="kind", row="dance", column="hours")
    with pytest.raises(ValueError, match=r"1\.5 is no number of people"):
        counted([sheet(row("dance", 7, 20, 27))], also=[place])


def test_a_figure_of_the_registry_without_a_fraction_is_a_number_of_people() -> None:
    assert people(Cell(number=12.0)) == 12
    assert people(Cell(absent=Absent.NO_DATA)) is None


def test_what_is_hidden_already_is_known_by_its_word() -> None:
    told = Row(
        key="dance", cells=(Cell(absent=Absent.FEW), Cell(count=20), Cell(absent=Absent.WITHHELD), Cell())
    )
    found = counted([sheet(told)], "2026-09")
    assert found.words == {
        "2026-09:activity/kind/dance/men": Absent.FEW,
        "2026-09:activity/kind/dance/both": Absent.WITHHELD,
    }
