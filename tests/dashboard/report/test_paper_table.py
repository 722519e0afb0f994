"""A table on paper."""

from dataclasses import replace

from dashboard.i18n import Translate
from dashboard.report.paper_table import ROOM, paper_table
from dashboard.report.picture.piece import Subject
from dashboard.report.wording import wording
from dashboard.text_width import width
from models.report.sheet import Absent, Cell, Column, Row, Table
from tests.reports import full, named

WORDS = wording(full(), Translate("zh-Hans"))


def a_table(columns: int, rows: int) -> Table:
    return Table(
        key="facts",
        columns=(
            Column(key="fact"),
            *(Column(key=f"c{n}", name={"en": f"column {n}"}) for n in range(columns)),
        ),
        rows=tuple(
            Row(key=f"r{n}", cells=(named(f"row {n}"), *(Cell(count=1_000_000 + n),) * columns))
            for n in range(rows)
        ),
    )


def test_as_many_columns_are_shown_as_fit_and_the_rest_is_said_to_be_elsewhere() -> None:
    shown = paper_table(Subject(a_table(30, 2), WORDS))
    assert shown is not None
    assert sum(one["width"] for one in shown["columns"]) <= ROOM
    assert 3 < len(shown["columns"]) < 20
    assert shown["note"].startswith(f"另有 {31 - len(shown['columns'])} 列")


def test_the_first_rows_and_every_total_are_shown() -> None:
    table = a_table(2, 50)
    rows = (*table.rows[:49], replace(table.rows[49], is_total=True))
    shown = paper_table(Subject(replace(table, rows=rows), WORDS), 5)
    assert shown is not None
    assert [row["cells"][0]["text"] for row in shown["rows"]] == [*(f"row {n}" for n in range(5)), "row 49"]
    assert shown["rows"][-1]["total"]
    assert "44 行" in shown["note"]


def test_a_column_that_does_not_apply_to_any_row_is_left_out() -> None:
    table = a_table(2, 1)
    row = Row(key="r", cells=(named("r"), Cell(absent=Absent.NOT_ASKED), Cell(count=1)))
    shown = paper_table(Subject(replace(table, rows=(row,)), WORDS))
    assert shown is not None
    assert [one["heading"] for one in shown["columns"]][1:] == ["column 1"]


def test_a_long_name_ends_where_its_column_does() -> None:
    table = replace(a_table(1, 1), rows=(Row(key="r", cells=(named("x" * 900), Cell(count=1))),))
    shown = paper_table(Subject(table, WORDS))
    assert shown is not None
    assert width(shown["rows"][0]["cells"][0]["text"]) <= 26


def test_what_a_picture_tells_is_not_told_again() -> None:
    assert paper_table(Subject(replace(a_table(1, 1), key="heat"), WORDS)) is None
