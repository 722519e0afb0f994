"""What the page of use is asked: a form whose fields are the address."""

from collections.abc import Iterable, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.asking import choice
from dashboard.components.marks import marks
from dashboard.components.use_words import period_words
from dashboard.page import Visit
from dashboard.use_question import CUSTOM, Question, choices
from models.heatmap import DayKind
from models.metric.period import Against
from models.recent import RECENT


def use_filter(visit: Visit, asked: Question) -> Component:
    """Choosing sends at once (assets/50-use.js); the button is there for those without a mouse."""
    t = visit.translate
    fields = [
        choice("space", t("use.filter.space"), _spaces(visit), asked.space or ""),
        *period_choices(visit, asked),
        choice("measure", t("use.filter.measure"), _measures(visit, asked), asked.measure.key),
        choice("days", t("use.filter.days"), _kinds(visit), asked.kind.value if asked.kind else ""),
    ]
    return filter_form(visit, asked, fields)


def period_choices(visit: Visit, asked: Question) -> Sequence[Component]:
    """Which days, and which others beside them."""
    t = visit.translate
    return [
        choice("period", t("use.filter.period"), _named(visit, "period", RECENT), asked.preset),
        choice(
            "against",
            t("use.filter.against"),
            [("", t("use.against.none")), *_named(visit, "against", Against)],
            asked.against,
        ),
    ]


def period_filter(visit: Visit, asked: Question) -> Component:
    """Which days alone, of a page that holds them against no others."""
    return filter_form(visit, asked, period_choices(visit, asked)[:1], against=False)


def filter_form(
    visit: Visit, asked: Question, fields: Sequence[Component], *, against: bool = True
) -> Component:
    """The fields, and beside them the days of one's own. against: whether other days are chosen too."""
    t = visit.translate
    dates = [
        _dates(t("use.filter.first"), "first", asked.period.first.isoformat(), "period"),
        _dates(t("use.filter.last"), "last", asked.period.last.isoformat(), "period"),
    ]
    others = [
        _dates(t("use.filter.other_first"), "other_first", _first(asked), "against"),
        _dates(t("use.filter.other_last"), "other_last", _last(asked), "against"),
    ]
    own = html.Div([*dates, *(others if against else ())], className="own-dates")
    button = html.Button(t("use.filter.show"), type="submit", className="primary")
    return html.Form(
        [*fields, own, button],
        className="search use-filter",
        role="search",
        **marks(data_goes="", data_at_once="", aria_label=t("use.filter")),
    )


def _spaces(visit: Visit) -> Sequence[tuple[str, str]]:
    t = visit.translate
    spaces = visit.ports.centre.spaces.values()
    return [("", t("use.house.choice")), *((space.id, t.name(space.name)) for space in spaces)]


def _named(visit: Visit, table: str, names: Iterable[str]) -> Sequence[tuple[str, str]]:
    keys = [*names, CUSTOM]
    return [(key, visit.translate(f"use.{table}.{key}")) for key in keys]


def _measures(visit: Visit, asked: Question) -> Sequence[tuple[str, str]]:
    """Only figures that can be told of what is looked at."""
    return [(one.key, visit.translate(f"metric.{one.key}")) for one in choices(alone=asked.space is not None)]


def _kinds(visit: Visit) -> Sequence[tuple[str, str]]:
    t = visit.translate
    return [("", t("use.days.all")), *((kind.value, t(f"use.kind.{kind}")) for kind in DayKind)]


def _dates(label: str, name: str, value: str, of: str) -> Component:
    line = dcc.Input(type="date", name=name, value=value)  # type: ignore[arg-type]
    return html.Label([html.Span(label), line], className="asked", **marks(data_own=of))


def _first(asked: Question) -> str:
    return asked.other.first.isoformat() if asked.other else asked.period.first.isoformat()


def _last(asked: Question) -> str:
    return asked.other.last.isoformat() if asked.other else asked.period.last.isoformat()


def told(visit: Visit, asked: Question) -> str:
    """What is looked at, in a line."""
    t = visit.translate
    words = t("use.told", period=period_words(t, asked.period), n=asked.period.length.days)
    if asked.other:
        words += t("use.told_against", period=period_words(t, asked.other))
    return words
