"""What follows from a yes: the notice for residents to copy, the calendar entry to keep, and how it will be measured."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import deed_button
from dashboard.components.marks import marks
from dashboard.page import Visit


def agreed_panel(visit: Visit, key: str, notices: Sequence[tuple[str, str]], *, calendar: bool) -> Component:
    """notices: (locale, text) that residents may be told. calendar: whether there is an entry to keep."""
    t = visit.translate
    texts = [
        html.Div(
            [
                html.Label(
                    [
                        html.Span(t(f"advice_page.notice.{locale}")),
                        html.Textarea(text, readOnly="readOnly", rows=4, lang=locale, className="notice"),
                    ],
                    className="asked",
                ),
                html.Button(t("advice_page.copy"), type="button", **marks(data_copy="")),
            ],
            className="notice-box",
        )
        for locale, text in notices
    ]
    entry = deed_button("calendar", t("advice_page.ics"), "", key=key) if calendar else None
    return html.Section(
        [
            html.H3(t("advice_page.agreed")),
            html.P(t("advice_page.agreed.under"), className="muted"),
            *texts,
            entry,
        ],
        className="agreed",
    )
