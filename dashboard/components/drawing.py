"""A picture with its unit and the same as a table: nobody has to see it to know what it shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component


@dataclass(frozen=True, slots=True)
class Figures:
    """What a picture shows, in words: a head for each column, rows of as many cells; the first cell names its row."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """unit: what its numbers count, in words. figures: its rows; or the place that a callback fills once it is opened;
    or None, which only a picture that is a table itself may say.
    """

    picture: Component
    unit: str
    figures: Figures | Component | None


def figures_table(figures: Figures, caption: str) -> Component:
    """The rows for who reads rather than looks. Raises ValueError when a row has more or fewer cells than there are heads."""
    heads = [html.Th(head, scope="col") for head in figures.heads]
    rows = [
        html.Tr(
            [html.Th(name, scope="row"), *(html.Td(text) for _, text in zip(heads[1:], texts, strict=True))]
        )
        for name, *texts in figures.rows
    ]
    return html.Table(
        [html.Caption(caption, className="sr"), html.Thead(html.Tr(heads)), html.Tbody(rows)],
        className="table",
    )
