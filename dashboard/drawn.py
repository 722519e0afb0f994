"""Large parts of a page as one value, which assets/39-drawn.js builds: React needs seconds for what a browser draws at once."""

import json
from collections.abc import Iterable
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks

Node = str | list[Any]
"""Text, or [tag, attributes, children]."""

NAMES = {"className": "class"}
"""Attributes that HTML spells otherwise than Dash; all others are the same in small letters."""


def drawn(*parts: Component | None, key: str = "", scrolls: str = "") -> Component:
    """A place in which the browser builds the parts. They ask back by their attributes only: no callback knows them.

    key: under which the place can be drawn anew. scrolls: the name of one that scrolls by itself, for whoever has no mouse.
    """
    told = marks(data_drawn=json.dumps(nodes(parts), ensure_ascii=False), data_fresh=key)
    reached = marks(role="region", tabIndex="0", aria_label=scrolls) if scrolls else {}
    return html.Div(className="desk", **told, **reached)


def nodes(parts: Iterable[Component | None]) -> list[Node]:
    """The parts as the browser is told them."""
    return [node(part) for part in parts if part is not None]


def node(part: Component | str | float) -> Node:
    """A component of Dash's HTML (or its input) as a node. Raises TypeError for any other: it would need its own script."""
    if not isinstance(part, Component):
        return str(part)
    spoken: Any = part  # Dash does not annotate it
    told = spoken.to_plotly_json()
    if told["namespace"] != "dash_html_components" and told["type"] != "Input":
        raise TypeError(f"{told['namespace']}.{told['type']} cannot be drawn: it is not plain HTML")
    props = dict(told["props"])
    children = props.pop("children", None)
    inside = children if isinstance(children, list | tuple) else [children]
    attributes = {
        NAMES.get(name, name.lower()): value
        for name, value in props.items()
        if value is not None and value is not False
    }
    return [told["type"].lower(), attributes, [node(one) for one in inside if one is not None]]
