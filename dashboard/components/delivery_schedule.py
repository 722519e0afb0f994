"""What is made by itself and when, and the form that sets it."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import deed_form
from dashboard.components.field import tick
from dashboard.components.use_words import month_words
from dashboard.page import Visit
from models.sending.schedule import PERIODS, Schedule, due_at, newest


def schedule_panel(visit: Visit, schedule: Schedule) -> Component:
    """One kind of report."""
    t, kind, ports = visit.translate, schedule.kind, visit.ports
    following = PERIODS[kind].after(schedule.done)
    at = due_at(kind, following, ports.calendar, ports.centre.zone_info)
    form = deed_form(
        "schedule",
        [
            tick("active", t("sending.active"), on=schedule.is_active),
            tick("unsigned", t("sending.unsigned"), on=schedule.sends_unsigned),
            html.P(t("sending.unsigned.hint"), className="hint"),
            html.Button(t("sending.save"), type="submit", className="primary"),
        ],
        kind=kind.value,
    )
    told = [html.P(t("sending.last", period=month_words(t, newest(schedule))))]
    if schedule.failed:
        failed = t("sending.and").join(month_words(t, one) for one in schedule.failed)
        told += [html.P(t("sending.unmade", periods=failed), className="hint")]
    if schedule.is_active:
        told += [html.P(t("sending.next", at=f"{at:%Y-%m-%d %H:%M}"))]
    body = [
        html.H2(f"{t('sending.schedule')} · {t(f'sending.kind.{kind}')}"),
        html.P(t(f"sending.kind.{kind}.when"), className="muted"),
        *told,
        form,
    ]
    return html.Section(body, className="panel", id="schedule")
