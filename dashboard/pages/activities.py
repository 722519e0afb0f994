"""Activities: planned, held and counted, what volunteers gave, and how content people were."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Deed, Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.activity_list import activity_list, activity_rows, activity_sheet
from dashboard.components.asking import calm, choice, deed_button, deed_form, entry
from dashboard.components.field import field
from dashboard.components.kpi_card import kpi_card
from dashboard.components.marks import marks
from dashboard.components.spoken import sentence
from dashboard.components.survey_choice import subject_typed
from dashboard.components.survey_list import survey_panel, survey_rows
from dashboard.components.typed import day_of, name_of, number_of
from dashboard.components.use_filter import period_filter, told
from dashboard.csv_sheet import csv_text
from dashboard.drawn import drawn
from dashboard.link import link
from dashboard.loop_ids import ActivitiesId
from dashboard.page import Page, PageGroup, Visit
from dashboard.use_question import Question, question
from models.account import Permission
from models.exchange.activity_columns import LONGEST_NAME
from models.message import LocalText
from models.services.activities import Planned, call_off, count, give, plan, take_back
from models.services.held import Happening, happenings, work_of
from models.services.kpi import kpi_board
from models.services.public import is_public, switch_public
from models.services.strangers import RefusedError, refusal
from models.services.surveys import Surveying, begin_survey, end_survey, survey_of, surveys

WHO = (Permission.ACTIVITY_READ,)
CARDS = (
    *("kpi_activities", "kpi_activity_kinds", "kpi_attendances"),
    *("kpi_satisfied", "kpi_volunteer_hours", "kpi_spent_per_attendance"),
)


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            drawn(*content(visit)),
            html.P(id=ActivitiesId.TOLD, className="told toast", role="status"),
            dcc.Store(id=ActivitiesId.ASK),
            dcc.Store(id=ActivitiesId.ANSWER),
        ],
        id=ActivitiesId.ROOT,
        className="trade",
        **marks(data_asks=ActivitiesId.ASK, data_busy=t("sensors.busy"), data_late=t("sensors.late")),
    )


def content(visit: Visit) -> Sequence[Component | None]:
    """From the top of the page to its end."""
    t, asked = visit.translate, _question(visit)
    head = html.Header(
        [html.H1(t("page.activities")), html.P(told(visit, asked), className="muted")], className="use-head"
    )
    try:
        found = happenings(visit.ports, visit.account, asked.period)
        board = {one.kpi.key: one for one in kpi_board(visit.ports, visit.account, asked.period)}
        judged = surveys(visit.ports, visit.account)
        opened = _survey(visit)
    except RefusedError as error:
        return [head, html.Section([calm(sentence(t, error.message), "❀")], className="panel")]
    kinds = _kinds(visit)
    cards = [kpi_card(t, board[key], link(visit, "kpi", **asked.query(), kpi=key) + "#rows") for key in CARDS]
    chosen = next((one for one in found if one.key == visit.query.get("activity")), None)
    return [
        head,
        period_filter(visit, asked),
        html.Div(cards, className="cards", role="list"),
        activity_sheet(visit, chosen, kinds, work_of(visit.ports, visit.account, chosen.key))
        if chosen
        else None,
        _plan(visit, kinds) if visit.may(Permission.ACTIVITY_EDIT) else None,
        activity_list(visit, found, kinds, asked.query()),
        survey_panel(visit, judged, opened),
        _takes(visit, asked),
        _public(visit),
    ]


def _question(visit: Visit) -> Question:
    today = visit.ports.centre.business_day_of(visit.ports.clock())
    return question(visit.query, visit.ports, today)


def _kinds(visit: Visit) -> Mapping[str, LocalText]:
    kept = visit.ports.programme
    return {one.key: one.name for one in kept.offerings.kinds()} if kept else {}


def _survey(visit: Visit) -> Surveying | None:
    key = visit.query.get("survey", "")
    return survey_of(visit.ports, visit.account, key) if key else None


def _plan(visit: Visit, kinds: Mapping[str, LocalText]) -> Component:
    """What is held elsewhere; what is in the timetable stands in the list already."""
    t, spaces = visit.translate, visit.ports.centre.spaces
    today = visit.ports.centre.business_day_of(visit.ports.clock())
    places = [("", t("activity.elsewhere")), *((key, t.name(one.name)) for key, one in spaces.items())]
    fields = [
        choice("kind", t("activity.column.kind"), [(key, t.name(name)) for key, name in kinds.items()]),
        entry("name_zh", t("activity.name_zh"), maxLength=LONGEST_NAME),
        entry("name_en", t("activity.name_en"), maxLength=LONGEST_NAME),
        field("day", t("activity.column.day"), "date", today.isoformat()),
        choice("space", t("activity.column.space"), places),
        field(
            "attendances", t("activity.attendances"), "number", "", t("activity.attendances.hint"), min="0"
        ),
    ]
    form = deed_form(
        "plan",
        [
            html.Div(fields, className="two"),
            html.Button(t("activity.plan.save"), type="submit", className="primary"),
        ],
    )
    lead = html.P(t("activity.plan.lead"), className="muted")
    return html.Section(html.Details([html.Summary(t("activity.plan")), lead, form]), className="panel")


def _takes(visit: Visit, asked: Question) -> Component:
    t = visit.translate
    ways = [
        deed_button("take", t("activity.take"), "link", **asked.query()),
        deed_button("take_surveys", t("survey.take"), "link"),
    ]
    return html.P(ways, className="buttons")


def _public(visit: Visit) -> Component | None:
    """The switch of the public page, for who may turn it."""
    t, on = visit.translate, is_public(visit.ports)
    if not visit.may(Permission.PUBLIC_SWITCH):
        return None
    way = html.A(t("public.open"), href=f"/{visit.centre}/public", target="_blank", className="why-link")
    turn = "off" if on else "on"
    return html.Section(
        [
            html.H2(t("public.switch")),
            html.P(t(f"public.is.{'on' if on else 'off'}")),
            html.P([deed_button("public", t(f"public.turn.{turn}"), turn=turn), way if on else None]),
        ],
        className="panel",
        id="public",
    )


def _do_plan(visit: Visit, fields: Fields) -> Json:
    typed = Planned(
        kind=fields.get("kind", ""),
        name=name_of(fields),
        day=day_of(fields, "day"),
        space=fields.get("space", ""),
        attendances=_number(fields, "attendances"),
    )
    one = plan(visit.ports, visit.account, typed)
    return _told(visit, "activity.told.plan", one.id)


def _do_count(visit: Visit, fields: Fields) -> Json:
    came, persons = _number(fields, "attendances"), _number(fields, "persons")
    key, seen = fields.get("activity", ""), number_of(fields, "seen", 0)
    one = count(visit.ports, visit.account, key, seen, came, persons)
    return _told(visit, "activity.told.count", one.id)


def _do_call_off(visit: Visit, fields: Fields) -> Json:
    call_off(visit.ports, visit.account, fields.get("activity", ""), number_of(fields, "seen", 0))
    return _told(visit, "activity.told.call_off")


def _do_give(visit: Visit, fields: Fields) -> Json:
    """Hours of each, times how many."""
    volunteers = number_of(fields, "volunteers")
    work = give(
        visit.ports, visit.account, fields.get("activity", ""), volunteers, volunteers * _minutes(fields)
    )
    return _told(visit, "activity.told.give", work.activity)


def _minutes(fields: Fields) -> int:
    """Hours as they are typed, in minutes. Raises RefusedError."""
    text = fields.get("hours", "").strip()[:12]
    try:
        return int(Decimal(text) * 60)
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise refusal("typed.number", value=text) from error


def _do_take_back(visit: Visit, fields: Fields) -> Json:
    take_back(visit.ports, visit.account, fields.get("work", ""))
    return _told(visit, "activity.told.take_back")


def _do_survey(visit: Visit, fields: Fields) -> Json:
    days, invited = number_of(fields, "days", 0), _number(fields, "invited")
    one = begin_survey(visit.ports, visit.account, *subject_typed(fields), days, invited)
    return {
        "text": visit.translate("survey.told.begun"),
        "go": link(visit, "activities", survey=one.id) + "#surveys",
    }


def _do_end(visit: Visit, fields: Fields) -> Json:
    end_survey(visit.ports, visit.account, fields.get("survey", ""))
    return {"text": visit.translate("survey.told.closed"), "go": link(visit, "activities") + "#surveys"}


def _do_public(visit: Visit, fields: Fields) -> Json:
    on = fields.get("turn") == "on"
    switch_public(visit.ports, visit.account, on=on)
    return {
        "text": visit.translate(f"public.is.{'on' if on else 'off'}"),
        "go": link(visit, "activities") + "#public",
    }


def _take(visit: Visit, fields: Fields) -> Json:
    today = visit.ports.centre.business_day_of(visit.ports.clock())
    found: Sequence[Happening] = happenings(
        visit.ports, visit.account, question(fields, visit.ports, today).period
    )
    return _file(visit, "activities", csv_text(activity_rows(visit, found, _kinds(visit))))


def _take_surveys(visit: Visit, _fields: Fields) -> Json:
    return _file(visit, "surveys", csv_text(survey_rows(visit, surveys(visit.ports, visit.account))))


def _file(visit: Visit, name: str, text: str) -> Json:
    return {
        "text": visit.translate("use.take.done"),
        "file": {"name": f"{visit.centre}-{name}.csv", "text": text},
    }


def _number(fields: Fields, name: str) -> int | None:
    """An empty field is not 0: nobody counted."""
    return number_of(fields, name) if fields.get(name, "").strip() else None


def _told(visit: Visit, key: str, activity: str = "") -> Json:
    way = link(visit, "activities", activity=activity)
    return {"text": visit.translate(key), "go": f"{way}#activity" if activity else way}


DEEDS: Mapping[str, Deed] = {
    "plan": _do_plan,
    "count": _do_count,
    "call_off": _do_call_off,
    "give": _do_give,
    "take_back": _do_take_back,
    "survey": _do_survey,
    "end": _do_end,
    "public": _do_public,
    "take": _take,
    "take_surveys": _take_surveys,
}


def register(callbacks: Callbacks) -> None:
    """Whoever sees the page may ask; each service asks for its own right."""

    @callbacks.asking(ActivitiesId.ASK, ActivitiesId.ANSWER, ActivitiesId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)


ACTIVITIES = Page(
    key="activities",
    path="activities",
    icon="❀",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.LOOP,
)
