"""The spaces of a centre with the address under which others may read their calendar."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import deed_button
from dashboard.page import Visit
from models.services.feeds import issued


def feed_panel(visit: Visit) -> Component:
    """A row for each space: whether it can be read, a new address, the end of it."""
    t, known = visit.translate, issued(visit.ports)
    rows = [
        html.Tr(
            [
                html.Th(t.name(space.name), scope="row"),
                html.Td(t("import.feeds.open") if key in known else ""),
                html.Td(deed_button("address", t("import.feeds.new"), space=key)),
                html.Td(deed_button("unaddress", t("import.feeds.drop"), space=key) if key in known else ""),
            ]
        )
        for key, space in visit.ports.centre.spaces.items()
    ]
    return html.Section(
        [
            html.H2(t("import.feeds")),
            html.P(t("import.feeds.lead"), className="muted"),
            html.Table(html.Tbody(rows), className="import-rows"),
        ],
        className="panel",
    )
