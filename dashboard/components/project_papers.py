"""The papers of a project: what is there and what should be, a form to bring one, the form of feasibility, the decision."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, choice, deed_button, deed_form, entry
from dashboard.components.decision_words import cited_words
from dashboard.components.field import field_input
from dashboard.components.marks import marks
from dashboard.components.project_words import place_words
from dashboard.components.use_words import day_words
from dashboard.page import Visit
from dashboard.project_file import address
from dashboard.yuan import yuan, yuan_cell
from models.needs.evidence_file import MOST_BYTES
from models.needs.lights import expected_papers
from models.needs.project import Evidence, Paper, Project
from models.services.project_room import WEEKS, RoomUse
from models.services.projects import Card

_THOUSAND = 1_000


def paper_panel(visit: Visit, project: Project, *, may: bool) -> Component:
    t = visit.translate
    lacking = sorted(expected_papers(project) - {one.what for one in project.papers})
    gone = [
        html.Li(f"○ {t('project.paper.lacking', what=t(f'project.paper.{one}'))}", className="muted")
        for one in lacking
    ]
    rows = [_paper(visit, project, one, may=may) for one in reversed(project.evidence)]
    shown = (
        html.Ul([*rows, *gone], className="paper-rows")
        if rows or gone
        else calm(t("project.paper.none"), "○")
    )
    form = _form(visit, project) if may and project.is_open else None
    return html.Section([html.H2(t("project.papers")), shown, form], className="panel", id="papers")


def _paper(visit: Visit, project: Project, one: Evidence, *, may: bool) -> Component:
    t = visit.translate
    size = t("project.paper.size", n=max(1, one.size // _THOUSAND))
    owed = f" · {yuan(t, one.fen)}" if one.fen else ""
    return html.Li(
        [
            html.A(one.file, href=address(visit.centre, project.id, one.id), download=one.file),
            html.Small(
                f"{t(f'project.paper.{one.what}')}{owed} · {size} · {day_words(t, one.at.date(), year=True)} · {one.by}",
                className="muted",
            ),
            _withdrawal(visit, project, one, may=may),
        ],
        className="withdrawn" if one.withdrawal else "",
    )


def _withdrawal(visit: Visit, project: Project, one: Evidence, *, may: bool) -> Component | None:
    """Why it counts no more, or the form to say so."""
    t, said = visit.translate, one.withdrawal
    if said is not None:
        day = day_words(t, said.at.date(), year=True)
        return html.Small(t("project.paper.withdrawn", reason=said.reason, by=said.by, day=day))
    if not may or not project.is_open:
        return None
    form = deed_form(
        "withdraw",
        [
            entry("reason", t("project.paper.withdraw.why"), maxLength=500),
            html.Button(t("project.paper.withdraw"), type="submit", className="danger"),
        ],
        project=project.id,
        seen=f"{project.revision}",
        paper=one.id,
    )
    return html.Details([html.Summary(t("project.paper.withdraw")), form])


def _form(visit: Visit, project: Project) -> Component:
    t = visit.translate
    kinds = [(one.value, t(f"project.paper.{one}")) for one in Paper]
    lines = [("", "–"), *((one.id, f"{one.id} · {one.source}") for one in project.lines)]
    told = html.P(className="told", role="status", **marks(data_told=""))
    chosen = field_input(type="file", name="file")
    form = html.Form(
        [
            html.Label(
                [html.Span(t("project.paper.file", most=MOST_BYTES // 1_000_000)), chosen], className="asked"
            ),
            html.Div(
                [
                    choice("what", t("project.paper.what"), kinds),
                    choice("line", t("project.paper.line"), lines),
                    entry("fen", t("project.paper.fen"), inputMode="decimal"),
                ],
                className="asked-row",
            ),
            html.P(t("project.paper.hint"), className="hint"),
            html.Button(t("project.paper.bring"), type="submit"),
            told,
        ],
        className="deed",
        **marks(data_paper="", data_project=project.id, data_seen=f"{project.revision}"),
    )
    return html.Details([html.Summary(t("project.paper.new")), form])


def feasibility_panel(visit: Visit, card: Card, rooms: Sequence[RoomUse], *, may: bool) -> Component:
    """What was found, and above the form how rooms that are there are used: measured use comes before new building."""
    t, project = visit.translate, card.project
    found = project.feasibility
    facts = (
        [
            (t("project.feasibility.cost"), yuan(t, found.cost_fen)),
            (t("project.feasibility.space"), place_words(visit, found.space)),
            (t("project.feasibility.demand"), found.demand),
            (t("project.feasibility.risks"), found.risks),
            (
                t("project.feasibility.fits"),
                t("project.feasibility.yes" if found.fits else "project.feasibility.no"),
            ),
        ]
        if found
        else []
    )
    told = (
        html.Dl([part for name, value in facts for part in (html.Dt(name), html.Dd(value))])
        if found
        else calm(t("project.feasibility.none"), "⚖")
    )
    form = _feasibility_form(visit, project) if may and project.is_open else None
    return html.Section(
        [html.H2(t("project.feasibility")), told, _rooms(visit, rooms), form],
        className="panel",
        id="feasibility",
    )


def _rooms(visit: Visit, rooms: Sequence[RoomUse]) -> Component | None:
    t = visit.translate
    if not rooms:
        return None
    body = [
        html.Tr(
            [
                html.Th(place_words(visit, one.space), scope="row"),
                html.Td(_percent(one.utilisation)),
                html.Td(_percent(one.empty)),
                html.Td(_percent(one.coverage)),
            ]
        )
        for one in rooms
    ]
    head = html.Tr(
        [
            html.Th(t(f"project.room.{key}"), scope="col")
            for key in ("space", "utilisation", "empty", "coverage")
        ]
    )
    caption = t("project.rooms", weeks=WEEKS)
    table = html.Table([html.Caption(caption), html.Thead(head), html.Tbody(body)], className="table")
    return html.Div(table, className="scrolls", **marks(tabIndex="0", role="region", aria_label=caption))


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"


def _feasibility_form(visit: Visit, project: Project) -> Component:
    t, found = visit.translate, project.feasibility
    answers = [("yes", t("project.feasibility.yes")), ("no", t("project.feasibility.no"))]
    form = deed_form(
        "feasibility",
        [
            entry(
                "cost",
                t("project.feasibility.cost"),
                f"{yuan_cell(found.cost_fen)}" if found else "",
                inputMode="decimal",
            ),
            entry("space", t("project.feasibility.space"), found.space if found else "", maxLength=500),
            entry("demand", t("project.feasibility.demand"), found.demand if found else "", maxLength=500),
            entry("risks", t("project.feasibility.risks"), found.risks if found else "", maxLength=500),
            choice("fits", t("project.feasibility.fits"), answers, "yes" if found and found.fits else "no"),
            html.Button(t("project.keep"), type="submit"),
        ],
        project=project.id,
        seen=f"{project.revision}",
    )
    return html.Details([html.Summary(t("project.feasibility.write")), form])


def decision_panel(visit: Visit, card: Card, *, may: bool) -> Component:
    """The four parties' decision, and those that were carried about it and can be cited."""
    t, project = visit.translate, card.project
    cited = (
        t("project.decision.cited", decision=cited_words(t, project.decision))
        if project.decision
        else t("project.decision.none")
    )
    others = sorted(card.progress.decisions - {project.decision})
    buttons = [
        deed_button(
            "cite",
            t("project.decision.cite", decision=cited_words(t, one)),
            "",
            project=project.id,
            seen=f"{project.revision}",
            decision=one,
        )
        for one in others
        if may and project.is_open
    ]
    waits = None if card.progress.decisions else html.P(t("project.decision.waits"), className="muted")
    return html.Section(
        [
            html.H2(t("project.decision")),
            html.P(cited),
            waits,
            html.P(buttons, className="buttons") if buttons else None,
        ],
        className="panel",
        id="decision",
    )
