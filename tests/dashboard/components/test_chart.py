"""What every chart has, whoever looks at it and however."""

from typing import Any

import pytest
from dash import html
from dash.development.base_component import Component

from dashboard.components.chart import chart
from dashboard.components.drawing import Drawing, Figures
from dashboard.components.frame import TAKES
from tests.builders import some_ports
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import text

FIGURES = Figures(("Space", "People"), [("Gym", "12"), ("Hall", "–")])


def a_chart(figures: Figures | Component | None = FIGURES, **more: Any) -> Component:
    drawing = Drawing(picture=html.Ol(html.Li("▇")), unit="people", figures=figures)
    return chart(a_visit(some_ports()), "rank", "The gym is fullest", "Last week", drawing, **more)


def parts(within: Component, kind: str) -> list[Any]:
    return [one for one in within._traverse() if isinstance(one, Component) and one._type == kind]


def test_a_chart_says_what_it_shows_and_in_which_unit() -> None:
    (title,) = parts(a_chart(), "H2")
    assert title.children == "The gym is fullest"
    assert "Last week" in text(a_chart())
    assert "Unit: people" in text(a_chart())


def test_the_same_stands_in_a_table_with_its_name_and_a_head_for_every_row_and_column() -> None:
    (table,) = parts(a_chart(), "Table")
    assert [one.children for one in parts(table, "Caption")] == ["The gym is fullest"]
    heads = [(one.scope, one.children) for one in parts(table, "Th")]
    assert heads == [("col", "Space"), ("col", "People"), ("row", "Gym"), ("row", "Hall")]
    assert [one.children for one in parts(table, "Td")] == ["12", "–"]


def test_a_row_with_more_or_fewer_cells_than_heads_is_an_error() -> None:
    with pytest.raises(ValueError, match="zip"):
        a_chart(Figures(("Space", "People"), [("Gym",)]))


def test_a_chart_can_be_taken_along_as_a_picture_and_as_numbers() -> None:
    assert [getattr(one, "data-take") for one in parts(a_chart(), "Button")] == [*TAKES]


def test_a_picture_that_is_a_table_has_no_second_one() -> None:
    assert parts(a_chart(None), "Table") == []


def test_a_chart_inside_a_panel_has_a_smaller_heading() -> None:
    assert not parts(a_chart(inner=True), "H2")
    assert len(parts(a_chart(inner=True), "H3")) == 1
