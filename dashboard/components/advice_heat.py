"""Under a day of the timetable: how many people are expected by half hour, and which hours are surely or probably quiet."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from dash import html
from dash.development.base_component import Component

from dashboard.advice.half_hour import MINUTES, HalfHour, Tier
from dashboard.components.calendar_axis import span, spot
from dashboard.components.drawing import Drawing, Figures
from dashboard.components.heat_table import LEVELS, level
from dashboard.components.marks import marks
from dashboard.components.use_words import NO_DATA
from dashboard.i18n import Translate
from models.services.timetable import Timetable

SIGNS = {Tier.SURELY: "◎", Tier.PROBABLY: "○", Tier.PEAK: "▲"}
"""What has no sign is as usual, or unknown."""


def heat_layer(t: Translate, shown: Timetable, halves: Sequence[HalfHour]) -> list[Component]:
    """Colours for those who look, one line by tier for those who are read to."""
    seen = [one for one in halves if shown.first <= one.start < shown.last]
    cells = [_cell(t, shown, one) for one in seen]
    runs = [_run(t, shown, tier, first, last) for tier, first, last in spells(seen)]
    return [*cells, *runs]


def spells(halves: Sequence[HalfHour]) -> Iterator[tuple[Tier, HalfHour, HalfHour]]:
    """Half hours of one tier that follow each other, as their first and last; without those that have no sign."""
    gaps = ((one, one.start - n * MINUTES) for n, one in enumerate(halves))
    for (tier, _), run in groupby(gaps, key=lambda pair: (pair[0].tier, pair[1])):
        ones = [one for one, _ in run]
        if tier in SIGNS:
            yield tier, ones[0], ones[-1]


def heat_drawing(t: Translate, grid: Component, columns: Mapping[str, Sequence[HalfHour]]) -> Drawing:
    """The timetable with its ground, and that ground as a table. columns: what is expected, by the name of the column."""
    starts = sorted({one.start for halves in columns.values() for one in halves})
    by_start = [{one.start: one for one in halves} for halves in columns.values()]
    rows = [
        (span(start, start + MINUTES), *(_expected(t, known.get(start)) for known in by_start))
        for start in starts
    ]
    heads = (t("advice_page.heat.when"), *columns)
    return Drawing(picture=grid, unit=t("metric.unit.people"), figures=Figures(heads, rows))


def _expected(t: Translate, one: HalfHour | None) -> str:
    """A cell: how many, within which bounds, how quiet; a dash where it is shut or nothing is known."""
    if one is None or one.people is None:
        return NO_DATA
    band = "" if one.low is None or one.high is None else f" ({one.low:.0f}–{one.high:.0f})"
    sign = f" · {t(f'advice_page.tier.{one.tier}')}" if one.tier in SIGNS else ""
    return f"{one.people:.0f}{band}{sign}"


def half_words(t: Translate, one: HalfHour) -> str:
    """The sentence about one half hour."""
    when = span(one.start, one.start + MINUTES)
    if one.people is None:
        return t("advice_page.half.unknown", when=when)
    people, tier = round(one.people), t(f"advice_page.tier.{one.tier}")
    if one.low is None or one.high is None:
        return t(
            "advice_page.half.no_band", when=when, people=people, capacity=round(one.capacity), tier=tier
        )
    return t(
        "advice_page.half",
        when=when,
        people=people,
        low=round(one.low),
        high=round(one.high),
        capacity=round(one.capacity),
        tier=tier,
    )


def _cell(t: Translate, shown: Timetable, one: HalfHour) -> Component:
    step = "" if one.people is None else str(level(one.people, one.capacity))
    return html.Span(
        className="heat-half",
        style=spot(shown, one.start, one.start + MINUTES),
        title=half_words(t, one),
        **marks(data_level=step, data_tier=one.tier, aria_hidden="true"),
    )


def _run(t: Translate, shown: Timetable, tier: Tier, first: HalfHour, last: HalfHour) -> Component:
    end = last.start + MINUTES
    return html.Span(
        [
            html.Span(SIGNS[tier], className="tier-sign"),
            html.Span(_run_words(t, tier, first.start, end), className="sr"),
        ],
        className="tier-run",
        style=spot(shown, first.start, end),
        **marks(data_tier=tier),
    )


def _run_words(t: Translate, tier: Tier, start: int, end: int) -> str:
    return f"{span(start, end)} {t(f'advice_page.tier.{tier}')}"


def heat_legend(t: Translate) -> Component:
    """What the colours, the signs and the dashes mean."""
    steps = [html.I(**marks(data_level=str(n))) for n in range(0, LEVELS + 1, 2)]
    tiers = [
        html.Span([html.I(sign, **marks(data_tier=tier)), t(f"advice_page.tier.{tier}")])
        for tier, sign in SIGNS.items()
    ]
    return html.P(
        [
            html.Span(
                [
                    t("advice_page.scale.empty"),
                    html.Span(steps, className="heat-steps"),
                    t("advice_page.scale.full"),
                ]
            ),
            *tiers,
            html.Span([html.I(**marks(data_tier="unknown")), t("advice_page.tier.unknown")]),
            html.Span([html.I(className="dashed"), t("advice_page.legend.proposal")]),
            html.Span([html.I(className="leaving"), t("advice_page.legend.leaving")]),
        ],
        className="heat-scale advice-legend muted",
    )
