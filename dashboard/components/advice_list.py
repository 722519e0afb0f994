"""The proposals of a week as a list: what, where, what it brings, how it stands; several can be accepted at once."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.advice_effect import effect_words
from dashboard.components.advice_words import action_words, span_words, spell_words, state_words
from dashboard.components.asking import calm, choice, deed_form
from dashboard.components.field import field_input
from dashboard.components.marks import marks
from dashboard.link import link
from dashboard.page import Visit
from models.account import Permission
from models.advice.recommendation import Outcome, Recommendation, State
from models.effect.lot import MOST_WEEKS
from models.expectation import Evidence
from models.services.staggering import by_lot


def proposal_list(visit: Visit, week: str, shown: Sequence[Recommendation], *, ahead: bool) -> Component:
    """A form whose ticked proposals are accepted together, for whom it is to decide; else a plain list.

    ahead: the week has not begun, so it can be worked out now.
    """
    t = visit.translate
    if not shown:
        return _nothing(visit, ahead=ahead)
    waiting = [one for one in shown if one.state is State.PROPOSED]
    choosing = bool(waiting) and visit.may(Permission.ADVICE_DECIDE)
    rows = html.Ul([_row(visit, week, one, choosing=choosing) for one in shown], className="proposals")
    head = [html.H2(t("advice_page.list")), html.P(_counted(visit, shown), className="muted")]
    if not choosing:
        return html.Section([*head, rows], className="panel", id="list")
    buttons = html.Div(
        [
            html.Button(t("advice_page.tick_all"), type="button", **marks(data_tick_all="")),
            html.Button(t("advice_page.accept_ticked"), type="submit", className="primary"),
        ],
        className="buttons",
    )
    form = deed_form("accept_ticked", [rows, _staggering(visit, waiting), buttons])
    return html.Section([*head, form], className="panel", id="list")


def _staggering(visit: Visit, waiting: Sequence[Recommendation]) -> Component | None:
    """Offered where two of a kind could be accepted together."""
    t, kinds = visit.translate, [one.action for one in waiting]
    if len(set(kinds)) == len(kinds):
        return None
    spans = [("1", t("advice_page.at_once"))]
    spans += [(str(n), t("advice_page.by_lot", n=n)) for n in range(2, MOST_WEEKS + 1, 2)]
    return html.Div(
        [
            choice("weeks", t("advice_page.starts"), spans),
            html.P(t("advice_page.starts.hint"), className="hint"),
        ],
        className="asked-row",
    )


def _nothing(visit: Visit, *, ahead: bool) -> Component:
    """What there is to do about an empty week."""
    t = visit.translate
    may = ahead and visit.may(Permission.ADVICE_DECIDE)
    return html.Section(
        [
            html.H2(t("advice_page.list")),
            calm(t("advice_page.nothing" if ahead else "advice_page.nothing_then"), "✓"),
            deed_form("make", [html.Button(t("advice_page.make"), type="submit", className="primary")])
            if may
            else None,
            html.Progress(hidden="hidden", **marks(aria_label=t("advice_page.what_if.progress")))
            if may
            else None,
        ],
        className="panel",
        id="list",
    )


def _counted(visit: Visit, shown: Sequence[Recommendation]) -> str:
    waiting = sum(one.state is State.PROPOSED for one in shown)
    return visit.translate("advice_page.counted", n=len(shown), waiting=waiting)


def _row(visit: Visit, week: str, one: Recommendation, *, choosing: bool) -> Component:
    t = visit.translate
    name = f"{action_words(t, one)}: {spell_words(visit, one.target)}"
    tick = (
        field_input(
            type="checkbox",
            name=f"tick:{one.id}",
            value=str(one.version),
            **marks(aria_label=t("advice_page.tick", name=name)),
        )
        if choosing and one.state is State.PROPOSED
        else html.Span(className="no-tick")
    )
    address = link(visit, week=week, space=one.target.space, open=one.id)
    lead = _leading(visit, one)
    return html.Li(
        [
            tick,
            html.Div(
                [
                    html.A(action_words(t, one), href=f"{address}#opened", className="proposal-name"),
                    html.Span(spell_words(visit, one.target)),
                    html.Span(span_words(t, one)) if by_lot([one]) else None,
                    html.Small(lead, className="muted") if lead else None,
                ]
            ),
            html.Span(
                [
                    html.Span(state_words(t, one.state), className="chip", **marks(data_state=one.state)),
                    html.Small(t(f"advice_page.confidence.{one.confidence}"), className="muted"),
                ],
                className="proposal-state",
            ),
        ],
        **marks(data_proposal=one.id),
    )


def _leading(visit: Visit, one: Recommendation) -> str:
    """The first outcome that anything is known of, with its name."""
    t = visit.translate
    known = (
        name for name in Outcome if name in one.effect and one.effect[name].evidence is not Evidence.NONE
    )
    first = next(known, None)
    if first is None:
        return t("advice_page.evidence.none")
    return t(
        "advice_page.leading",
        outcome=t(f"advice_page.outcome.{first}"),
        words=effect_words(t, first, one.effect[first]),
    )
