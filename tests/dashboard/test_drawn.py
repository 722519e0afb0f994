"""What the browser is told to build: the same elements, attributes and texts, and nothing that needs React."""

import json

import pytest
from dash import dcc, html

from dashboard.drawn import drawn, node


def test_an_element_becomes_tag_attributes_and_children() -> None:
    part = html.Label(
        [
            html.Span("Name", className="a b", **{"data-x": "1"}),
            dcc.Input(name="q", maxLength=9),
            None,
            "end",
        ],
        hidden=True,
        style={"inlineSize": "5%"},
    )
    assert node(part) == [
        "label",
        {"hidden": True, "style": {"inlineSize": "5%"}},
        [
            ["span", {"class": "a b", "data-x": "1"}, ["Name"]],
            ["input", {"name": "q", "maxlength": 9}, []],
            "end",
        ],
    ]


def test_only_the_chosen_option_is_told_to_be_chosen() -> None:
    rows = html.Select(
        [html.Option("A", value="a", selected=False), html.Option("B", value="b", selected=True)]
    )
    told = node(rows)
    assert [attributes for _, attributes, _ in told[2]] == [{"value": "a"}, {"value": "b", "selected": True}]  # type: ignore[misc, index]


def test_what_needs_a_script_of_its_own_is_refused() -> None:
    with pytest.raises(TypeError, match=r"dash_core_components\.Store cannot be drawn"):
        drawn(html.Div(dcc.Store(id="x")))


def test_parts_that_are_not_there_are_left_out_and_texts_stay_texts() -> None:
    place = drawn(None, html.P("<b>&amp;"), html.P(0))
    assert json.loads(getattr(place, "data-drawn")) == [["p", {}, ["<b>&amp;"]], ["p", {}, ["0"]]]
