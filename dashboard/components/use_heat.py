"""The heatmaps of use: measured, booked beside it, and the change against another period, on one grid of hours."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from dash.development.base_component import Component

from dashboard.components.chart import chart
from dashboard.components.frame import frame
from dashboard.components.heat_table import HeatCell, HeatRow, heat_table, level, scale
from dashboard.components.use_words import figure_words, hour_words, percent, row_words, short
from dashboard.link import link
from dashboard.page import Visit
from dashboard.use_question import Question
from models.heatmap import Heatmap, Row, Spot, ranked
from models.metric.metric import Metric, Unit
from models.services.use import PeriodUse
from models.use_figures import BOOKED, coverage, is_flagged, known
from models.use_grid import slot_start
from models.utilisation import Utilisation

LEAST_TOP = 0.2
"""The scale of a share reaches at least this far: a quiet house shall not look like a full one."""


@dataclass(frozen=True, slots=True)
class Heats:
    """A period's use as it is asked for, and another's beside it. name: the space's or the house's."""

    visit: Visit
    asked: Question
    use: PeriodUse
    name: str
    other: PeriodUse | None = None

    def top(self, *measures: Metric) -> float:
        """The highest figure of any cell by any of the measures."""
        heat = self.use.heat
        seen = (
            known(measure, heat.cell(n, column))
            for measure in measures
            for n in range(len(heat.rows))
            for column in heat.open_columns()
        )
        floor = LEAST_TOP if measures[0].unit is Unit.SHARE else 1.0
        return max((value for value in seen if value is not None), default=floor)


def measured_panel(heats: Heats) -> Component:
    """What was measured, by the chosen figure."""
    asked, t = heats.asked, heats.visit.translate
    shares = (asked.measure, BOOKED) if asked.measure.key == "utilisation" else (asked.measure,)
    return _panel(heats, asked.measure, heats.top(*shares), t("use.heat.measured"), "heat")


def booked_panel(heats: Heats) -> Component:
    """What was booked, in the colours of what was measured beside it."""
    t = heats.visit.translate
    if heats.use.total.booked_seat_hours <= 0:
        title = t("use.heat.booked_nothing", name=heats.name)
        return frame(heats.visit, "booked", title, t("use.heat.nobody_booked"), [], takes=())
    return _panel(heats, BOOKED, heats.top(heats.asked.measure, BOOKED), t("use.heat.booked"), "booked")


def _panel(heats: Heats, measure: Metric, top: float, what: str, part: str) -> Component:
    t, heat = heats.visit.translate, heats.use.heat
    top = max(top, LEAST_TOP) if measure.unit is Unit.SHARE else top

    def cell(n: int, column: int) -> HeatCell:
        return cell_of(heats, heat.rows[n], column, heat.cell(n, column), measure, top)

    title = _title(heats, measure, part)
    rows = _rows(heats, heat, cell)
    unit = t(f"metric.unit.{measure.unit}")
    table = heat_table(
        f"{title} {what}", t(f"metric.{measure.key}"), _columns(heat), rows, unit, style=f"heat-{part}"
    )
    legend = scale("0", figure_words(t, top, measure.unit), t("use.heat.hidden"), t("use.heat.flagged"))
    return chart(heats.visit, part, title, what, table, rest=[legend])


def cell_of(heats: Heats, row: Row, column: int, use: Utilisation, measure: Metric, top: float) -> HeatCell:
    """One cell: shut, hidden, flagged or known."""
    t, (hour, _) = heats.visit.translate, slot_start(column, heats.use.heat.step)
    if use.open_hours <= 0:
        return HeatCell(state="shut", said=t("use.heat.shut"))
    value = known(measure, use)
    where: dict[str, str | int] = {"row": row_words(t, row), "hour": hour}
    covered = percent(t, coverage(use))
    if value is None:
        return HeatCell(state="hidden", said=t("use.heat.unknown", **where, coverage=covered))
    said = t(
        "use.heat.cell",
        **where,
        measure=t(f"metric.{measure.key}"),
        value=figure_words(t, value, measure.unit),
        peak=round(use.peak),
        coverage=covered,
    )
    asked = replace(heats.asked.at_large(), row=row, hour=hour)
    return HeatCell(
        state="flagged" if is_flagged(measure, use) else "known",
        text=short(value, measure.unit),
        level=level(value, top),
        said=said,
        href=link(heats.visit, "use", **asked.query()) + "#days",
    )


def _title(heats: Heats, measure: Metric, part: str) -> str:
    """What the picture shows, in a sentence."""
    t = heats.visit.translate
    best = ranked(heats.use.heat.spots(), measure)
    value = known(measure, best[0].use) if best else None
    if not value:
        return t(f"use.heat.{part}_nothing", name=heats.name)
    return t(
        f"use.heat.{part}_title",
        name=heats.name,
        when=hour_words(t, best[0]),
        value=figure_words(t, value, measure.unit),
        measure=t(f"metric.{measure.key}"),
    )


def _columns(heat: Heatmap) -> list[str]:
    return [str(slot_start(column, heat.step)[0]) for column in heat.open_columns()]


def _rows(heats: Heats, heat: Heatmap, cell: Callable[[int, int], HeatCell]) -> list[HeatRow]:
    t = heats.visit.translate
    return [
        HeatRow(
            head=row_words(t, row),
            note=t("use.n_days", n=heat.days[n]),
            cells=[cell(n, column) for column in heat.open_columns()],
            href=link(heats.visit, "use", **replace(heats.asked.at_large(), row=row).query()) + "#days",
            strong=row.weekday is None,
        )
        for n, row in enumerate(heat.rows)
    ]


@dataclass(frozen=True, slots=True)
class Change:
    """A cell now and then; None = not known well enough."""

    spot: Spot
    now: float
    then: float


def changes(heats: Heats) -> list[Change]:
    """The hours of each kind of day that are known in both periods, the greatest gain first."""
    measure, other = heats.asked.measure, heats.other.heat.spots() if heats.other else ()
    past: Mapping[tuple[str, int], Spot] = {(spot.kind, spot.column): spot for spot in other}
    found = []
    for spot in heats.use.heat.spots():
        then = past.get((spot.kind, spot.column))
        values = known(measure, spot.use), known(measure, then.use) if then else None
        if values[0] is not None and values[1] is not None:
            found.append(Change(spot, values[0], values[1]))
    return sorted(found, key=lambda change: change.then - change.now)


def change_panel(heats: Heats, against: str) -> Component:
    """Now less then, cell by cell. against: the other period in words."""
    t, heat, measure = heats.visit.translate, heats.use.heat, heats.asked.measure
    differences = _differences(heats)
    top = max((abs(one) for one in differences.values()), default=1.0)
    unit = t("use.points_name") if measure.unit is Unit.SHARE else t(f"metric.unit.{measure.unit}")

    def cell(n: int, column: int) -> HeatCell:
        row = heat.rows[n]
        (hour, _), value = slot_start(column, heat.step), differences.get((n, column))
        where: dict[str, str | int] = {"row": row_words(t, row), "hour": hour}
        if heat.cell(n, column).open_hours <= 0:
            return HeatCell(state="shut", said=t("use.heat.shut"))
        if value is None:
            return HeatCell(state="hidden", said=t("use.heat.no_change", **where))
        said = t("use.heat.change_cell", **where, value=signed(value, measure), unit=unit)
        return HeatCell(state="known", text=signed(value, measure), level=level(value, top), said=said)

    title = _change_title(heats, against)
    rows = _rows(heats, heat, cell)
    table = heat_table(title, t("use.heat.change_corner"), _columns(heat), rows, unit, style="heat-change")
    return chart(heats.visit, "change", title, t("use.heat.change", against=against), table)


def _differences(heats: Heats) -> dict[tuple[int, int], float]:
    if heats.other is None:
        return {}
    heat, past, measure = heats.use.heat, heats.other.heat, heats.asked.measure
    place, found = {row: n for n, row in enumerate(past.rows)}, {}
    for n, row in enumerate(heat.rows):
        for column in heat.open_columns() if row in place else ():
            now = known(measure, heat.cell(n, column))
            then = known(measure, past.cell(place[row], column))
            if now is not None and then is not None:
                found[n, column] = now - then
    return found


def signed(value: float, measure: Metric) -> str:
    """A difference with its sign; of shares in percentage points."""
    scaled = value * 100 if measure.unit is Unit.SHARE else value
    text = f"{scaled:+.0f}" if measure.unit is Unit.SHARE or abs(scaled) >= 10 else f"{scaled:+.1f}"
    return "0" if text in ("+0", "-0") else text.replace("-", "−")


def _change_title(heats: Heats, against: str) -> str:
    t, found = heats.visit.translate, changes(heats)
    if not found:
        return t("use.heat.change_nothing", name=heats.name, against=against)
    most = max(found, key=lambda change: abs(change.now - change.then))
    key = "more" if most.now > most.then else "fewer"
    return t(
        f"use.heat.change_{key}",
        name=heats.name,
        against=against,
        when=hour_words(t, most.spot),
        now=figure_words(t, most.now, heats.asked.measure.unit),
        then=figure_words(t, most.then, heats.asked.measure.unit),
    )
