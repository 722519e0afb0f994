"""Kinds, groups, coaches and organisations: a list of each, to add to and to retire from."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, deed_button, deed_form, entry
from dashboard.components.field import field, tick
from dashboard.components.marks import marks
from dashboard.components.use_words import period_words
from dashboard.i18n import Translate
from dashboard.link import link
from dashboard.page import Visit
from models.metric.period import Period
from models.programme.activity import ActivityKind, Organiser, OrganiserKind
from models.programme.series import Series

OFFERED = (OrganiserKind.GROUP, OrganiserKind.COACH, OrganiserKind.ORGANISATION)
"""The organisers that people add; the centre itself is always there."""


def kind_list(visit: Visit, kinds: Sequence[ActivityKind], *, may: bool) -> Component:
    t = visit.translate
    rows = [
        _row(
            t.name(one.name),
            [one.key, *([t("offering.public")] if one.public_benefit else [])],
            _retiring(t, "retire_kind", one.retired, kind=one.key) if may else None,
            retired=t("offering.retired") if one.retired else "",
        )
        for one in kinds
    ]
    return html.Section(
        [
            html.H2(t("offering.kinds")),
            html.P(t("offering.kinds_hint"), className="hint"),
            html.Ul(rows),
            _new_kind(t) if may else None,
        ],
        className="panel offering",
    )


def organiser_list(
    visit: Visit, kind: OrganiserKind, known: Sequence[Organiser], series: Sequence[Series], *, may: bool
) -> Component:
    t = visit.translate
    rows = [
        _organiser(visit, one, [row for row in series if one.id in (row.organiser, row.coach)], may=may)
        for one in known
    ]
    return html.Section(
        [
            html.H2(t(f"offering.{kind}")),
            html.Ul(rows) if rows else calm(t("offering.none")),
            _new_organiser(t, kind) if may else None,
        ],
        className="panel offering",
    )


def _organiser(visit: Visit, one: Organiser, series: Sequence[Series], *, may: bool) -> Component:
    t = visit.translate
    facts = [t("offering.people_n", n=one.people)] if one.people else []
    facts += [hours_in_words(t, one)] if one.availability else []
    facts += [t("coach.away_days", days=period_words(t, Period(days.first, days.last))) for days in one.away]
    slots = [
        html.A(t.name(row.title), href=link(visit, "series", series=row.id), className="chip")
        for row in series
    ]
    return _row(
        t.name(one.name),
        facts,
        _retiring(t, "retire", one.retired, organiser=one.id) if may else None,
        html.P(slots, className="chip-row") if slots else None,
        retired=t("offering.retired") if one.retired else "",
    )


def hours_in_words(t: Translate, one: Organiser) -> str:
    """When a coach can teach."""
    return "; ".join(
        f"{' '.join(t(f'weekday.{n}') for n in sorted(hours.weekdays))} {hours.start:%H:%M}–{hours.end:%H:%M}"
        for hours in one.availability
    )


def _row(name: str, facts: Sequence[str], *parts: Component | None, retired: str) -> Component:
    words = " · ".join([*([retired] if retired else []), *facts])
    return html.Li(
        [html.Div([html.Span(name, className="offering-name"), html.Span(words, className="hint")]), *parts],
        **marks(data_retired="true" if retired else "false"),
    )


def _retiring(t: Translate, deed: str, retired: bool, **which: str) -> Component:
    words = t("offering.restore" if retired else "offering.retire")
    return deed_button(deed, words, "", to="no" if retired else "yes", **which)


def _names(t: Translate) -> Component:
    fields = [entry("name_zh", t("offering.name_zh")), entry("name_en", t("offering.name_en"))]
    return html.Div(fields, className="asked-row")


def _new_kind(t: Translate) -> Component:
    fields = [
        _names(t),
        entry("key", t("offering.key"), hint=t("offering.key_hint")),
        tick("public", t("offering.public")),
        html.Button(t("offering.add"), type="submit", className="primary"),
    ]
    return html.Details(
        [html.Summary(t("offering.add_kind")), deed_form("add_kind", fields)], className="fold"
    )


def _new_organiser(t: Translate, kind: OrganiserKind) -> Component:
    fields: list[Component | None] = [
        _names(t),
        field("people", t("offering.people"), "number", "", min="0") if kind is OrganiserKind.GROUP else None,
        _hours(t) if kind is OrganiserKind.COACH else None,
        html.Button(t("offering.add"), type="submit", className="primary"),
    ]
    form = deed_form("add", fields, kind=kind.value)
    return html.Details([html.Summary(t(f"offering.add_{kind}")), form], className="fold")


def _hours(t: Translate) -> Component:
    """Nothing ticked: at any time."""
    days = [tick(f"weekday{n}", t(f"weekday.{n}")) for n in range(7)]
    times = [
        field("start", t("offering.from"), "time", "09:00"),
        field("end", t("offering.to"), "time", "21:00"),
    ]
    return html.Fieldset(
        [
            html.Legend(t("offering.hours")),
            html.Div(days, className="weekdays"),
            html.Div(times, className="asked-row"),
            html.P(t("offering.hours_hint"), className="hint"),
        ],
        className="one-of",
    )
