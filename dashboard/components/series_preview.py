"""What a series or a change of it would do: the next dates with what holidays make of them, and what is in the way."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import calm
from dashboard.components.calendar_grid import day_sign
from dashboard.components.field import tick
from dashboard.components.marks import marks
from dashboard.components.price_choice import price_line
from dashboard.components.series_form import PROPOSAL
from dashboard.components.spoken import clock, sentence
from dashboard.page import Visit
from models.programme.conflict import Conflict
from models.programme.recurrence import Effect
from models.programme.regeneration import Plan, Proposal, Untouched
from models.programme.series import Series
from models.services.arranging import said
from models.services.programme import PreviewDate

MOST = 30
"""Lines of one kind that are shown; how many more there are is said."""

_AGREEABLE = frozenset({Proposal.ADOPT, Proposal.MOVE})


def preview_part(visit: Visit, series: Series, dates: Sequence[PreviewDate]) -> Sequence[Component | None]:
    t = visit.translate
    if not dates:
        return [html.H2(t("series.next")), calm(t("series.no_dates"))]
    broken = sum(any(conflict.forbids for conflict in one.conflicts) for one in dates)
    verdict = (
        t("series.verdict_bad", n=broken, of=len(dates)) if broken else t("series.verdict_good", n=len(dates))
    )
    return [
        html.H2(t("series.next")),
        html.P(verdict, className="verdict", **marks(data_good="false" if broken else "true")),
        html.P([t("series.text_is"), html.Code(series.rule)], className="muted") if series.rule else None,
        _price(visit, series, dates),
        html.Ol([_date(visit, one) for one in dates], className="dates"),
    ]


def _price(visit: Visit, series: Series, dates: Sequence[PreviewDate]) -> Component | None:
    """Of the first date that takes place."""
    windows = (one.occurrence.window for one in dates if one.occurrence.window)
    first = next(windows, None)
    return price_line(visit, series, first) if first else None


def _date(visit: Visit, one: PreviewDate) -> Component:
    t, occurrence = visit.translate, one.occurrence
    effect = occurrence.effect
    words = t(f"effect.{effect}")
    if effect is Effect.MOVED and occurrence.on:
        words = f"{words} → {t(f'weekday.{occurrence.on.weekday()}')} {occurrence.on:%m-%d}"
    told = [html.Span(words, className="effect")] if effect is not Effect.RULED else []
    clashes = [
        html.Li(
            conflict_words(visit, conflict), **marks(data_forbids="true" if conflict.forbids else "false")
        )
        for conflict in one.conflicts
    ]
    return html.Li(
        [
            html.Span(
                f"{t(f'weekday.{occurrence.day.weekday()}')} {occurrence.day:%Y-%m-%d}", className="date"
            ),
            day_sign(visit, visit.ports.calendar.day(occurrence.day)),
            *told,
            html.Ul(clashes, className="clashes") if clashes else None,
        ],
        **marks(data_effect=effect),
    )


def conflict_words(visit: Visit, conflict: Conflict) -> str:
    """What a date runs into, in a sentence."""
    words = sentence(visit.translate, said(visit.ports, conflict))
    return f"{visit.translate.name(conflict.other.title)} · {words}" if conflict.other else words


def proposal_part(visit: Visit, made: Plan, *, done: bool) -> Sequence[Component | None]:
    """What an edit does, would do, and leaves to a person."""
    t = visit.translate
    counts = [
        html.Li(t(f"series.would.{name}", n=len(rows)))
        for name, rows in (("added", made.added), ("changed", made.changed), ("cancelled", made.cancelled))
        if rows
    ]
    return [
        html.H2(t("series.done_title" if done else "series.would_title")),
        html.Ul(counts, className="story") if counts else html.P(t("series.would.nothing")),
        _untouched(visit, made.untouched),
        _conflicts(visit, made.conflicts),
    ]


def _untouched(visit: Visit, rows: Sequence[Untouched]) -> Component | None:
    t = visit.translate
    if not rows:
        return None
    lines = [html.Li(_booked(visit, one)) for one in rows[:MOST]]
    more = html.P(t("series.more", n=len(rows) - MOST)) if len(rows) > MOST else None
    form = html.Form([html.Ul(lines, className="booked"), more], id=PROPOSAL)
    return html.Section([html.H3(t("series.booked_title", n=len(rows))), form])


def _booked(visit: Visit, one: Untouched) -> Component:
    t, zone = visit.translate, visit.ports.centre.zone_info
    words = t("series.booked", at=clock(one.session.window.start, zone), n=one.seats)
    if one.proposal in _AGREEABLE:
        return tick(f"agree.{one.session.id}", f"{words} {t(f'series.agree.{one.proposal}')}")
    return html.Span([words, " ", t(f"untouched.{one.proposal}")])


def _conflicts(visit: Visit, rows: Sequence[Conflict]) -> Component | None:
    t, zone = visit.translate, visit.ports.centre.zone_info
    if not rows:
        return None
    lines = [
        html.Li(
            f"{clock(one.session.window.start, zone)} {conflict_words(visit, one)}",
            **marks(data_forbids="true" if one.forbids else "false"),
        )
        for one in rows[:MOST]
    ]
    more = html.P(t("series.more", n=len(rows) - MOST)) if len(rows) > MOST else None
    return html.Section(
        [html.H3(t("series.conflicts", n=len(rows))), html.Ul(lines, className="clashes"), more]
    )
