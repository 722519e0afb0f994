"""Parts with which a page asks the server something: forms, fields, sheets. assets/40-ask.js sends what they hold."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.marks import marks

Children = Component | str | Sequence[Component | str | None] | None


def deed_form(deed: str, children: Sequence[Component | None], **fields: str) -> Component:
    """A form whose fields are asked with `do` = deed; `fields` go with them unseen. It has a place for the answer."""
    told = html.P(className="told", role="status", **marks(data_told=""))
    return html.Form(
        [*children, told],
        className="deed",
        noValidate="noValidate",
        **marks(data_deed=deed, **{f"data_with_{name}": value for name, value in fields.items()}),
    )


def deed_button(deed: str, label: str, style: str = "", **fields: str) -> Component:
    """A button that asks at once."""
    carried = {f"data_with_{name}": value for name, value in fields.items()}
    return html.Button(label, type="button", className=style, **marks(data_ask=deed, **carried))


def again(name: str, label: str) -> Component:
    """A second button of a form, `name` = yes: there only after an answer whose `again` is that name, until a field
    changes."""
    return html.Button(
        label,
        type="submit",
        name=name,
        value="yes",
        hidden="hidden",
        className="danger",
        **marks(data_again=name),
    )


def choice(name: str, label: str, options: Sequence[tuple[str, str]], chosen: str = "") -> Component:
    """A labelled choice of (value, words)."""
    rows = [html.Option(words, value=value, selected=value == chosen) for value, words in options]
    return html.Label([html.Span(label), html.Select(rows, name=name)], className="asked")


def entry(name: str, label: str, value: str = "", hint: str = "", **more: Any) -> Component:
    """A labelled line of text."""
    line = dcc.Input(type="text", name=name, value=value, autoComplete="off", **more)
    below = html.Span(hint, className="hint") if hint else None
    return html.Label([html.Span(label), line, below], className="asked")


def paper(name: str, label: str, value: str = "", rows: int = 8, longest: int = 65_536) -> Component:
    """A labelled field of several lines."""
    area = html.Textarea(
        value,
        name=name,
        rows=rows,
        maxLength=longest,
        spellCheck="false",
        autoComplete="off",
        wrap="off",
        className="paper",
    )
    return html.Label([html.Span(label), area], className="asked")


def sheet(key: str, title: str, children: Sequence[Component | None], close: str) -> Component:
    """A dialog above the page; a button with `data-opens` of its key opens it."""
    head = html.Header(
        [
            html.H2(title, id=f"{key}-title"),
            html.Button("✕", type="button", className="close", **marks(data_closes="", aria_label=close)),
        ]
    )
    return html.Dialog([head, *children], id=key, className="over", **marks(aria_labelledby=f"{key}-title"))


def opener(key: str, label: str, style: str = "") -> Component:
    """The button that opens a sheet."""
    return html.Button(label, type="button", className=style, **marks(data_opens=key, aria_haspopup="dialog"))


def calm(words: str, icon: str = "○") -> Component:
    """A sentence where there is nothing to show."""
    return html.P(
        [html.Span(icon, className="calm-icon", **marks(aria_hidden="true")), words],
        className="calm",
        role="status",
    )


def pager(links: Sequence[tuple[str, str]], label: str, words: str) -> Component | None:
    """Links to the pages before and after, (words, address), with what is shown now between them."""
    if not links:
        return None
    parts = [html.A(text, href=href, className="turn") for text, href in links]
    return html.Nav([html.Span(words), *parts], className="pager", **marks(aria_label=label))
