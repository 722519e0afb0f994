"""Pictures of bars."""

from dataclasses import replace

import pytest

from dashboard.i18n import Translate
from dashboard.report.paper_space import OTHERS
from dashboard.report.picture.bars import MATRIX, PAIR, booked_beside_used, chosen_figure, used_beside_booked
from dashboard.report.picture.piece import Subject
from dashboard.report.wording import wording
from models.metric import METRICS
from models.metric.metric import Unit
from models.report.figure import metric_column, words
from models.report.sheet import Absent, Cell, Column, Row, Table
from tests.reports import full, named, said

WORDS = wording(full(), Translate("zh-Hans"))


def a_table(keys: dict[str, str], unit: Unit, *rows: tuple[float | None, ...]) -> Subject:
    columns = (Column(key="space"), *(Column(key=key, unit=unit, is_metric=True) for key in keys))
    made = [
        Row(
            key=f"s{n}",
            cells=(
                named(f"s{n}"),
                *(Cell(absent=Absent.NO_DATA) if one is None else Cell(number=one) for one in row),
            ),
        )
        for n, row in enumerate(rows)
    ]
    return Subject(Table(key="use", columns=columns, rows=tuple(made)), WORDS)


def test_the_longest_bar_is_as_wide_as_the_picture_and_no_data_has_no_bar() -> None:
    drawn = used_beside_booked(a_table(PAIR, Unit.SHARE, (0.4, 0.1), (None, 0.2)))
    assert drawn is not None
    assert [[bar["share"] for bar in row["bars"]] for row in drawn["rows"]] == [[1.0, 0.25], [None, 0.5]]
    assert drawn["rows"][1]["bars"][0]["text"] == "无数据"
    assert "s0" in drawn["alt"]
    assert "40.0%" in drawn["alt"]


def test_what_hours_were_made_of_adds_up_to_all_of_them() -> None:
    drawn = booked_beside_used(a_table(MATRIX, Unit.HOURS, (30, 20, 10, 40), (None,) * 4))
    assert drawn is not None
    known, unknown = drawn["rows"]
    assert [part["share"] for part in known["parts"]] == [0.3, 0.2, 0.1, 0.4]
    assert sum(part["share"] for part in known["parts"]) == pytest.approx(1)
    assert known["text"] == "100 小时"
    assert (unknown["parts"], unknown["text"]) == ([], "无数据")


def test_nothing_known_is_no_picture() -> None:
    assert used_beside_booked(a_table(PAIR, Unit.SHARE, (None, None))) is None
    assert used_beside_booked(a_table(PAIR, Unit.SHARE)) is None
    assert booked_beside_used(a_table(MATRIX, Unit.HOURS, (None,) * 4)) is None


def test_a_report_of_ones_own_draws_its_first_figure_that_is_known_and_no_total() -> None:
    columns = (Column(key="own_day"), metric_column(METRICS["entries"]), metric_column(METRICS["used_hours"]))
    silent = Cell(absent=Absent.NO_DATA)
    rows = [
        Row(key=key, cells=(said("report.none"), silent, cell), is_total=key == "total")
        for key, cell in (
            ("a", Cell(number=4.0)),
            ("b", silent),
            ("c", Cell(number=8.0)),
            ("total", Cell(number=12.0)),
        )
    ]
    drawn = chosen_figure(Subject(Table(key="own", columns=columns, rows=tuple(rows)), WORDS))
    assert drawn is not None
    assert [one["bars"][0]["share"] for one in drawn["rows"]] == [0.5, None, 1.0]
    assert chosen_figure(Subject(Table(key="own", columns=columns, rows=tuple(rows[1:2])), WORDS)) is None


def test_the_other_spaces_of_a_large_house_have_a_name_that_fits_beside_a_bar() -> None:
    used = a_table(PAIR, Unit.SHARE, (0.4, 0.1), (0.2, 0.2))
    head = words("report.form.other_spaces", n=20)
    others = Row(key=OTHERS, cells=(head, *used.table.rows[1].cells[1:]))
    drawn = used_beside_booked(Subject(replace(used.table, rows=(used.table.rows[0], others)), WORDS))
    assert drawn is not None
    assert drawn["rows"][1]["name"] == "其余 20 个场地"
