"""An input of any type for drawn parts (dashboard/drawn.py): Dash's own knows no date, no time and no tick."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks

_INPUT: Any = type(
    "Input",
    (Component,),
    {
        "__module__": html.__name__,  # else Dash looks for scripts of ours
        "_children_props": [],
        "_base_nodes": ["children"],
        "_namespace": "dash_html_components",
        "_type": "Input",
        "_prop_names": [
            *("id", "type", "name", "value", "min", "max", "step", "checked", "required", "disabled"),
            *("maxLength", "placeholder", "inputMode", "autoComplete", "className"),
        ],
        "_valid_wildcard_attributes": ["data-", "aria-"],
    },
)


def field_input(**attributes: str | bool) -> Component:
    """`<input>` with these HTML attributes. Only to be drawn: React never hears of it."""
    made: Component = _INPUT(**attributes)
    return made


def field(name: str, label: str, kind: str, value: str | int = "", hint: str = "", **more: str) -> Component:
    """A labelled input of an HTML type ("date", "time", "number")."""
    line = field_input(type=kind, name=name, value=str(value), autoComplete="off", **more)
    below = html.Span(hint, className="hint") if hint else None
    return html.Label([html.Span(label), line, below], className="asked")


def tick(name: str, label: str, *, on: bool = False, value: str = "yes") -> Component:
    """A box to tick, its words beside it."""
    box = field_input(type="checkbox", name=name, value=value, checked=on)
    return html.Label([box, html.Span(label)], className="tick")


def one_of(name: str, label: str, options: list[tuple[str, str, str]], chosen: str, **more: str) -> Component:
    """A choice of which all are seen, (value, words, explanation)."""
    rows = [
        html.Label(
            [
                field_input(type="radio", name=name, value=value, checked=value == chosen),
                html.Span([html.Span(words), html.Span(why, className="hint") if why else None]),
            ],
            className="tick",
        )
        for value, words, why in options
    ]
    return html.Fieldset([html.Legend(label), *rows], className="one-of", **marks(**more))
