"""The dead-letter box: what could not be read and why, its bytes, and reading it once more or throwing it away."""

import re
from collections.abc import Sequence
from datetime import datetime

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Fields, Json, answered
from dashboard.callbacks import Callbacks
from dashboard.components.asking import sheet
from dashboard.components.letter_list import deeds, letters, reasons, search, turns
from dashboard.components.marks import marks
from dashboard.components.spoken import sentence
from dashboard.components.words import words
from dashboard.drawn import drawn
from dashboard.ids import LettersId
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.calendar import Window
from models.desk import DeadFilter
from models.services.letters import (
    MOST,
    SLICE,
    SPANS,
    Box,
    Deed,
    Which,
    box,
    plan,
    remaining,
    scope,
    step,
    wanted,
)
from models.services.strangers import RefusedError, refusal

WHO = (Permission.SENSOR_READ,)
MAY = (Permission.SENSOR_MANAGE,)

WHICH = re.compile(r"(\d{1,6}):(\d{1,18})", re.ASCII)
"""shard:id, as pages and scripts write it."""


def layout(visit: Visit) -> Component:
    """The content, and the places through which its script asks and is answered."""
    t, asked = visit.translate, _wanted(visit, visit.query)
    return html.Div(
        [
            drawn(*content(visit)),
            html.P(id=LettersId.TOLD, className="told toast", role="status"),
            dcc.Store(id=LettersId.ASK),
            dcc.Store(id=LettersId.ANSWER),
        ],
        id=LettersId.ROOT,
        **marks(
            data_asks=LettersId.ASK,
            data_busy=t("sensors.busy"),
            data_late=t("sensors.late"),
            data_letters=str(SLICE),
            data_lang=t.locale,
            data_reason=asked.reason,
            data_topic=asked.topic,
            data_span=_span(visit),
            data_words=words(t, "letters.say."),
        ),
    )


def content(visit: Visit) -> Sequence[Component]:
    """A page of the box, or why it cannot be seen."""
    t, asked, span = visit.translate, _wanted(visit, visit.query), _span(visit)
    try:
        shown = box(visit.ports, asked, _number(visit.query.get("page", "1")))
    except RefusedError as error:
        away = sentence(t, error.message, "sensors.desk_away")
        return [html.H1(t("page.letters")), html.P(away, className="away", role="status")]
    return [
        html.H1(t("page.letters")),
        html.P(t("letters.why"), className="lead"),
        reasons(visit, shown, asked),
        _list(visit, shown, asked, span),
        _sheet(visit),
    ]


def _span(visit: Visit) -> str:
    span = visit.query.get("span", "")
    return span if span in SPANS else ""


def _list(visit: Visit, shown: Box, asked: DeadFilter, span: str) -> Component:
    t, may = visit.translate, visit.may(Permission.SENSOR_MANAGE)
    head = [
        html.H2(t("letters.list")),
        html.P(t("letters.found", n=f"{shown.page.total:,}"), className="muted"),
    ]
    return html.Section(
        [
            html.Header(head, className="panel-head"),
            search(visit, asked, span),
            deeds(visit, shown) if may else None,
            letters(visit, shown, may=may),
            turns(visit, shown, asked, span),
        ],
        className="panel",
    )


def _sheet(visit: Visit) -> Component:
    """Where a deed is agreed to and then seen going on."""
    t = visit.translate
    body = [
        html.P(**marks(data_sheet="text")),
        html.Div(
            html.Span(),
            className="progress",
            role="progressbar",
            hidden="hidden",
            **marks(
                aria_valuemin="0", aria_valuemax="100", aria_valuenow="0", aria_label=t("letters.progress")
            ),
        ),
        html.P(className="told", role="status", **marks(data_sheet="told")),
        html.Div(
            [
                html.Button(type="button", className="primary", **marks(data_sheet="go")),
                html.Button(t("letters.say.cancel"), type="button", **marks(data_sheet="stop")),
            ],
            className="buttons",
        ),
    ]
    return sheet("letters-sheet", t("letters.sheet"), body, t("strangers.close"))


def _wanted(visit: Visit, fields: Fields) -> DeadFilter:
    reason = fields.get("reason", "")
    return wanted(
        visit.ports,
        visit.account,
        reason=reason if re.fullmatch(r"[a-z_]{1,40}", reason) else "",
        topic=fields.get("topic", "")[:200],
        span=fields.get("span", ""),
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def which(text: str) -> Which | None:
    """ "0:17" -> (0, 17); None for anything else."""
    found = WHICH.fullmatch(text)
    return (int(found[1]), int(found[2])) if found else None


def register(callbacks: Callbacks) -> None:
    """One way in: a plan of which letters are meant, and steps that do it."""

    @callbacks.asking(LettersId.ASK, LettersId.ANSWER, LettersId.TOLD, permission=MAY)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, DEEDS)


def _plan(visit: Visit, fields: Fields) -> Json:
    """All letters of a filter, or those that were chosen, fixed now; with what is needed to ask afterwards what is left."""
    chosen = _named(fields)
    asked = DeadFilter(centre=scope(visit.ports, visit.account), ids=chosen)
    meant = plan(visit.ports, asked if chosen else _wanted(visit, fields))
    return {
        "which": [f"{shard}:{number}" for shard, number in meant.which],
        "most": len(meant.which) >= MOST,
        "left": {
            "from": meant.span.start.isoformat() if meant.span else "",
            "to": meant.span.end.isoformat() if meant.span else "",
            "others": str(meant.others),
        },
    }


def _left(visit: Visit, fields: Fields) -> Json:
    """How many letters of a plan are unreadable still."""
    try:
        span = Window(datetime.fromisoformat(fields["from"]), datetime.fromisoformat(fields["to"]))
        others = int(fields["others"])
    except (KeyError, TypeError, ValueError) as error:
        raise refusal("no_deed") from error
    if span.start.tzinfo is None or span.end.tzinfo is None:
        raise refusal("no_deed")
    return {"left": remaining(visit.ports, visit.account, span, others)}


def _named(fields: Fields) -> Sequence[Which]:
    named = [which(text) for text in fields.get("which", "").split(",")]
    return [one for one in named if one is not None]


def _step(visit: Visit, fields: Fields) -> Json:
    """A slice of the plan. The browser names the letters; the filter's centre keeps them inside of what one may see."""
    if fields.get("deed") not in set(Deed):
        raise refusal("no_deed")
    return {"done": step(visit.ports, visit.account, Deed(fields["deed"]), _named(fields))}


DEEDS = {"plan": _plan, "step": _step, "left": _left}

LETTERS = Page(
    key="letters",
    path="dead-letters",
    icon="✉",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.HOUSE,
)
