"""The best assignment of all that wait at once, to be agreed on in one go or row by row."""

from collections import defaultdict
from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm, deed_form
from dashboard.components.field import tick
from dashboard.components.match_words import need_words, things_words
from dashboard.components.use_words import percent
from dashboard.page import Visit
from models.needs.matching.assignment import Pair
from models.needs.need import Need
from models.needs.provider import Thing
from models.services.match_board import Board
from models.services.matching import Proposal


def proposal_list(visit: Visit, known: Board, found: Proposal, *, may: bool) -> Component:
    t = visit.translate
    pairs = _joined(found.assignment.pairs)
    unmet = len(found.ranked) - len({need for need, _ in pairs})
    said = (
        t("match.proved") if found.assignment.proved else t("match.gap", gap=percent(t, found.assignment.gap))
    )
    summary = t("match.proposed", n=len(pairs), unmet=unmet)
    rows = [
        tick(
            f"pair_{n}",
            _words(visit, known, need, provider, some),
            on=True,
            value=_value(need, provider, some),
        )
        for n, ((need, provider), some) in enumerate(pairs.items())
    ]
    left = t("match.left_out", n=found.left_out)
    if not rows:
        return html.Section([html.H2(t("match.all")), calm(t("match.nothing_proposed"))], className="panel")
    button = html.Button(t("match.agree_all"), type="submit", className="primary") if may else None
    return html.Section(
        [
            html.H2(t("match.all")),
            html.P([summary, " ", said, " ", left if found.left_out else ""], className="lead"),
            deed_form("agree_all", [html.Div(rows, className="match-pairs"), button]),
        ],
        className="panel",
        id="proposal",
    )


def _joined(pairs: tuple[Pair, ...]) -> Mapping[tuple[str, str], list[Pair]]:
    """What one provider gives to one need is one match."""
    found: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for one in pairs:
        found[one.need, one.provider].append(one)
    return found


def _value(need: str, provider: str, some: list[Pair]) -> str:
    return " ".join([need, provider, *(one.thing for one in some)])


def _words(visit: Visit, known: Board, need: str, provider: str, some: list[Pair]) -> str:
    t = visit.translate
    wanted: Need = next(one for one in known.waiting if one.id == need)
    helper = next(one for one in known.providers if one.id == provider)
    things = frozenset[Thing](one.thing for one in some)
    return t(
        "match.pair",
        need=need_words(t, wanted, known.topics.get(wanted.topic)),
        name=t.name(helper.name),
        things=things_words(t, things),
        score=percent(t, some[0].score),
    )
