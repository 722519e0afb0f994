"""Activities in a list, and one of them opened: what is known of it, and what may still be said."""

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, deed_button, deed_form
from dashboard.components.field import field
from dashboard.components.marks import marks
from dashboard.components.survey_choice import DAYS
from dashboard.components.use_words import NO_DATA, day_words
from dashboard.csv_sheet import Cell
from dashboard.i18n import Translate
from dashboard.link import link
from dashboard.page import Visit
from models.account import Permission
from models.message import LocalText
from models.needs.activity import ActivityStatus, VolunteerWork
from models.needs.survey import About
from models.payload import visible
from models.services.held import Happening

SIGNS: Mapping[ActivityStatus, str] = {
    ActivityStatus.PLANNED: "◷",
    ActivityStatus.HELD: "✓",
    ActivityStatus.CANCELLED: "✕",
}
HEADS = ("day", "name", "kind", "status", "attended", "source", "persons", "hours")

Kinds = Mapping[str, LocalText]


def activity_list(
    visit: Visit, found: Sequence[Happening], kinds: Kinds, query: Mapping[str, str]
) -> Component:
    """The newest first. query: what the address keeps when one is opened."""
    t = visit.translate
    title = html.H2(t("activity.list", n=len(found)))
    if not found:
        return html.Section([title, calm(t("activity.none"), "❀")], className="panel")
    rows = [_row(visit, one, kinds, query) for one in reversed(found)]
    table = html.Table(
        [
            html.Caption(t("page.activities"), className="sr"),
            html.Thead(html.Tr([html.Th(t(f"activity.column.{key}"), scope="col") for key in HEADS])),
            html.Tbody(rows),
        ],
        className="figures activities",
    )
    box = html.Div(
        table, className="heat-scroll", tabIndex="0", role="region", **marks(aria_label=t("page.activities"))
    )
    return html.Section([title, box], className="panel")


def _row(visit: Visit, one: Happening, kinds: Kinds, query: Mapping[str, str]) -> Component:
    t = visit.translate
    way = link(visit, "activities", **query, activity=one.key) + "#activity"
    cells: list[Component | str] = [
        html.A(visible(t.name(one.name)), href=way),
        kind_words(t, kinds, one.kind),
        status_words(t, one),
        count_words(one.attended),
        t(f"activity.source.{one.source}") if one.source else NO_DATA,
        count_words(one.persons),
        hours_words(one.minutes) if one.minutes else NO_DATA,
    ]
    return html.Tr([html.Th(f"{one.day}", scope="row"), *(html.Td(cell) for cell in cells)])


def status_words(t: Translate, one: Happening) -> str:
    return f"{SIGNS[one.status]} {t(f'activity.status.{one.status}')}"


def kind_words(t: Translate, kinds: Kinds, key: str) -> str:
    """A kind that the centre has no more is told by its key."""
    return visible(t.name(kinds[key])) if key in kinds else visible(key)


def count_words(number: int | None) -> str:
    return NO_DATA if number is None else f"{number:,}"


def hours_words(minutes: int) -> str:
    return f"{minutes / 60:,.1f}".removesuffix(".0")


def activity_sheet(visit: Visit, one: Happening, kinds: Kinds, work: Sequence[VolunteerWork]) -> Component:
    """One activity. Persons stand beside attendances and are never added to them."""
    t, space = visit.translate, visit.ports.centre.spaces.get(one.space)  # type: ignore[call-overload]
    counted = f"{count_words(one.attended)} {t(f'activity.source.{one.source}') if one.source else ''}"
    facts = [
        (t("activity.column.day"), day_words(t, one.day, year=True)),
        (t("activity.column.kind"), kind_words(t, kinds, one.kind)),
        (t("activity.column.status"), status_words(t, one)),
        (t("activity.column.space"), t.name(space.name) if space else t("activity.elsewhere")),
        (t("activity.column.attended"), counted.strip()),
        (t("activity.column.persons"), count_words(one.persons)),
    ]
    listed = [part for name, words in facts for part in (html.Dt(name), html.Dd(words))]
    may = visit.may(Permission.ACTIVITY_EDIT) and one.status is not ActivityStatus.CANCELLED
    return html.Section(
        [
            html.H2(visible(t.name(one.name))),
            html.Dl(listed, className="voucher-facts"),
            html.P(t("activity.counted_there"), className="muted") if one.session else None,
            _work_list(visit, work) if work else None,
            *(_forms(visit, one) if may else ()),
            _survey_form(visit, one) if visit.may(Permission.SURVEY_EDIT) else None,
        ],
        className="panel",
        id="activity",
    )


def _work_list(visit: Visit, work: Sequence[VolunteerWork]) -> Component:
    t, may = visit.translate, visit.may(Permission.ACTIVITY_EDIT)
    rows = [
        html.Li(
            [
                t("activity.given", n=one.volunteers, hours=hours_words(one.minutes)),
                " ",
                deed_button("take_back", t("activity.take_back"), "link", work=one.id) if may else None,
            ]
        )
        for one in work
    ]
    return html.Div([html.H3(t("activity.column.hours")), html.Ul(rows)])


def _forms(visit: Visit, one: Happening) -> Sequence[Component | None]:
    t, seen = visit.translate, f"{one.revision}"
    attended = field("attendances", t("activity.attendances"), "number", _typed(one.attended), min="0")
    count = deed_form(
        "count",
        [
            html.H3(t("activity.count")),
            None if one.session else attended,
            field(
                "persons",
                t("activity.persons"),
                "number",
                _typed(one.persons),
                t("activity.persons.hint"),
                min="0",
            ),
            html.Button(t("activity.count.save"), type="submit", className="primary"),
        ],
        activity=one.key,
        seen=seen,
    )
    give = deed_form(
        "give",
        [
            html.H3(t("activity.give")),
            field("volunteers", t("activity.volunteers.many"), "number", min="1"),
            field("hours", t("activity.hours.each"), "number", "", min="0.25", step="0.25"),
            html.Button(t("activity.give.save"), type="submit"),
        ],
        activity=one.key,
    )
    off = deed_button("call_off", t("activity.call_off"), "danger", activity=one.key, seen=seen)
    return [html.Div([count, give], className="two"), None if one.session else off]


def _typed(number: int | None) -> str:
    return "" if number is None else f"{number}"


def _survey_form(visit: Visit, one: Happening) -> Component:
    t = visit.translate
    invited = field("invited", t("survey.invited"), "number", _typed(one.attended), t("survey.invited.hint"))
    return deed_form(
        "survey",
        [
            html.H3(t("survey.begin")),
            html.Div([field("days", t("survey.days"), "number", DAYS, min="1"), invited], className="two"),
            html.Button(t("survey.begin.save"), type="submit"),
        ],
        about=(About.SESSION if one.session else About.ACTIVITY).value,
        subject=one.session or one.key,
    )


def activity_rows(visit: Visit, found: Sequence[Happening], kinds: Kinds) -> list[list[Cell]]:
    """The list as a sheet; what nobody counted is an empty cell."""
    t = visit.translate
    heads: list[Cell] = [t(f"activity.column.{key}") for key in (*HEADS, "volunteers")]
    return [heads, *(_cells(t, one, kinds) for one in found)]


def _cells(t: Translate, one: Happening, kinds: Kinds) -> list[Cell]:
    return [
        f"{one.day}",
        t.name(one.name),
        kind_words(t, kinds, one.kind),
        t(f"activity.status.{one.status}"),
        one.attended,
        t(f"activity.source.{one.source}") if one.source else "",
        one.persons,
        one.minutes / 60,
        one.volunteers,
    ]
