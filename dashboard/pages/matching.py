"""Needs and helpers: who waits, who could help and how well, all at once or one by one, and whom the pool lacks."""

from collections.abc import Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Deed, Fields, Json, answered, permitted
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm, deed_button
from dashboard.components.marks import marks
from dashboard.components.match_figures import figure_cards, lack_list, lack_rows, load_list
from dashboard.components.match_needs import agreed_list, waiting_list
from dashboard.components.match_proposal import proposal_list
from dashboard.components.match_ranking import MOST, ranked_list
from dashboard.components.spoken import sentence
from dashboard.csv_sheet import csv_text
from dashboard.drawn import drawn, nodes
from dashboard.link import link
from dashboard.match_ids import MatchingId
from dashboard.page import Page, PageGroup, Visit
from models.account import Permission
from models.needs.provider import MatchStatus, Thing
from models.services.match_board import Board, board, crowd, match_figures, recruiting
from models.services.match_slot import free_slots
from models.services.matching import (
    Wanted,
    agree,
    agree_all,
    agreed,
    end,
    helper_loads,
    holding,
    match_all,
)
from models.services.offerings import kinds
from models.services.strangers import RefusedError, refusal

WHO = (Permission.NEED_READ,)

Parts = Sequence[Component | None]


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            *(drawn(*parts, key=key) for key, parts in content(visit).items()),
            html.P(id=MatchingId.TOLD, className="told toast", role="status"),
            dcc.Store(id=MatchingId.ASK),
            dcc.Store(id=MatchingId.ANSWER),
        ],
        id=MatchingId.ROOT,
        className="matching",
        **marks(data_asks=MatchingId.ASK, data_busy=t("sensors.busy"), data_late=t("sensors.late")),
    )


def content(visit: Visit) -> Mapping[str, Parts]:
    """Empty places are drawn once somebody asks: the proposal of everything at once."""
    t, may = visit.translate, visit.may(Permission.POOL_EDIT)
    try:
        known = board(visit.ports)
    except RefusedError as error:
        return {"match-head": [html.H1(t("page.matching")), calm(sentence(t, error.message))]}
    tools = [html.A(t("page.pool"), href=link(visit, "pool"), className="chip")]
    head: Parts = [
        html.Header(
            [html.H1(t("page.matching")), html.P(t("match.lead"), className="muted")], className="use-head"
        ),
        figure_cards(visit, match_figures(known)),
        html.P(
            [deed_button("propose", t("match.all"), "primary") if may else None, *tools], className="buttons"
        ),
    ]
    return {
        "match-head": head,
        "match-proposal": [],
        "match-board": [_board(visit, known, may=may)],
        "match-rest": _rest(visit, known, may=may),
    }


def _board(visit: Visit, known: Board, *, may: bool) -> Component:
    """The one that the address names, else the loudest."""
    key = visit.query.get("need", "")
    need = next((one for one in known.waiting if one.id == key), next(iter(known.waiting), None))
    if need is None:
        return waiting_list(visit, known, None)
    ranked = known.ranked(need, crowd(visit.ports, known))
    slots = {
        one.provider.id: free_slots(visit.ports, need, one.provider, ranked.ask.takes)
        for one in ranked.candidates[:MOST]
        if may and Thing.SKILL in one.things
    }
    given = holding(known, need.id)
    side = ranked_list(visit, known, need, ranked, slots, given, may=may)
    return html.Div([waiting_list(visit, known, need), side], className="match-board")


def _rest(visit: Visit, known: Board, *, may: bool) -> Parts:
    return [
        html.Div(
            [
                agreed_list(visit, known, agreed(known), may=may),
                lack_list(visit, known, recruiting(visit.ports, known)),
                load_list(visit, helper_loads(visit.ports, known)),
            ],
            className="offerings",
        )
    ]


def register(callbacks: Callbacks) -> None:
    @callbacks.asking(MatchingId.ASK, MatchingId.ANSWER, MatchingId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, permitted(visit, DEEDS))


def _redrawn(visit: Visit, words: str) -> Json:
    return {"text": words, "drawn": {place: nodes(tree) for place, tree in content(visit).items()}}


def _propose(visit: Visit, _fields: Fields) -> Json:
    found = match_all(visit.ports, visit.account)
    shown = proposal_list(visit, board(visit.ports), found, may=True)
    return {"text": visit.translate("match.ready"), "drawn": {"match-proposal": nodes([shown])}}


def _agree(visit: Visit, fields: Fields) -> Json:
    space, _, start = fields.get("slot", "").partition(" ")
    wanted = Wanted(
        need=fields.get("need", ""),
        provider=fields.get("provider", ""),
        space=space,
        start=start,
        kind=_kind(visit) if start else "",
    )
    agree(visit.ports, visit.account, wanted)
    return _redrawn(visit, visit.translate("match.done"))


def _kind(visit: Visit) -> str:
    """Of activity, for the timetable; "" leaves the slot open, for those who may not write into it."""
    if not visit.may(Permission.BOOKING_EDIT):
        return ""
    offered = [one for one in kinds(visit.ports) if not one.retired]
    return next((one.key for one in offered if one.public_benefit), offered[0].key if offered else "")


def _agree_all(visit: Visit, fields: Fields) -> Json:
    wanted = [_pair(value) for name, value in fields.items() if name.startswith("pair_")]
    if not wanted:
        raise refusal("match.none_chosen")
    done, refused = agree_all(visit.ports, visit.account, wanted)
    t = visit.translate
    words = t("match.done_n", n=len(done))
    told = [sentence(t, message) for _, message in refused[:3]]
    return _redrawn(
        visit, " ".join([words, *([t("match.refused_n", n=len(refused))] if refused else []), *told])
    )


def _pair(value: str) -> Wanted:
    need, provider, *things = [*value.split(" "), "", ""]
    known = frozenset(thing for thing in Thing if thing.value in things)
    return Wanted(need=need, provider=provider, things=known)


def _end(visit: Visit, fields: Fields) -> Json:
    to = next((one for one in MatchStatus if one.value == fields.get("to")), None)
    revision = fields.get("revision", "")
    if to is None or not revision.isascii() or not revision.isdigit():
        raise refusal("no_deed")
    end(visit.ports, visit.account, fields.get("match", ""), int(revision), to)
    return _redrawn(visit, visit.translate(f"match.now.{to}"))


def _sheet(visit: Visit, _fields: Fields) -> Json:
    known = board(visit.ports)
    rows = lack_rows(visit, known, recruiting(visit.ports, known))
    name = f"{visit.centre}-recruiting-{known.day}.csv"
    return {"text": visit.translate("use.take.done"), "file": {"name": name, "text": csv_text(rows)}}


DEEDS: Mapping[str, tuple[Permission, Deed]] = {
    "propose": (Permission.POOL_EDIT, _propose),
    "agree": (Permission.POOL_EDIT, _agree),
    "agree_all": (Permission.POOL_EDIT, _agree_all),
    "end": (Permission.POOL_EDIT, _end),
    "sheet": (Permission.NEED_READ, _sheet),
}

MATCHING = Page(
    key="matching",
    path="matching",
    icon="⇄",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.LOOP,
)
