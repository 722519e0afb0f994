"""What each space earned and cost: drawn, as a table of figures, and what its empty hours off the peak cost."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.chart import chart
from dashboard.components.drawing import Drawing, Figures
from dashboard.components.earn_bars import EarnBar, earn_bars
from dashboard.components.figure_table import FigureRow, figure_table
from dashboard.components.frame import frame
from dashboard.components.marks import marks
from dashboard.components.rank_bars import Bar, rank_bars
from dashboard.components.use_words import NO_DATA, figure_words, percent
from dashboard.earnings_view import EarningsView, earnings_query, space_name
from dashboard.link import link
from dashboard.yuan import yuan
from models.centre import SpaceId
from models.metric import METRICS
from models.metric.metric import Metric
from models.metric.shown import shown
from models.metric.sums import Sums

COLUMNS: tuple[Metric, ...] = tuple(
    METRICS[key]
    for key in (
        *("income", "income_subsidy", "direct_cost", "shared_cost", "contribution", "cost_recovery"),
        *("income_per_open_hour", "contribution_per_person_hour", "cost_per_visit", "subsidy_per_visit"),
        "coverage",
    )
)
CONTRIBUTION, INCOME, COST = METRICS["contribution"], METRICS["income"], METRICS["cost"]
DIRECT, SHARED = METRICS["direct_cost"], METRICS["shared_cost"]
EMPTY_HOURS, EMPTY_COST, EMPTY_HOUR = (
    METRICS[key] for key in ("empty_hours", "empty_cost", "empty_hour_cost")
)
EMPTY = (EMPTY_HOURS, EMPTY_COST, EMPTY_HOUR, METRICS["coverage"])


def space_rows(view: EarningsView) -> list[FigureRow]:
    """Every space, what belongs to none, and the house."""
    t, then = view.visit.translate, view.then
    rows = [
        FigureRow(
            name=space_name(view.visit, space),
            sums=view.now.spaces[space],
            then=then.spaces[space] if then else None,
            href=_to(view, space),
        )
        for space in ranking(view)
    ]
    elsewhere = FigureRow(
        name=t("earnings.elsewhere"),
        sums=view.now.elsewhere,
        then=then.elsewhere if then else None,
    )
    house = FigureRow(
        name=t("use.house.choice"), sums=view.now.house, then=then.house if then else None, strong=True
    )
    return [*rows, elsewhere, house]


def ranking(view: EarningsView) -> list[SpaceId]:
    """The greatest contribution first; spaces of which none is known at the end."""
    told = {space: _value(CONTRIBUTION, sums) for space, sums in view.now.spaces.items()}
    return sorted(told, key=lambda space: (told[space] is None, -(told[space] or 0.0)))


def _value(metric: Metric, sums: Sums) -> float | None:
    return shown(metric, sums).value


def _to(view: EarningsView, space: SpaceId) -> str:
    return link(view.visit, "earnings", **{**earnings_query(view.asked), "space": space})


def spaces_panel(view: EarningsView) -> Component:
    """Bars for all spaces and for what belongs to none."""
    t, visit = view.visit.translate, view.visit
    bars = [
        _bar(view, space_name(visit, space), view.now.spaces[space], _to(view, space))
        for space in ranking(view)
    ]
    bars.append(_bar(view, t("earnings.elsewhere"), view.now.elsewhere, ""))
    legend = html.P(
        [
            html.Span([html.I(**marks(data_earn=kind, aria_hidden="true")), t(f"earnings.legend.{kind}")])
            for kind in ("shared", "direct", "income", "left")
        ],
        className="earn-legend muted",
    )
    heads = (t("use.filter.space"), t(f"metric.{CONTRIBUTION.key}"), t("use.chart.note"))
    drawing = Drawing(
        picture=earn_bars(bars),
        unit=t(f"metric.unit.{CONTRIBUTION.unit}"),
        figures=Figures(heads, [(bar.name, bar.text, bar.note) for bar in bars]),
    )
    under = t("earnings.spaces.under")
    return chart(visit, "spaces", _spaces_title(view), under, drawing, rest=[legend])


def _bar(view: EarningsView, name: str, sums: Sums, href: str) -> EarnBar:
    t = view.visit.translate
    left = _fen(CONTRIBUTION, sums)
    note = t(
        "earnings.spaces.note",
        income=_words(view, INCOME, sums),
        cost=_words(view, COST, sums),
        direct=_words(view, DIRECT, sums),
        shared=_words(view, SHARED, sums),
    )
    return EarnBar(
        name=name,
        income=_fen(INCOME, sums) or 0,
        direct=_fen(DIRECT, sums) or 0,
        shared=_fen(SHARED, sums) or 0,
        left=left,
        text=NO_DATA if left is None else yuan(t, left),
        note=note,
        href=href,
    )


def _fen(metric: Metric, sums: Sums) -> int | None:
    value = _value(metric, sums)
    return None if value is None else round(value)


def _words(view: EarningsView, metric: Metric, sums: Sums) -> str:
    return figure_words(view.visit.translate, _value(metric, sums), metric.unit)


def _spaces_title(view: EarningsView) -> str:
    t, spaces = view.visit.translate, ranking(view)
    best, worst = spaces[0], spaces[-1]
    values = [_fen(CONTRIBUTION, view.now.spaces[one]) for one in (best, worst)]
    if values[0] is None or values[1] is None:
        return t("earnings.spaces.none")
    return t(
        "earnings.spaces.title",
        best=space_name(view.visit, best),
        most=yuan(t, values[0]),
        worst=space_name(view.visit, worst),
        least=yuan(t, values[1]),
    )


def table_panel(view: EarningsView) -> Component:
    """The same in numbers, with visits and hours."""
    t = view.visit.translate
    title = t("earnings.table", name=t("use.house"), value=_words(view, CONTRIBUTION, view.now.house))
    body = figure_table(t, title, t("use.filter.space"), space_rows(view), COLUMNS)
    under = t("earnings.table.under", by=t(f"earnings.key.{view.key}"))
    return frame(view.visit, "table", title, under, [body], takes=("csv",))


def empty_rows(view: EarningsView) -> list[FigureRow]:
    """Spaces by what their empty hours off the peak cost, the dearest first; those without a known peak are left out."""
    known = [
        (value, space)
        for space in view.spaces
        if (value := _value(EMPTY_COST, view.now.spaces[space])) is not None
    ]
    return [
        FigureRow(name=space_name(view.visit, space), sums=view.now.spaces[space], href=_use(view, space))
        for _, space in sorted(known, reverse=True)
    ]


def _use(view: EarningsView, space: SpaceId) -> str:
    """Where one sees which hours those are."""
    return link(view.visit, "use", **{**earnings_query(view.asked), "space": space})


def empty_panel(view: EarningsView) -> Component:
    """Where a better plan would cost nothing."""
    t, rows = view.visit.translate, empty_rows(view)
    if not rows:
        return frame(
            view.visit, "empty", t("earnings.empty.none"), t("earnings.empty.why_none"), [], takes=()
        )
    first = rows[0]
    title = t(
        "earnings.empty.title",
        name=first.name,
        hours=_words(view, EMPTY_HOURS, first.sums),
        value=_words(view, EMPTY_COST, first.sums),
    )
    heads = (t("use.filter.space"), t(f"metric.{EMPTY_COST.key}"))
    drawing = rank_bars(t, _empty_bars(view, rows), heads, t(f"metric.unit.{EMPTY_COST.unit}"))
    return chart(view.visit, "empty", title, t("earnings.empty.under"), drawing)


def _empty_bars(view: EarningsView, rows: Sequence[FigureRow]) -> list[Bar]:
    t = view.visit.translate
    top = max((_value(EMPTY_COST, row.sums) or 0.0 for row in rows), default=0.0) or 1.0
    return [
        Bar(
            name=row.name,
            share=(_value(EMPTY_COST, row.sums) or 0.0) / top,
            text=_words(view, EMPTY_COST, row.sums),
            note=t(
                "earnings.empty.note",
                hours=_words(view, EMPTY_HOURS, row.sums),
                each=_words(view, EMPTY_HOUR, row.sums),
                coverage=percent(t, METRICS["coverage"].value(row.sums)),
            ),
            href=row.href,
        )
        for row in rows
    ]
