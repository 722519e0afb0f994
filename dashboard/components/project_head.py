"""One project's way: its stages with dates, what it lacks, its lights, and the steps that somebody may take."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import deed_button, deed_form, entry
from dashboard.components.marks import marks
from dashboard.components.project_words import (
    LIGHT_SIGNS,
    STAGE_SIGNS,
    light_words,
    remedy_words,
    standing_words,
)
from dashboard.components.use_words import day_words
from dashboard.i18n import Translate
from dashboard.page import Visit
from models.account import Permission
from models.needs.gates import FROM, REASONED, STAGES, Step, target
from models.needs.project import Stage
from models.services.projects import RIGHTS, SUPERVISED, Card


def stage_line(t: Translate, card: Card) -> Component:
    """Every stage with the days that it took; the present one is marked, those to come are pale."""
    here = STAGES.index(card.project.stage)
    return html.Ol(
        [_stage(t, card, stage, n - here) for n, stage in enumerate(STAGES)],
        className="stage-line",
        **marks(aria_label=t("project.stages")),
    )


def _stage(t: Translate, card: Card, stage: Stage, ahead: int) -> Component:
    entered = max(
        (one.at.date() for one in card.project.events if one.after is stage is not one.before), default=None
    )
    begun = card.project.begun_on if stage is STAGES[0] else entered
    days = card.days.get(stage)
    lines = [
        html.Span(STAGE_SIGNS[stage], className="stage-sign", **marks(aria_hidden="true")),
        html.B(t(f"project.stage.{stage}")),
        html.Small(day_words(t, begun, year=True), className="muted") if begun and ahead <= 0 else None,
        html.Small(t("project.days", n=days), className="muted")
        if days is not None and stage is not Stage.CLOSED
        else None,
    ]
    place = {-1: "done", 0: "here", 1: "ahead"}[(ahead > 0) - (ahead < 0)]
    current = {"aria_current": "step"} if ahead == 0 else {}
    return html.Li(lines, **marks(data_place=place, **current))


def gate_panel(visit: Visit, card: Card) -> Component:
    """What is missing for the next stage and how to bring it, then the steps."""
    t, project = visit.translate, card.project
    if card.next is None:
        told: Component | None = html.P(standing_words(t, project))
    elif card.missing:
        told = html.Ul([_gate(t, key) for key in card.missing], className="gates")
    else:
        told = html.P(
            f"✓ {t('project.gates.open', stage=t(f'project.stage.{card.next}'))}", className="gate-open"
        )
    title = (
        t("project.gates", stage=t(f"project.stage.{card.next}")) if card.next else t("project.gates.none")
    )
    return html.Section([html.H2(title), told, _steps(visit, card)], className="panel", id="gates")


def _gate(t: Translate, key: str) -> Component:
    return html.Li([html.B(f"✗ {t(f'project.gate.{key}')}"), html.Span(remedy_words(t, key))])


def _steps(visit: Visit, card: Card) -> Component | None:
    found = [_step(visit, card, one) for one in Step if _may(visit, card, one)]
    return html.Div(found, className="step-row") if found else None


def _may(visit: Visit, card: Card, one: Step) -> bool:
    to = target(card.project, one)
    right = RIGHTS[one]
    if one is Step.FORWARD and to in SUPERVISED:
        right = Permission.PROJECT_SUPERVISE
    return to is not None and card.project.standing in FROM[one] and visit.may(right)


def _step(visit: Visit, card: Card, one: Step) -> Component:
    t, project = visit.translate, card.project
    carried = {"project": project.id, "seen": f"{project.revision}", "step": one.value}
    if one not in REASONED:
        return deed_button("step", t(f"project.step.{one}"), "primary", **carried)
    form = deed_form(
        "step",
        [
            entry("reason", t("project.reason"), maxLength=500),
            html.Button(t(f"project.step.{one}"), type="submit"),
        ],
        **carried,
    )
    return html.Details([html.Summary(t(f"project.step.{one}")), form])


def light_panel(t: Translate, card: Card) -> Component:
    """All four, each with what it was worked out from."""
    rows = [
        html.Li(
            [
                html.Span(LIGHT_SIGNS[one.is_on], className="light-sign", **marks(aria_hidden="true")),
                html.B(t(f"project.light.{one.key}")),
                html.Span(light_words(t, one)),
            ],
            **marks(data_lit={True: "on", False: "off", None: "unknown"}[one.is_on]),
        )
        for one in card.lights
    ]
    return html.Section(
        [html.H2(t("project.lights")), html.Ul(rows, className="lights")], className="panel", id="lights"
    )


def history_panel(t: Translate, card: Card) -> Component | None:
    """Every step, the newest first, with its reason."""
    rows = [
        html.Li(
            [
                html.B(_event(t, one.before, one.after, one.standing.value)),
                html.Small(f"{day_words(t, one.at.date(), year=True)} · {one.by}", className="muted"),
                html.Span(one.reason) if one.reason else None,
            ]
        )
        for one in reversed(card.project.events)
    ]
    if not rows:
        return None
    return html.Section(
        [html.H2(t("project.history")), html.Ol(rows, className="history-rows")], className="panel"
    )


def _event(t: Translate, before: Stage, after: Stage, standing: str) -> str:
    if before is after:
        return t(f"project.standing.{standing}.in", stage=t(f"project.stage.{after}"))
    key = "on" if STAGES.index(after) > STAGES.index(before) else "back"
    return t(f"project.event.{key}", before=t(f"project.stage.{before}"), after=t(f"project.stage.{after}"))
