"""Who came to a project and how it was judged: sittings with attendances, what people said, scores and findings of a third party."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, choice, deed_button, deed_form, entry
from dashboard.components.field import field
from dashboard.components.use_words import day_words
from dashboard.i18n import Translate
from dashboard.page import Visit
from models.account import Permission
from models.needs.gates import STAGES
from models.needs.judgement import open_findings, whole_score
from models.needs.limit import limits
from models.needs.project import Evaluation, Project, ProjectKind, Stage
from models.needs.refit import kept
from models.satisfaction import FEWEST, Rating
from models.services.projects import Card

SPARE_INDICATORS = 5
MOST_SHOWN = 12


def sitting_panel(visit: Visit, card: Card, series: Sequence[tuple[str, str]], *, may: bool) -> Component:
    """Attendances, never persons; nobody counted is not nobody came."""
    t, progress = visit.translate, card.progress
    total = progress.attendances
    words = (
        t("project.sitting.none")
        if not progress.held
        else t("project.sitting.uncounted", n=len(progress.held))
    )
    if total is not None:
        words = t("project.sitting.total", n=total, held=len(progress.held), counted=len(progress.counted))
    most = max(progress.counted, default=0) or 1
    rows = [
        html.Li(
            [
                html.Span(day_words(t, one.day, year=True)),
                html.Span(
                    html.Span(style={"inlineSize": f"{100 * (one.people or 0) / most:.1f}%"}),
                    className="share-bar",
                ),
                html.Span("–" if one.people is None else f"{one.people}"),
            ],
            className="sitting-line",
        )
        for one in progress.held[-MOST_SHOWN:]
    ]
    target = (
        t("project.sitting.target", n=card.project.target_attendances)
        if card.project.target_attendances
        else ""
    )
    parts: list[Component | None] = [
        html.H2(t("project.sittings")),
        html.P(words),
        html.P(t("project.sitting.planned", n=progress.planned) + target, className="muted"),
        html.Ul(rows, className="share-rows") if rows else None,
        _rating(t, progress.rating),
        _refit(visit, card),
        _series_form(visit, card.project, series) if may and card.project.is_open and series else None,
    ]
    return html.Section(parts, className="panel", id="sittings")


def _rating(t: Translate, rating: Rating | None) -> Component:
    """Never without its n; below FEWEST answers no rate."""
    if rating is None:
        return html.P(t("project.rating.none"), className="muted")
    if rating.answered < FEWEST:
        return html.P(t("project.rating.few", n=rating.answered, fewest=FEWEST))
    told = {
        key: f"{100 * value:.1f}"
        for key, value in (("rate", rating.rate), ("low", rating.low), ("high", rating.high))
    }
    return html.P(t("project.rating.told", n=rating.answered, **told))


def _refit(visit: Visit, card: Card) -> Component | None:
    """Of a refit: person-hours a week since it opened against what was promised."""
    t, project = visit.translate, card.project
    if project.kind is not ProjectKind.REFIT:
        return None
    least = int(limits(visit.ports.centre.project_limits)["lasting_weeks"])
    found = kept(project.promised_hours, card.progress.weeks, least)
    if project.opened_on is None:
        words = t("project.refit.closed", promised=round(found.promised, 1))
    elif found.measured is None:
        words = t("project.refit.early", n=found.weeks, all=found.all_weeks, least=least)
    else:
        words = t(
            "project.refit.told",
            measured=round(found.measured, 1),
            promised=round(found.promised, 1),
            n=found.weeks,
            all=found.all_weeks,
        )
    bars = [
        html.Span(
            html.Span(
                style={"inlineSize": f"{100 * value / max(found.promised, found.measured or 0, 1):.1f}%"}
            ),
            className="share-bar",
        )
        for value in (found.promised, found.measured or 0)
        if found.measured is not None
    ]
    return html.Div([html.H3(t("project.refit")), html.P(words), *bars], className="refit")


def _series_form(visit: Visit, project: Project, series: Sequence[tuple[str, str]]) -> Component:
    t = visit.translate
    form = deed_form(
        "series",
        [
            choice("series", t("project.series"), list(series)),
            html.Button(t("project.series.take"), type="submit"),
        ],
        project=project.id,
        seen=f"{project.revision}",
    )
    return html.Details([html.Summary(t("project.series.new")), form])


def judgement_panel(visit: Visit, project: Project, *, may: bool) -> Component:
    t, whole = visit.translate, whole_score(project)
    begun = STAGES.index(project.stage) >= STAGES.index(Stage.DELIVERY)
    head = t("project.score.whole", score=round(whole, 1)) if whole is not None else t("project.score.open")
    findings = len(open_findings(project))
    rows = [_indicator(visit, project, one, begun=begun, may=may) for one in project.evaluations]
    shown = html.Ul(rows, className="indicator-rows") if rows else calm(t("project.indicator.none"), "○")
    agree = _agree_form(visit, project) if may and project.is_open and not begun else None
    told = html.P(t("project.finding.open", n=findings), className="lacks") if findings else None
    return html.Section(
        [html.H2(t("project.judgement")), html.P(head), told, shown, agree], className="panel", id="judgement"
    )


def _indicator(visit: Visit, project: Project, one: Evaluation, *, begun: bool, may: bool) -> Component:
    t = visit.translate
    score = "–" if one.score is None else f"{one.score:g}"
    carried = {"project": project.id, "seen": f"{project.revision}", "indicator": one.indicator}
    parts: list[Component | None] = [
        html.B(t("project.indicator.weighed", name=one.indicator, weight=one.weight)),
        html.Span(t("project.score.told", score=score, by=one.by or "–")),
    ]
    if one.finding:
        state = (
            t("project.finding.fixed", day=day_words(t, one.fixed_on, year=True))
            if one.fixed_on
            else t("project.finding.waits")
        )
        parts.append(html.Span([f"{one.finding} ", html.Small(state, className="muted")]))
        if may and one.fixed_on is None and project.is_open:
            parts.append(deed_button("mend", t("project.finding.mend"), **carried))
    own = one.by in ("", visit.account.name)
    if begun and own and project.is_open and visit.may(Permission.PROJECT_EVALUATE):
        fields = [
            field(
                "score",
                t("project.score"),
                "number",
                "" if one.score is None else f"{one.score:g}",
                min="0",
                max="100",
                step="any",
            ),
            entry("finding", t("project.finding"), one.finding, maxLength=500),
            html.Button(t("project.score.give"), type="submit"),
        ]
        parts.append(deed_form("judge", fields, **carried))
    return html.Li(parts)


def _agree_form(visit: Visit, project: Project) -> Component:
    t = visit.translate
    known: list[Evaluation | None] = [*project.evaluations]
    rows = [
        html.Li(
            [
                entry(f"indicator{n}", t("project.indicator"), one.indicator if one else "", maxLength=60),
                field(
                    f"weight{n}",
                    t("project.indicator.weight"),
                    "number",
                    one.weight if one else "",
                    min="1",
                    max="100",
                ),
            ],
            className="asked-row",
        )
        for n, one in enumerate([*known, *[None] * max(1, SPARE_INDICATORS - len(known))])
    ]
    form = deed_form(
        "indicators",
        [
            html.Ol(rows, className="line-rows"),
            html.P(t("project.indicator.hint"), className="hint"),
            html.Button(t("project.keep"), type="submit"),
        ],
        project=project.id,
        seen=f"{project.revision}",
    )
    return html.Details([html.Summary(t("project.indicator.agree")), form])
