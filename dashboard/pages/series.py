"""What comes again: all series of the centre, and the editor of one with a preview of what it will do."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Deed, Fields, Json, answered, permitted
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm, deed_form
from dashboard.components.field import field
from dashboard.components.marks import marks
from dashboard.components.series_form import series_form
from dashboard.components.series_left import left_parts
from dashboard.components.series_preview import preview_part, proposal_part
from dashboard.components.series_typed import as_kept, series_of
from dashboard.components.series_words import series_words
from dashboard.components.spoken import clock, sentence
from dashboard.components.typed import day_of, number_of
from dashboard.drawn import drawn, nodes
from dashboard.ids import SeriesId
from dashboard.link import link
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.programme.edit import Scope
from models.programme.rule_choice import Pattern, RuleChoice, spelt
from models.programme.series import HolidayPolicy, Series
from models.services.arranging import one_of
from models.services.offerings import CENTRE_ITSELF, kinds
from models.services.programme import (
    Edit,
    all_series,
    carry,
    change,
    end,
    leave_out,
    move_one,
    one_series,
    preview,
    propose,
    save,
)
from models.services.regeneration import left_over
from models.services.strangers import RefusedError, refusal

WHO = (Permission.BOOKING_READ,)

Parts = Sequence[Component | None]


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            *(
                drawn(*parts, key=key, scrolls=t("series.next") if key == "preview" else "")
                for key, parts in content(visit).items()
            ),
            html.P(id=SeriesId.TOLD, className="told toast", role="status"),
            dcc.Store(id=SeriesId.ASK),
            dcc.Store(id=SeriesId.ANSWER),
        ],
        id=SeriesId.ROOT,
        className="series",
        **marks(data_asks=SeriesId.ASK, data_busy=t("sensors.busy"), data_late=t("sensors.late")),
    )


def content(visit: Visit) -> Mapping[str, Parts]:
    """All series, or the one that the address names ("new" = none yet)."""
    asked = visit.query.get("series", "")
    if visit.query.get("view") == "left":
        return {"series": _left(visit)}
    if not asked:
        return {"series": _all(visit)}
    try:
        series = _new(visit) if asked == "new" else one_series(visit.ports, asked)
    except RefusedError as error:
        return {"series": [*_head(visit), calm(sentence(visit.translate, error.message))]}
    may = visit.may(Permission.BOOKING_EDIT)
    return {
        "series": [
            *_head(visit, series),
            series_form(visit, series, _from(visit) if series.version else "") if may else None,
            _one_date(visit, series) if may and series.version else None,
        ],
        "preview": _preview(visit, series),
    }


def _left(visit: Visit) -> Parts:
    t = visit.translate
    back = html.A(t("page.series"), href=link(visit, "series"), className="back")
    head = html.Header([back, html.H1(t("left.title"))], className="sensor-head")
    return [head, *left_parts(visit, left_over(visit.ports))]


def _head(visit: Visit, series: Series | None = None) -> Parts:
    t = visit.translate
    title = t.name(series.title) if series and series.version else t("series.new")
    return [
        html.Header(
            [html.A(t("page.series"), href=link(visit, "series"), className="back"), html.H1(title)],
            className="sensor-head",
        )
    ]


def _from(visit: Visit) -> str:
    """The date from which on the series shall change: that of the session one came from, else today."""
    try:
        return date.fromisoformat(visit.query.get("day", "")).isoformat()
    except ValueError:
        return visit.ports.centre.day_of(visit.ports.clock()).isoformat()


def _new(visit: Visit) -> Series:
    """What a new series begins with: next week at this hour."""
    ports = visit.ports
    local = ports.clock().astimezone(ports.centre.zone_info)
    first = local.date() + timedelta(days=7)
    offered = [one for one in kinds(ports) if not one.retired]
    return Series(
        id="",
        space=next(iter(ports.centre.spaces)),
        kind=offered[0].key if offered else "",
        organiser=CENTRE_ITSELF,
        title={},
        first=first,
        start=time(local.hour),
        minutes=60,
        rule=spelt(RuleChoice(pattern=Pattern.WEEKLY), first),
        holiday_policy=HolidayPolicy.SKIP,
    )


def _all(visit: Visit) -> Parts:
    t = visit.translate
    every = sorted(all_series(visit.ports), key=lambda one: (one.space, one.start, one.id))
    today = visit.ports.centre.day_of(visit.ports.clock())
    running = [one for one in every if one.ended is None or one.ended >= today]
    new = html.A(t("series.new"), href=link(visit, "series", series="new"), className="primary")
    ways = [html.A(t(f"page.{page}"), href=link(visit, page)) for page in ("timetable", "offerings")]
    ways.append(html.A(t("left.title"), href=link(visit, "series", view="left")))
    return [
        html.H1(t("page.series")),
        html.P([new if visit.may(Permission.BOOKING_EDIT) else None, *ways], className="buttons"),
        html.Ul([_row(visit, one) for one in running], className="series-list")
        if running
        else calm(t("series.none")),
    ]


def _row(visit: Visit, one: Series) -> Component:
    t, space = visit.translate, visit.ports.centre.spaces.get(one.space)
    said = [
        t.name(space.name) if space else one.space,
        f"{one.start:%H:%M}",
        series_words(visit.translate, one),
    ]
    return html.Li(
        [
            html.A(t.name(one.title), href=link(visit, "series", series=one.id)),
            html.Span(" · ".join(said), className="hint"),
        ]
    )


def _preview(visit: Visit, series: Series) -> Parts:
    if not series.version:
        return [html.H2(visit.translate("series.next")), calm(visit.translate("series.not_yet"))]
    try:
        return preview_part(visit, series, preview(visit.ports, series))
    except RefusedError as error:
        return [html.H2(visit.translate("series.next")), calm(sentence(visit.translate, error.message))]


def _one_date(visit: Visit, series: Series) -> Component:
    """Leaving out one date, and ending the whole."""
    t = visit.translate
    fields = [
        field("on", t("series.on"), "date", _from(visit)),
        html.Div(
            [
                html.Button(t("series.leave_out"), type="submit", name="step", value="leave_out"),
                html.Button(t("series.end"), type="submit", name="step", value="end", className="danger"),
            ],
            className="buttons",
        ),
    ]
    form = deed_form("stop", fields, series=series.id, version=str(series.version))
    return html.Details([html.Summary(t("series.stop")), form], className="fold")


def register(callbacks: Callbacks) -> None:
    @callbacks.asking(SeriesId.ASK, SeriesId.ANSWER, SeriesId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, permitted(visit, DEEDS))


def _series(visit: Visit, fields: Fields) -> Json:
    """Preview, keep a new one, say what a change would do, do it: the button says which."""
    alone = fields.get("scope") == Scope.THIS
    if fields.get("carry") == "yes":
        return _one_carried(visit, fields) if alone else _carried(visit, _edit(visit, fields), fields)
    step = _STEPS.get(fields.get("step", ""))
    if step is None:
        raise refusal("no_deed")
    return step(visit, fields)


def _draft(visit: Visit, fields: Fields) -> Series:
    """What is typed, and what the form does not ask as it is kept. Raises RefusedError."""
    typed = series_of(fields)
    return as_kept(typed, one_series(visit.ports, typed.id)) if typed.id else typed


def _shown(visit: Visit, fields: Fields) -> Json:
    draft = _draft(visit, fields)
    dates = preview(visit.ports, draft)
    return {"text": "", "drawn": {"preview": nodes(preview_part(visit, draft, dates))}}


def _keep(visit: Visit, fields: Fields) -> Json:
    made = save(visit.ports, visit.account, replace(series_of(fields), id="", version=0))
    kept = made.series[-1]
    told = visit.translate("series.kept", title=visit.translate.name(kept.title), n=len(made.plan.added))
    return {"text": told, "go": link(visit, "series", series=kept.id)}


def _edit(visit: Visit, fields: Fields) -> Edit:
    scope = next((one for one in Scope if one.value == fields.get("scope")), Scope.FOLLOWING)
    draft = _draft(visit, fields)
    return change(visit.ports, draft, scope, day_of(fields, "from"))


def _proposed(visit: Visit, fields: Fields) -> Json:
    if fields.get("scope") == Scope.THIS:
        wanted, doubts = one_of(visit.ports, _draft(visit, fields), day_of(fields, "from"))
        said = [visit.translate("series.one", at=clock(wanted.window.start, visit.ports.centre.zone_info))]
        said += [sentence(visit.translate, one) for one in doubts]
        return {"ok": False, "text": " ".join(said), "again": "carry"}
    made = propose(visit.ports, _edit(visit, fields), _agreed(fields))
    told = visit.translate("series.look_first")
    parts = nodes(proposal_part(visit, made.plan, done=False))
    return {"ok": False, "text": told, "again": "carry", "drawn": {"preview": parts}}


def _carried(visit: Visit, edit: Edit, fields: Fields) -> Json:
    made = carry(visit.ports, visit.account, edit, _agreed(fields))
    plan, kept = made.plan, made.series[-1]
    told = visit.translate(
        "series.changed",
        n=len(plan.added) + len(plan.changed) + len(plan.cancelled),
        left=len(plan.untouched),
    )
    return {"text": told, "go": link(visit, "series", series=kept.id)}


def _one_carried(visit: Visit, fields: Fields) -> Json:
    day = day_of(fields, "from")
    wanted, _ = one_of(visit.ports, _draft(visit, fields), day)
    move_one(visit.ports, visit.account, wanted, agreed=True)
    told = visit.translate("series.one_changed", at=clock(wanted.window.start, visit.ports.centre.zone_info))
    return {"text": told, "go": link(visit, "series", series=wanted.series, day=day.isoformat())}


def _agreed(fields: Fields) -> list[str]:
    return [key.removeprefix("agree.") for key in fields if key.startswith("agree.")]


def _stop(visit: Visit, fields: Fields) -> Json:
    stops = {"leave_out": leave_out, "end": end}
    make = stops.get(fields.get("step", ""))
    if make is None:
        raise refusal("no_deed")
    edit = make(fields.get("series", ""), number_of(fields, "version"), day_of(fields, "on"))
    return _carried(visit, edit, {})


_STEPS: Mapping[str, Deed] = {"preview": _shown, "keep": _keep, "propose": _proposed}

DEEDS: Mapping[str, tuple[Permission, Deed]] = {
    "series": (Permission.BOOKING_EDIT, _series),
    "stop": (Permission.BOOKING_EDIT, _stop),
}

SERIES = Page(
    key="series",
    path="series",
    icon="↻",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.PROGRAMME,
)
