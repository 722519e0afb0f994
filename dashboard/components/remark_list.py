"""What people noted beside the figures, and the sheet on which it is written."""

from collections.abc import Sequence
from datetime import timedelta

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.asking import calm, choice, deed_button, deed_form, entry, opener, sheet
from dashboard.components.marks import marks
from dashboard.components.use_words import day_words
from dashboard.i18n import Translate
from dashboard.page import Visit
from models.account import Permission
from models.centre import SpaceId
from models.payload import visible
from models.remark import LONGEST_TEXT, Remark, RemarkKind

SIGNS = {
    RemarkKind.EVENT: "★",
    RemarkKind.CLOSURE: "⊘",
    RemarkKind.WEATHER: "☂",
    RemarkKind.CHANGE: "⇄",
    RemarkKind.OTHER: "✎",
}


def remark_panel(visit: Visit, noted: Sequence[Remark], space: SpaceId | None, first: str) -> Component:
    """The remarks of what is looked at; first: the ISO day with which the sheet opens."""
    t = visit.translate
    may = visit.may(Permission.USE_NOTE) and visit.ports.remarks is not None
    rows = [_row(visit, remark, may=may) for remark in noted]
    head = html.Header(
        [html.H2(t("use.remarks")), opener("remark-sheet", t("use.remark.add")) if may else None],
        className="panel-head",
    )
    return html.Section(
        [
            head,
            html.Ul(rows, className="remarks") if rows else calm(t("use.remarks.none"), "✎"),
            _sheet(visit, space, first) if may else None,
        ],
        className="panel",
        id="remarks",
    )


def _row(visit: Visit, remark: Remark, *, may: bool) -> Component:
    t = visit.translate
    place = visit.ports.centre.spaces.get(remark.space) if remark.space else None
    about = t.name(place.name) if place else t("use.house")
    gone = deed_button("unremark", "✕", "quiet", remark=remark.id) if may else None
    if gone is not None:
        setattr(gone, "aria-label", t("use.remark.remove", text=remark.text))
    return html.Li(
        [
            html.Span(SIGNS[remark.kind], className="remark-sign", **marks(aria_hidden="true")),
            html.Div(
                [
                    html.B(visible(remark.text)),
                    html.Small(
                        t(
                            "use.remark.said",
                            kind=t(f"use.remark.{remark.kind}"),
                            space=about,
                            when=when(visit, remark),
                            by=visible(remark.by),
                        ),
                        className="muted",
                    ),
                ]
            ),
            gone,
        ]
    )


def when(visit: Visit, remark: Remark) -> str:
    """Days, or a day with its times."""
    t, zone = visit.translate, visit.ports.centre.zone_info
    start, end = (at.astimezone(zone) for at in (remark.window.start, remark.window.end))
    whole = start.hour == start.minute == end.hour == end.minute == 0
    last = end - timedelta(days=1) if whole else end
    days = [day_words(t, start.date(), year=True), day_words(t, last.date(), year=True)]
    if whole:
        return days[0] if days[0] == days[1] else t("use.span", first=days[0], last=days[1])
    first, until = f"{days[0]} {start:%H:%M}", f"{end:%H:%M}"
    return t("use.span", first=first, last=until if days[0] == days[1] else f"{days[1]} {until}")


def _sheet(visit: Visit, space: SpaceId | None, first: str) -> Component:
    t = visit.translate
    kinds = [(kind.value, t(f"use.remark.{kind}")) for kind in RemarkKind]
    spaces = [
        ("", t("use.house.choice")),
        *((s.id, t.name(s.name)) for s in visit.ports.centre.spaces.values()),
    ]
    fields = [
        entry("text", t("use.remark.text"), hint=t("use.remark.hint"), maxLength=LONGEST_TEXT),
        html.Div(
            [
                choice("kind", t("use.remark.kind"), kinds),
                choice("about", t("use.remark.about"), spaces, space or ""),
                _field(t, "date", "first", first),
                _field(t, "date", "last"),
                _field(t, "time", "start"),
                _field(t, "time", "end"),
            ],
            className="asked-row",
        ),
        html.Button(t("use.remark.keep"), type="submit", className="primary"),
    ]
    return sheet("remark-sheet", t("use.remark.add"), [deed_form("remark", fields)], t("use.close"))


def _field(t: Translate, kind: str, name: str, value: str = "") -> Component:
    line = dcc.Input(type=kind, name=name, value=value)  # type: ignore[arg-type]
    return html.Label([html.Span(t(f"use.remark.{name}")), line], className="asked")
