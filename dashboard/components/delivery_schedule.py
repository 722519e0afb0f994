"""What is made by itself and when, and the form that sets it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import deed_form
from dashboard.components.field import tick
from dashboard.components.use_words import month_words
from dashboard.i18n import Translate
from dashboard.page import Visit
from models.advice.iso_week import week_of
from models.sending.schedule import PERIODS, SIGNED, WEEKS, ReportKind, Schedule, due_at, newest

PERIOD_WORDS: Mapping[ReportKind, Callable[[Translate, date], str]] = {
    ReportKind.MONTHLY: month_words,
    ReportKind.WEEKLY: lambda _t, first: week_of(WEEKS.after(first)),
    ReportKind.OWN_WEEKLY: lambda _t, first: week_of(first),
    ReportKind.OWN_MONTHLY: month_words,
}
"""What a period is called, by its first day; the sheet of a week is made when the week before it has ended."""


def schedule_panel(visit: Visit, schedules: Sequence[Schedule]) -> Component:
    """Every kind of report below one another."""
    parts = [_schedule(visit, one) for one in schedules]
    return html.Section(
        [html.H2(visit.translate("sending.schedule")), *parts], className="panel", id="schedule"
    )


def _schedule(visit: Visit, schedule: Schedule) -> Component:
    t, kind, ports = visit.translate, schedule.kind, visit.ports
    following = PERIODS[kind].after(schedule.done)
    at = due_at(kind, following, ports.calendar, ports.centre.zone_info)
    form = deed_form(
        "schedule",
        [
            tick("active", t("sending.active"), on=schedule.is_active),
            *(_unsigned(t, schedule) if kind in SIGNED else ()),
            html.Button(t("sending.save"), type="submit"),
        ],
        kind=kind.value,
    )
    told = [t("sending.last", period=PERIOD_WORDS[kind](t, newest(schedule)))]
    if schedule.is_active:
        told.append(t("sending.next", at=f"{at:%Y-%m-%d %H:%M}"))
    body = [
        html.H3(t(f"sending.kind.{kind}")),
        html.P(t(f"sending.kind.{kind}.when"), className="muted"),
        html.P(" · ".join(told)),
        _unmade(t, schedule),
        form,
    ]
    return html.Article(body, className="sending-kind")


def _unmade(t: Translate, schedule: Schedule) -> Component | None:
    if not schedule.failed:
        return None
    failed = t("sending.and").join(PERIOD_WORDS[schedule.kind](t, one) for one in schedule.failed)
    return html.P(t("sending.unmade", periods=failed), className="hint")


def _unsigned(t: Translate, schedule: Schedule) -> Sequence[Component]:
    return [
        tick("unsigned", t("sending.unsigned"), on=schedule.sends_unsigned),
        html.P(t("sending.unsigned.hint"), className="hint"),
    ]
