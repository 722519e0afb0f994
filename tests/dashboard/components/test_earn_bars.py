"""Costs to the left of the line, income to the right, a dot where both together end."""

from typing import Any

import pytest
from dash.development.base_component import Component
from hypothesis import given
from hypothesis import strategies as st

from dashboard.components.earn_bars import EarnBar, earn_bars

FEN = st.integers(-(10**9), 10**9)


def a_bar(income: int, direct: int, shared: int, *, known: bool = True) -> EarnBar:
    left = income - direct - shared if known else None
    return EarnBar(name="gym", income=income, direct=direct, shared=shared, left=left, text="", note="")


def places(*bars: EarnBar) -> list[dict[str, tuple[float, float]]]:
    """Of each row what is drawn where: left edge and width in per cent."""
    told: Any = earn_bars(bars)
    return [{kind(one): place(one) for one in row.children[1].children} for row in told.children]


def kind(part: Component) -> str:
    return str(getattr(part, "data-earn"))


def place(part: Any) -> tuple[float, float]:
    style = part.style
    return per_cent(style["insetInlineStart"]), per_cent(style.get("inlineSize", "0%"))


def per_cent(text: str) -> float:
    return float(text.removesuffix("%"))


def test_costs_end_at_the_line_where_income_begins_and_the_dot_is_what_is_left() -> None:
    (row,) = places(a_bar(300, 60, 40))
    assert row == {
        "shared": (0, 10),
        "direct": (10, 15),
        "zero": (25, 0),
        "income": (25, 75),
        "left": (75, 0),
    }


def test_all_rows_have_one_scale() -> None:
    rich, poor = places(a_bar(900, 0, 100), a_bar(0, 50, 50))
    assert rich["zero"] == poor["zero"] == (10, 0)
    assert (rich["shared"], poor["shared"], poor["left"]) == ((0, 10), (0, 5), (0, 0))


def test_what_is_not_known_has_no_dot_and_what_is_nothing_has_no_bar() -> None:
    (row,) = places(a_bar(0, 0, 0, known=False))
    assert set(row) == {"zero"}


@pytest.mark.parametrize(("income", "sign"), [(10, "more"), (1, "less")])
def test_a_dot_says_on_which_side_it_is(income: int, sign: str) -> None:
    told: Any = earn_bars([a_bar(income, 5, 0)])
    (dot,) = [one for one in told.children[0].children[1].children if kind(one) == "left"]
    assert getattr(dot, "data-sign") == sign


@given(st.lists(st.tuples(FEN, FEN, FEN), min_size=1, max_size=5))
def test_nothing_is_drawn_outside_of_the_picture(amounts: list[tuple[int, int, int]]) -> None:
    for row in places(*(a_bar(*one) for one in amounts)):
        assert all(left >= -0.01 and left + width <= 100.02 for left, width in row.values())
