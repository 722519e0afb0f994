"""What residents want: needs in a list with what may be said twice, where and when they are, and what is decided."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Deed, Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm
from dashboard.components.marks import marks
from dashboard.components.need_alike import need_alike
from dashboard.components.need_answers import answers_panel
from dashboard.components.need_counts import COUNTS
from dashboard.components.need_desk import TYPED, need_entry, need_filter, outcome_tiles, topic_panel
from dashboard.components.need_heat import grid_panel, hours_panel, months_panel
from dashboard.components.need_list import TICK, need_list
from dashboard.components.need_words import need_rows
from dashboard.components.spoken import sentence
from dashboard.components.typed import name_of, number_of
from dashboard.csv_sheet import csv_text
from dashboard.drawn import drawn
from dashboard.link import link
from dashboard.loop_ids import NeedsId
from dashboard.need_question import chosen, question
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.needs.heat import month_of, outcome
from models.needs.need import NeedStatus, Topic
from models.needs.voice import voices
from models.services.imports import may_bring
from models.services.need_intake import Said, enter
from models.services.needs import (
    Seen,
    alike,
    all_needs,
    decide,
    save_topic,
    topics,
    unlink,
)
from models.services.needs import (
    link as link_needs,
)
from models.services.strangers import RefusedError, refusal

WHO = (Permission.NEED_READ, Permission.NEED_ENTER)


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            drawn(*content(visit)),
            html.P(id=NeedsId.TOLD, className="told toast", role="status"),
            dcc.Store(id=NeedsId.ASK),
            dcc.Store(id=NeedsId.ANSWER),
        ],
        id=NeedsId.ROOT,
        className="needs-page",
        **marks(data_asks=NeedsId.ASK, data_busy=t("sensors.busy"), data_late=t("sensors.late")),
    )


def content(visit: Visit) -> Sequence[Component | None]:
    """Figures, what may be said twice, the list; then where and when."""
    t, ports = visit.translate, visit.ports
    try:
        needs, known = all_needs(ports, visit.account), topics(ports)
    except RefusedError as error:
        return [
            html.H1(t("page.needs")),
            html.Section([calm(sentence(t, error.message), "○")], className="panel"),
        ]
    asked, may, types = (
        question(visit.query),
        visit.may(Permission.NEED_EDIT),
        visit.may(Permission.NEED_ENTER),
    )
    fitting = chosen(ports, needs, asked)
    month = month_of(ports.centre.zone_info)
    months = sorted({month(one) for one in needs}, reverse=True)
    by_id = {one.id: one for one in needs}
    numbers = {one.id: one.number for one in needs}
    return [
        _head(visit),
        need_entry(visit, known) if types else None,
        need_filter(visit, asked, known, months),
        outcome_tiles(visit, outcome(fitting)),
        need_alike(visit, alike(needs), by_id, known, may=may) if types else None,
        need_list(visit, fitting, asked, known, voices(needs), numbers, may=may),
        grid_panel(visit, fitting, asked, known, discreet=not types),
        hours_panel(visit, fitting, discreet=not types),
        months_panel(visit, fitting, known, discreet=not types),
        answers_panel(visit, fitting, known, discreet=not types),
        topic_panel(visit, known) if may else None,
    ]


def _head(visit: Visit) -> Component:
    t = visit.translate
    links = [html.A(t("need.public_form"), href=f"/{visit.centre}/needs/new", className="button")]
    if may_bring(visit.ports, visit.account, "needs"):
        links.append(html.A(t("need.bring"), href=link(visit, "imports"), className="button"))
    take = html.Button(t("need.take"), type="button", className="quiet", **marks(data_ask="sheet"))
    return html.Header(
        [
            html.H1(t("page.needs")),
            html.P(t("need.lead"), className="muted"),
            html.P([*links, take], className="buttons"),
        ],
        className="use-head",
    )


def register(callbacks: Callbacks) -> None:
    """Whoever may open the page may ask; each deed asks for its own right."""

    @callbacks.asking(NeedsId.ASK, NeedsId.ANSWER, NeedsId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)


def _sheet(visit: Visit, fields: Fields) -> Json:
    """The chosen needs, or what one of the heats counted of them."""
    ports, t, part = visit.ports, visit.translate, fields.get("sheet", "")
    needs, known = all_needs(ports, visit.account), topics(ports)
    fitting, counts = chosen(ports, needs, question(visit.query)), COUNTS.get(part)
    if part and counts is None:
        raise refusal("no_deed")
    discreet = not visit.may(Permission.NEED_ENTER)
    rows = (
        counts(visit, fitting, known, discreet)
        if counts
        else need_rows(t, ports.centre, known, fitting, voices(needs))
    )
    name = f"{visit.centre}-{part or 'needs'}.csv"
    return {"text": t("use.take.done"), "file": {"name": name, "text": csv_text(rows)}}


def _done(visit: Visit, key: str, part: str = "needs-list", **values: str | int) -> Json:
    """Said on the page that is opened anew, with the same needs chosen."""
    here = link(visit, "needs", **question(visit.query).query())
    return {"text": visit.translate(key, **values), "go": f"{here}#{part}"}


def _enter(visit: Visit, fields: Fields) -> Json:
    channel = next((one for one in TYPED if one.value == fields.get("channel")), None)
    if channel is None:
        raise refusal("no_deed")
    grid, _, courtyard = fields.get("place", "").partition("/")
    said = Said(
        channel=channel,
        topic=fields.get("topic", ""),
        text=fields.get("text", ""),
        grid=grid,
        courtyard=courtyard,
        voices=number_of(fields, "voices", 1),
    )
    need = enter(visit.ports, visit.account, said)
    return _done(visit, "need.was_entered", number=need.number)


def _decide(visit: Visit, fields: Fields) -> Json:
    """What the ticked boxes say: each has the revision that was on the screen."""
    seen = [
        Seen(id=name.removeprefix(TICK), revision=number_of({"revision": value}, "revision"))
        for name, value in fields.items()
        if name.startswith(TICK)
    ]
    to, ports = fields.get("to", ""), visit.ports
    if to == "link":
        done = link_needs(ports, visit.account, seen, fields.get("head", "").strip())
    elif to == "unlink":
        done = unlink(ports, visit.account, seen)
    elif to in set(NeedStatus):
        done = decide(ports, visit.account, seen, NeedStatus(to), fields.get("reason", ""))
    else:
        raise refusal("no_deed")
    return _done(visit, f"need.was.{to}", n=len(done))


def _topic(visit: Visit, fields: Fields) -> Json:
    save_topic(visit.ports, visit.account, Topic(key=fields.get("key", "").strip(), name=name_of(fields)))
    return _done(visit, "need.topic.kept", "needs-topics")


def _retire(visit: Visit, fields: Fields) -> Json:
    known = topics(visit.ports).get(fields.get("topic", ""))
    if known is None:
        raise refusal("need.no_topic", topic=fields.get("topic", "")[:40])
    save_topic(visit.ports, visit.account, replace(known, retired=fields.get("to") == "yes"))
    return _done(visit, "need.topic.kept", "needs-topics")


DEEDS: Mapping[str, Deed] = {
    "sheet": _sheet,
    "enter": _enter,
    "decide": _decide,
    "topic": _topic,
    "retire": _retire,
}
"""Each asks for its right in its service."""

NEEDS = Page(
    key="needs",
    path="needs",
    icon="❁",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.LOOP,
)
