"""One service project: its way through the stages, the needs behind it, papers, money, who came, how it was judged."""

from collections.abc import Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Deed, Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm
from dashboard.components.marks import marks
from dashboard.components.project_form import decimal_of, project_form, said_of
from dashboard.components.project_head import gate_panel, history_panel, light_panel, stage_line
from dashboard.components.project_judged import judgement_panel, sitting_panel
from dashboard.components.project_money import lines_panel
from dashboard.components.project_needs import help_panel, need_panel
from dashboard.components.project_papers import decision_panel, feasibility_panel, paper_panel
from dashboard.components.project_typed import indicators_typed, lines_typed
from dashboard.components.project_words import courtyard_words, name_words, standing_words
from dashboard.components.spoken import sentence
from dashboard.components.survey_choice import ask_way
from dashboard.components.typed import fen_typed, number_of
from dashboard.components.use_words import day_words
from dashboard.components.words import words
from dashboard.drawn import drawn
from dashboard.imports.held import UPLOADS, Owner, Upload
from dashboard.link import link
from dashboard.loop_ids import ProjectId
from dashboard.page import Page, Visit
from models.account import Permission
from models.needs.gates import Step
from models.needs.project import Feasibility, Paper, Project
from models.needs.survey import About
from models.services.project_judging import agree_indicators, judge, mend
from models.services.project_papers import (
    Brought,
    bring,
    find_feasible,
    plan_money,
    series_named,
    take_series,
    withdraw,
)
from models.services.project_room import rooms_used
from models.services.projects import Card, GatesError, card_of, cite, describe, step
from models.services.strangers import RefusedError, refusal
from models.services.survey_subjects import is_at_work

WHO = (Permission.PROJECT_READ,)


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            drawn(*content(visit)),
            html.P(id=ProjectId.TOLD, className="told toast", role="status"),
            dcc.Store(id=ProjectId.ASK),
            dcc.Store(id=ProjectId.ANSWER),
        ],
        id=ProjectId.ROOT,
        className="project",
        **marks(
            data_asks=ProjectId.ASK,
            data_busy=t("sensors.busy"),
            data_late=t("sensors.late"),
            data_words=words(t, "project.say."),
        ),
    )


def content(visit: Visit) -> Sequence[Component | None]:
    """From what it is to what became of it."""
    t, key = visit.translate, visit.query.get("open", "")
    back = html.P(html.A(f"‹ {t('page.projects')}", href=link(visit, "projects")))
    try:
        card = card_of(visit.ports, visit.account, key)
    except RefusedError as error:
        return [
            html.H1(t("page.project")),
            back,
            html.Section([calm(sentence(t, error.message), "▣")], className="panel"),
        ]
    edits = visit.may(Permission.PROJECT_EDIT)
    plans = edits or visit.may(Permission.PROJECT_SUPERVISE)
    series = series_named(visit.ports) if edits else []
    return [
        back,
        _head(visit, card),
        stage_line(t, card),
        gate_panel(visit, card),
        light_panel(t, card),
        need_panel(visit, card),
        help_panel(visit, card.project),
        feasibility_panel(visit, card, rooms_used(visit.ports, visit.account), may=edits),
        decision_panel(visit, card, may=edits),
        lines_panel(visit, card, may=plans),
        paper_panel(visit, card.project, may=edits),
        sitting_panel(visit, card, [(key, t.name(name)) for key, name in series], may=edits),
        judgement_panel(visit, card.project, may=edits),
        history_panel(t, card),
        _describe(visit, card.project) if edits and card.project.is_open else None,
    ]


def _head(visit: Visit, card: Card) -> Component:
    t, one = visit.translate, card.project
    late = html.B(t("project.overdue", n=card.overdue), className="lacks") if card.overdue else None
    due = t("project.due_on", day=day_words(t, one.due, year=True)) if one.due and one.is_open else ""
    facts = [
        one.number,
        t(f"project.kind.{one.kind}"),
        courtyard_words(visit, one.courtyard),
        standing_words(t, one),
        due,
    ]
    return html.Header(
        [
            html.H1(name_words(t, one)),
            html.P([" · ".join(word for word in facts if word), " ", late], className="muted"),
            html.P(ask_way(visit, About.PROJECT, one.id)) if is_at_work(one) else None,
        ],
        className="use-head",
    )


def _describe(visit: Visit, project: Project) -> Component:
    t = visit.translate
    form = html.Details([html.Summary(t("project.describe")), project_form(visit, project)])
    return html.Section([form], className="panel", id="describe")


def register(callbacks: Callbacks) -> None:
    """Each deed asks for its own right in its service."""

    @callbacks.asking(ProjectId.ASK, ProjectId.ANSWER, ProjectId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)


def _done(visit: Visit, project: Project, part: str) -> Json:
    return {
        "text": visit.translate("project.told.kept"),
        "go": f"{link(visit, 'project', open=project.id)}#{part}",
    }


def _named(fields: Fields) -> tuple[str, int]:
    """Which project, and the revision that was looked at."""
    return fields.get("project", ""), number_of(fields, "seen", 0)


def _step(visit: Visit, fields: Fields) -> Json:
    t = visit.translate
    taken = next((one for one in Step if one.value == fields.get("step")), None)
    if taken is None:
        raise refusal("no_deed")
    try:
        after = step(visit.ports, visit.account, *_named(fields), taken, fields.get("reason", ""))
    except GatesError as error:
        lacks = t("project.and").join(t(f"project.gate.{one}") for one in error.missing)
        return {"ok": False, "text": f"{sentence(t, error.message)} {lacks}"}
    return _done(visit, after, "gates")


def _describe_it(visit: Visit, fields: Fields) -> Json:
    return _done(visit, describe(visit.ports, visit.account, *_named(fields), said_of(fields)), "describe")


def _cite(visit: Visit, fields: Fields) -> Json:
    return _done(
        visit, cite(visit.ports, visit.account, *_named(fields), fields.get("decision", "")), "decision"
    )


def _feasibility(visit: Visit, fields: Fields) -> Json:
    words_of = {name: fields.get(name, "") for name in ("space", "demand", "risks")}
    said = Feasibility(
        cost_fen=fen_typed(fields, "cost"),
        fits=fields.get("fits") == "yes",
        by=visit.account.name,
        at=visit.ports.clock(),
        **words_of,
    )
    return _done(visit, find_feasible(visit.ports, visit.account, *_named(fields), said), "feasibility")


def _money(visit: Visit, fields: Fields) -> Json:
    return _done(
        visit, plan_money(visit.ports, visit.account, *_named(fields), list(lines_typed(fields))), "money"
    )


def _piece(visit: Visit, fields: Fields) -> Json:
    """A part of a file on its way in, held in memory: only for who may bring one."""
    if not visit.may(Permission.PROJECT_EDIT):
        raise refusal("project.not_allowed")
    key, owner = fields.get("upload", ""), _owner(visit)
    upload = UPLOADS.get(owner, key) if key else Upload()
    if upload is None:
        raise refusal("import.upload")
    upload.add(fields.get("piece", ""))
    return {"upload": key or UPLOADS.put(owner, upload)}


def _owner(visit: Visit) -> Owner:
    return visit.centre, visit.account.id


def _paper(visit: Visit, fields: Fields) -> Json:
    what = next((one for one in Paper if one.value == fields.get("what")), None)
    upload = UPLOADS.get(_owner(visit), fields.get("upload", ""))
    if what is None or upload is None:
        raise refusal("import.upload")
    brought = Brought(
        what=what,
        name=fields.get("name", ""),
        content=bytes(upload.content),
        line=fields.get("line", ""),
        fen=fen_typed(fields, "fen", 0),
    )
    kept = bring(visit.ports, visit.account, *_named(fields), brought)
    UPLOADS.drop(fields.get("upload", ""))
    return _done(visit, kept, "papers")


def _withdraw(visit: Visit, fields: Fields) -> Json:
    paper, reason = fields.get("paper", ""), fields.get("reason", "")
    return _done(visit, withdraw(visit.ports, visit.account, *_named(fields), paper, reason), "papers")


def _series(visit: Visit, fields: Fields) -> Json:
    return _done(
        visit, take_series(visit.ports, visit.account, *_named(fields), fields.get("series", "")), "sittings"
    )


def _indicators(visit: Visit, fields: Fields) -> Json:
    rows = indicators_typed(fields)
    return _done(visit, agree_indicators(visit.ports, visit.account, *_named(fields), rows), "judgement")


def _judge(visit: Visit, fields: Fields) -> Json:
    if not fields.get("score", "").strip():
        raise refusal("project.score")
    indicator, finding = fields.get("indicator", ""), fields.get("finding", "")
    score = decimal_of(fields, "score")
    judged = judge(visit.ports, visit.account, *_named(fields), indicator, score, finding)
    return _done(visit, judged, "judgement")


def _mend(visit: Visit, fields: Fields) -> Json:
    return _done(
        visit, mend(visit.ports, visit.account, *_named(fields), fields.get("indicator", "")), "judgement"
    )


DEEDS: Mapping[str, Deed] = {
    "step": _step,
    "describe": _describe_it,
    "cite": _cite,
    "feasibility": _feasibility,
    "money": _money,
    "piece": _piece,
    "paper": _paper,
    "withdraw": _withdraw,
    "series": _series,
    "indicators": _indicators,
    "judge": _judge,
    "mend": _mend,
}

PROJECT = Page(key="project", path="project", icon="▣", permission=WHO, layout=layout, register=register)
