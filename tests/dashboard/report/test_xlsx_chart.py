"""What the workbook's charts are drawn of."""

import io
import re
import zipfile
from collections.abc import Sequence

from dashboard.i18n import Translate
from dashboard.report.xlsx_chart import charts
from dashboard.report.xlsx_file import xlsx_file
from models.metric import METRICS
from models.metric.metric import Unit
from models.report.sheet import Absent, Cell, Column, Row, Table
from tests.reports import full, named


def overview() -> Table:
    columns = (
        *(Column(key=key) for key in ("metric", "unit", "now")),
        Column(key="coverage", unit=Unit.SHARE),
        Column(key="previous"),
    )
    rows = [
        ("person_hours", Unit.PERSON_HOURS, 900.0),
        ("utilisation", Unit.SHARE, 0.4),
        ("frequency", Unit.SHARE, None),
    ]
    return Table(
        key="overview",
        columns=columns,
        rows=tuple(
            Row(
                key=key,
                unit=unit,
                cells=(
                    *(named(key), named(unit)),
                    Cell(absent=Absent.NO_DATA) if value is None else Cell(number=value),
                    *(Cell(number=0.9), Cell(absent=Absent.NO_DATA)),
                ),
            )
            for key, unit, value in rows
        ),
    )


def test_only_known_figures_of_one_unit_share_an_axis() -> None:
    (chart,) = charts(overview())
    assert (chart.rows, chart.columns) == ([1], [2])


def own(**figures: Sequence[float | None]) -> Table:
    """A report of one's own of two rows and their total."""
    columns = [
        Column(key="own_space"),
        Column(key="own_coverage", unit=Unit.SHARE),
        *(Column(key=key, unit=METRICS[key].unit, is_metric=True) for key in figures),
    ]
    rows = [
        Row(
            key=key,
            cells=(
                named(key),
                Cell(number=0.9),
                *(Cell(number=one) if one is not None else Cell(absent=Absent.NO_DATA) for one in told),
            ),
            is_total=key == "total",
        )
        for key, told in zip(("gym", "hall", "total"), zip(*figures.values(), strict=True), strict=True)
    ]
    return Table(key="own", columns=tuple(columns), rows=tuple(rows))


def test_a_report_of_ones_own_is_drawn_by_its_first_figure_and_others_of_its_unit_without_the_total() -> None:
    (chart,) = charts(own(used_hours=[3, 4, 7], utilisation=[0.1, 0.2, 0.15], ghost_hours=[None, 1, 1]))
    assert (chart.rows, chart.columns, chart.drawn.unit) == ([0, 1], [2, 4], Unit.HOURS)
    (chart,) = charts(own(used_hours=[None, None, None], utilisation=[0.1, 0.2, 0.15]))
    assert (chart.columns, chart.drawn.unit) == ([3], Unit.SHARE)
    assert list(charts(own(utilisation=[None, None, None]))) == []


def test_each_kind_of_day_has_a_chart_of_its_own() -> None:
    heat = full().sheets[3].table("heat")
    drawn = list(charts(heat))
    assert len(drawn) == len({row.cells[0].text.key for row in heat.rows if row.cells[0].text})
    assert all(len({heat.rows[n].key.partition(".")[0] for n in one.rows}) == 1 for one in drawn)


def test_a_table_without_numbers_or_of_no_picture_has_no_chart() -> None:
    assert list(charts(Table(key="overview", columns=overview().columns))) == []
    assert list(charts(Table(key="facts", columns=overview().columns, rows=overview().rows))) == []


def test_a_series_has_its_name_from_its_heading_and_no_text_that_could_be_a_formula() -> None:
    book = zipfile.ZipFile(io.BytesIO(xlsx_file(full(), Translate("en"))))
    drawn = [book.read(name).decode() for name in book.namelist() if "charts/chart" in name]
    series = [one for text in drawn for one in re.findall(r"<c:ser>.*?</c:tx>", text)]
    assert series
    assert [one for one in series if not re.search(r"<c:f>'[^']+'!\$[A-Z]+\$\d+</c:f>", one)] == []
