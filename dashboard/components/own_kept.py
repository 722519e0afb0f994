"""Reports that are kept under a name: opened, made by themselves, deleted; and what the house made of them."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, choice, deed_button, deed_form
from dashboard.components.field import tick
from dashboard.components.marks import marks
from dashboard.components.report_take import take_form
from dashboard.link import link
from dashboard.page import Visit
from models.account import Permission
from models.advice.iso_week import coming_week, week_of
from models.payload import visible
from models.report.own.saved import MadePaper, OwnReport, Rhythm
from models.report.paper import Paper
from models.sending.recipient import Recipient
from models.services.own_reports import SHARES

MOST_MADE = 30
"""Of what was made, the newest."""


def kept_panel(visit: Visit, kept: Sequence[OwnReport], here: str, to: Sequence[Recipient]) -> Component:
    """here: the id of the one that is open; to: recipients, none for who may not say who gets what."""
    t = visit.translate
    rows = [_report(visit, one, to, is_here=one.id == here) for one in kept]
    body = html.Ul(rows, className="papers own-kept") if rows else calm(t("own.kept.none"), "▤")
    return html.Section([html.H2(t("own.kept")), body], className="panel", id="kept")


def _report(visit: Visit, one: OwnReport, to: Sequence[Recipient], *, is_here: bool) -> Component:
    t, is_mine = visit.translate, one.by == visit.account.name
    current = marks(aria_current="true") if is_here else {}
    way = html.A(visible(one.name), href=link(visit, "own-reports", report=one.id), **current)
    whose = "sharing" if one.shared and is_mine else "mine" if is_mine else "shared"
    small = [t(f"own.kept.{whose}", by=visible(one.by))]
    if one.rhythm is not Rhythm.NEVER:
        small.append(t(f"own.rhythm.{one.rhythm}"))
    return html.Li(
        [
            html.Strong(way),
            html.P(html.Small(" · ".join(small), className="muted")),
            _deeds(visit, one, to) if is_mine else None,
        ]
    )


def _deeds(visit: Visit, one: OwnReport, to: Sequence[Recipient]) -> Component:
    t = visit.translate
    drop = deed_button("drop", t("own.drop"), "danger", key=one.id, revision=f"{one.revision}")
    if not visit.may(SHARES):
        return html.P(drop, className="buttons")
    rhythms = [(each.value, t(f"own.rhythm.{each}")) for each in Rhythm]
    form = deed_form(
        "rhythm",
        [
            choice("rhythm", t("own.rhythm"), rhythms, one.rhythm),
            *_recipients(visit, one, to),
            html.Button(t("own.rhythm.set"), type="submit"),
        ],
        key=one.id,
        revision=f"{one.revision}",
    )
    folded = html.Details([html.Summary(t("own.rhythm")), form], className="fold")
    return html.Div([folded, html.P(drop, className="buttons")])


def _recipients(visit: Visit, one: OwnReport, to: Sequence[Recipient]) -> Sequence[Component]:
    """Nothing for who may not say who gets what."""
    t = visit.translate
    if not visit.may(Permission.REPORT_SEND):
        return []
    if not to:
        return [html.P(t("own.rhythm.nobody"), className="hint")]
    ticks = [tick(f"to.{each.id}", visible(each.name), on=each.id in one.to) for each in to]
    return [html.Fieldset([html.Legend(t("own.rhythm.to")), *ticks], className="report-forms")]


def week_panel(visit: Visit) -> Component:
    """The operator's sheet, of this week or the next."""
    t, today = visit.translate, visit.ports.centre.day_of(visit.ports.clock())
    weeks = [(week_of(today), t("own.week.present", week=week_of(today)))]
    weeks.append((coming_week(today), t("own.week.coming", week=coming_week(today))))
    which = choice("week", t("own.week.which"), weeks, coming_week(today))
    return html.Section(
        [
            html.H2(t("own.week")),
            html.P(t("own.week.lead"), className="muted"),
            take_form(visit, "take_week", [which], forms=("pdf",)),
        ],
        className="panel",
        id="week",
    )


def made_panel(visit: Visit, made: Sequence[MadePaper]) -> Component:
    """The newest first; one is chosen and taken along."""
    t = visit.translate
    if not made:
        body: Component = calm(t("own.made.none"), "▤")
    else:
        papers = [(one.key, f"{_named(visit, one)} · {_when(visit, one)}") for one in made[:MOST_MADE]]
        body = take_form(visit, "take_made", [choice("key", t("own.made"), papers)], forms=("pdf",))
    return html.Section([html.H2(t("own.made")), body], className="panel", id="made")


def _named(visit: Visit, one: MadePaper) -> str:
    if one.paper is Paper.WEEK:
        return visit.translate("own.made.week", week=one.name)
    return visible(one.name)


def _when(visit: Visit, one: MadePaper) -> str:
    at = one.at.astimezone(visit.ports.centre.zone_info)
    return visit.translate("own.made.when", at=f"{at:%Y-%m-%d %H:%M}")
