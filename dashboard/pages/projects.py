"""Service projects: a board by stage whose cards are moved, their money by source and courtyard beside the need, a new one."""

from collections.abc import Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Deed, Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm, choice, entry, opener, sheet
from dashboard.components.marks import marks
from dashboard.components.project_board import project_board
from dashboard.components.project_form import project_form, said_of
from dashboard.components.project_money import money_panel, share_panel
from dashboard.components.project_sheet import SHEETS, shares_of
from dashboard.components.project_words import courtyard_words, name_words, remedy_words
from dashboard.components.spoken import sentence
from dashboard.components.typed import number_of
from dashboard.components.words import words
from dashboard.csv_sheet import csv_text
from dashboard.drawn import drawn
from dashboard.link import link
from dashboard.loop_ids import ProjectsId
from dashboard.page import Page, PageGroup, Visit
from dashboard.yuan import yuan
from models.account import Permission
from models.needs.funding import Funds, by_courtyard, by_source
from models.needs.project import ProjectKind
from models.services.projects import Card, GatesError, begin, board, drop
from models.services.strangers import RefusedError, refusal

WHO = (Permission.PROJECT_READ,)
NEW = "project-new"


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            drawn(*content(visit)),
            html.P(id=ProjectsId.TOLD, className="told toast", role="status"),
            dcc.Store(id=ProjectsId.ASK),
            dcc.Store(id=ProjectsId.ANSWER),
        ],
        id=ProjectsId.ROOT,
        className="projects",
        **marks(
            data_asks=ProjectsId.ASK,
            data_busy=t("sensors.busy"),
            data_late=t("sensors.late"),
            data_words=words(t, "project.say."),
        ),
    )


def content(visit: Visit) -> Sequence[Component | None]:
    """The board first, what it costs below."""
    t = visit.translate
    title = html.H1(t("page.projects"))
    try:
        every = board(visit.ports, visit.account)
    except RefusedError as error:
        return [title, html.Section([calm(sentence(t, error.message), "▣")], className="panel")]
    cards = chosen(visit, every)
    head = html.Header(
        [title, html.P(_lead(visit, every), className="muted"), _tools(visit)], className="use-head"
    )
    empty = html.Section(
        [calm(t("project.none" if not every else "project.none_such"), "▣")], className="panel"
    )
    return [
        head,
        _filter(visit, every) if every else None,
        project_board(visit, cards) if cards else empty,
        _back_sheet(visit),
        sheet(NEW, t("project.new"), [project_form(visit)], t("project.close")) if _edits(visit) else None,
        *(_money(visit, cards) if cards else []),
    ]


def _edits(visit: Visit) -> bool:
    return visit.may(Permission.PROJECT_EDIT)


def _lead(visit: Visit, cards: Sequence[Card]) -> str:
    """The page in one sentence."""
    funds = sum((one.funds for one in cards), Funds())
    return visit.translate(
        "project.lead",
        n=len(cards),
        going=sum(one.project.is_open for one in cards),
        warned=sum(one.warned for one in cards),
        paid=yuan(visit.translate, funds.paid),
        budget=yuan(visit.translate, funds.budget),
    )


def _tools(visit: Visit) -> Component:
    t = visit.translate
    takes = [
        html.Button(
            t(f"project.take.{part}"),
            type="button",
            className="csv",
            **marks(data_ask="sheet", data_with_sheet=part),
        )
        for part in SHEETS
    ]
    new = opener(NEW, f"＋ {t('project.new')}", "primary") if _edits(visit) else None
    return html.P([new, *takes], className="buttons")


WARNED = "warned"


def chosen(visit: Visit, cards: Sequence[Card]) -> list[Card]:
    """Those that the address asks for."""
    asked = visit.query
    text = asked.get("q", "").casefold()
    return [
        one
        for one in cards
        if asked.get("kind", "") in ("", one.project.kind)
        and asked.get("courtyard", "") in ("", one.project.courtyard)
        and asked.get("source", "") in ("", *(line.source for line in one.project.lines))
        and (asked.get("lights") != WARNED or one.warned)
        and text in f"{one.project.number} {' '.join(one.project.name.values())}".casefold()
    ]


def _filter(visit: Visit, cards: Sequence[Card]) -> Component:
    t, asked = visit.translate, visit.query
    courtyards = sorted({one.project.courtyard for one in cards} - {""})
    sources = sorted({line.source for one in cards for line in one.project.lines})
    everything = ("", t("project.all"))
    fields = [
        entry("q", t("project.search"), asked.get("q", ""), maxLength=60),
        choice(
            "kind",
            t("project.kind"),
            [everything, *((one.value, t(f"project.kind.{one}")) for one in ProjectKind)],
            asked.get("kind", ""),
        ),
        choice(
            "courtyard",
            t("project.courtyard"),
            [everything, *((one, courtyard_words(visit, one)) for one in courtyards)],
            asked.get("courtyard", ""),
        ),
        choice(
            "source",
            t("project.money.source"),
            [everything, *((one, one) for one in sources)],
            asked.get("source", ""),
        ),
        choice(
            "lights",
            t("project.lights"),
            [everything, (WARNED, t("project.warned"))],
            asked.get("lights", ""),
        ),
        html.Button(t("use.filter.show"), type="submit"),
    ]
    return html.Form(
        fields,
        className="search project-filter",
        role="search",
        **marks(data_goes="", data_at_once="", aria_label=t("use.filter")),
    )


def _back_sheet(visit: Visit) -> Component | None:
    """Asked for a reason when a card goes back a stage; assets/68-projects.js fills in which."""
    t = visit.translate
    if not visit.may(Permission.PROJECT_SUPERVISE):
        return None
    form = html.Form(
        [
            html.P("", **marks(data_back_name="")),
            entry("reason", t("project.reason"), maxLength=500),
            html.Button(t("project.step.back"), type="submit", className="primary"),
            html.P(className="told", role="status", **marks(data_told="")),
        ],
        className="deed",
        noValidate="noValidate",
        **marks(data_back=""),
    )
    return sheet("project-back", t("project.step.back"), [form], t("project.close"))


def _money(visit: Visit, cards: Sequence[Card]) -> list[Component]:
    t = visit.translate
    projects, paid = [one.project for one in cards], {one.project.id: one.progress.paid for one in cards}
    places = {courtyard_words(visit, key): one for key, one in by_courtyard(projects, paid).items()}
    return [
        money_panel(visit, t("project.money.by_source"), by_source(projects, paid)),
        money_panel(visit, t("project.money.by_courtyard"), places),
        share_panel(visit, shares_of(visit, cards)),
    ]


def register(callbacks: Callbacks) -> None:
    """Whoever may look may take figures along; every other deed asks for its own right in its service."""

    @callbacks.asking(ProjectsId.ASK, ProjectsId.ANSWER, ProjectsId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)


def _drop(visit: Visit, fields: Fields) -> Json:
    """A refusal tells gate by gate what is missing and how to bring it."""
    t = visit.translate
    key, seen, reason = fields.get("project", ""), number_of(fields, "seen", 0), fields.get("reason", "")
    try:
        moved = drop(visit.ports, visit.account, key, seen, fields.get("stage", ""), reason)
    except GatesError as error:
        return {
            "ok": False,
            "text": sentence(t, error.message),
            "gates": [
                {"name": t(f"project.gate.{one}"), "how": remedy_words(t, one)} for one in error.missing
            ],
            "open": link(visit, "project", open=key),
        }
    told = t("project.told.moved", name=name_words(t, moved), stage=t(f"project.stage.{moved.stage}"))
    return {"text": told, "go": link(visit, "projects", **kept(visit))}


def kept(visit: Visit) -> Mapping[str, str]:
    """What the address asks for, to be asked again."""
    return {
        name: visit.query[name]
        for name in ("q", "kind", "courtyard", "source", "lights")
        if name in visit.query
    }


def _begin(visit: Visit, fields: Fields) -> Json:
    new = begin(visit.ports, visit.account, said_of(fields))
    return {
        "text": visit.translate("project.told.begun", number=new.number),
        "go": link(visit, "project", open=new.id),
    }


def _sheet(visit: Visit, fields: Fields) -> Json:
    part = fields.get("sheet", "")
    if part not in SHEETS:
        raise refusal("no_deed")
    rows = SHEETS[part](visit, chosen(visit, board(visit.ports, visit.account)))
    name = f"{visit.centre}-projects-{part}.csv"
    return {"text": visit.translate("use.take.done"), "file": {"name": name, "text": csv_text(rows)}}


DEEDS: Mapping[str, Deed] = {"drop": _drop, "begin": _begin, "sheet": _sheet}

PROJECTS = Page(
    key="projects",
    path="projects",
    icon="▣",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.LOOP,
)
