"""The board: a column for each stage, a card for each project, moved by pointer and by keys (assets/68-projects.js)."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from dashboard.components.project_words import (
    LIGHT_SIGNS,
    STAGE_SIGNS,
    courtyard_words,
    lacking_words,
    name_words,
)
from dashboard.components.use_words import day_words
from dashboard.link import link
from dashboard.page import Visit
from dashboard.yuan import yuan
from models.account import Permission
from models.needs.gates import STAGES
from models.needs.project import Stage, Standing
from models.services.projects import Card


def project_board(visit: Visit, cards: Sequence[Card]) -> Component:
    columns = [
        _column(visit, stage, [one for one in cards if one.project.stage is stage]) for stage in STAGES
    ]
    t = visit.translate
    return html.Section(
        [
            html.P(t("project.board.how"), className="hint", id="board-how") if _moves(visit) else None,
            html.Div(columns, className="board", **marks(role="group", aria_label=t("project.board"))),
        ],
        className="board-section",
    )


def _moves(visit: Visit) -> bool:
    return visit.may(Permission.PROJECT_EDIT) or visit.may(Permission.PROJECT_SUPERVISE)


def _column(visit: Visit, stage: Stage, cards: Sequence[Card]) -> Component:
    t = visit.translate
    name = t(f"project.stage.{stage}")
    head = html.H2(
        [
            html.Span(STAGE_SIGNS[stage], **marks(aria_hidden="true")),
            html.Span(name),
            html.Span(f"{len(cards)}", className="count"),
        ]
    )
    told = html.P(className="column-gate", **marks(data_gate="", aria_hidden="true"))
    rows = html.Ul([_card(visit, one) for one in cards])
    empty = html.P(t("project.column.empty"), className="muted") if not cards else None
    return html.Section(
        [head, told, rows, empty],
        className="column",
        **marks(data_stage=stage, data_name=name, aria_label=name),
    )


def _card(visit: Visit, card: Card) -> Component:
    t, one = visit.translate, card.project
    movable = _moves(visit) and one.is_open and one.standing is Standing.RUNNING
    place = STAGES.index(one.stage)
    told = {
        "data_project": one.id,
        "data_seen": f"{one.revision}",
        "data_stage": one.stage.value,
        "data_next": card.next.value if card.next else "",
        "data_before": STAGES[place - 1].value if place and movable else "",
        "data_lacks": lacking_words(t, card.missing) if card.missing else "",
        "data_name": name_words(t, one),
        "data_movable": "true" if movable else "false",
        "data_warned": "true" if card.warned else "false",
    }
    inside = [
        html.A(name_words(t, one), href=link(visit, "project", open=one.id), className="card-name"),
        html.Small(
            f"{one.number} · {t(f'project.kind.{one.kind}')} · {courtyard_words(visit, one.courtyard)}",
            className="muted",
        ),
        _money(visit, card),
        _signs(visit, card),
        html.Small(lacking_words(t, card.missing), className="lacks") if card.missing else None,
    ]
    if movable:
        handle = html.Button(
            "⠿",
            type="button",
            className="handle",
            **marks(
                data_handle="",
                aria_label=t("project.move", name=name_words(t, one)),
                aria_describedby="board-how",
            ),
        )
        inside.insert(0, handle)
    return html.Li(inside, className="card", **marks(**told))


def _money(visit: Visit, card: Card) -> Component | None:
    """A bar of what was paid of the budget, and the amounts in words."""
    t, funds = visit.translate, card.funds
    if not funds.budget:
        return None
    paid = min(100.0, 100 * funds.paid / funds.budget)
    bar = html.Span(
        html.Span(style={"inlineSize": f"{paid:.1f}%"}), className="paid-bar", **marks(aria_hidden="true")
    )
    words = t("project.paid_of", paid=yuan(t, funds.paid), budget=yuan(t, funds.budget))
    return html.Small([bar, words])


def _signs(visit: Visit, card: Card) -> Component | None:
    """Only what calls for somebody: a card without any is well, or too young."""
    t, found = visit.translate, []
    if card.project.standing is not Standing.RUNNING:
        found.append((t(f"project.standing.{card.project.standing}"), "rests"))
    if card.overdue:
        found.append((t("project.overdue", n=card.overdue), "late"))
    elif card.project.due and card.project.is_open:
        found.append((t("project.due_on", day=day_words(t, card.project.due)), "due"))
    found += [
        (f"{LIGHT_SIGNS[True]} {t(f'project.light.{one.key}')}", "lit") for one in card.lights if one.is_on
    ]
    if not found:
        return None
    return html.Ul([html.Li(words, **marks(data_sign=sign)) for words, sign in found], className="signs")
