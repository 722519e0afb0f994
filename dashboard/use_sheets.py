"""What the page of use shows, panel by panel, as rows of a CSV file: the same figures, with period and coverage."""

from collections.abc import Callable, Mapping

import numpy as np

from dashboard.components.spoken import measure_name
from dashboard.components.use_day import slot_instant
from dashboard.components.use_heat import Heats, changes
from dashboard.components.use_rank import ranking
from dashboard.components.use_summary import CARDS, PARTS
from dashboard.components.use_words import hour_words, percent, period_words, row_words
from dashboard.csv_sheet import Cell
from dashboard.i18n import Translate
from models.calendar import SLOT
from models.forecast.nowcast import Ahead
from models.heatmap import Heatmap
from models.message import Message
from models.metric import METRICS
from models.metric.metric import Metric, Unit
from models.ports import StoreError
from models.services.day_curve import DayCurve, day_curve
from models.services.slot_minutes import MINUTE, slot_minutes
from models.services.strangers import RefusedError
from models.services.use import has_counter, house_day, row_days, space_day
from models.slot import CALC_VERSION
from models.use_figures import BOOKED, CHOICES, COVERAGE, coverage, figure, known
from models.use_grid import slot_start
from models.usual import Floats
from models.utilisation import Utilisation

Rows = list[list[Cell]]


def sheet_rows(heats: Heats, part: str) -> Rows:
    """A panel with the lines that say what it is. Raises KeyError when there is no such panel."""
    return [*_head(heats), [], *SHEETS[part](heats)]


def _head(heats: Heats) -> Rows:
    visit, asked = heats.visit, heats.asked
    t, centre = visit.translate, visit.ports.centre
    at = visit.ports.clock()
    days = t("use.days.all") if asked.kind is None else t(f"use.kind.{asked.kind}")
    return [
        [t("use.sheet.centre"), t.name(centre.name)],
        [t("use.sheet.what"), heats.name],
        [t("use.sheet.period"), period_words(t, asked.period)],
        [t("use.sheet.days"), days],
        [t("use.sheet.coverage"), percent(t, coverage(heats.use.total))],
        [t("use.sheet.at"), f"{at.astimezone(centre.zone_info):%Y-%m-%d %H:%M}"],
        [t("use.sheet.version"), CALC_VERSION],
    ]


def _heat(measure: Metric, heats: Heats) -> Rows:
    t, heat = heats.visit.translate, heats.use.heat
    columns = heat.open_columns()
    hours: list[Cell] = [_clock(column, heat.step) for column in columns]
    head: list[Cell] = [t(f"metric.{measure.key}"), t("use.sheet.n_days"), *hours]
    return [head, *(_heat_row(heats, heat, n, measure) for n in range(len(heat.rows)))]


def _heat_row(heats: Heats, heat: Heatmap, n: int, measure: Metric) -> list[Cell]:
    values: list[Cell] = [known(measure, heat.cell(n, column)) for column in heat.open_columns()]
    return [row_words(heats.visit.translate, heat.rows[n]), heat.days[n], *values]


def _table(heats: Heats, first: str, rows: list[tuple[str, Utilisation]]) -> Rows:
    """A row for each use, a column for each figure."""
    t, counted = heats.visit.translate, has_counter(heats.visit.ports, [*heats.use.spaces])
    head: list[Cell] = [first, *(_column(t, metric) for metric in COLUMNS)]
    return [head, *(_cells(name, use, counted=counted) for name, use in rows)]


def _cells(name: str, use: Utilisation, *, counted: bool) -> list[Cell]:
    return [name, *(figure(metric, use, counted=counted).value for metric in COLUMNS)]


def _column(t: Translate, metric: Metric) -> str:
    """A figure's name with its unit; shares stand as fractions, which a spreadsheet makes into per cents."""
    unit = "0–1" if metric.unit is Unit.SHARE else t(f"metric.unit.{metric.unit}")
    return f"{t(f'metric.{metric.key}')} ({unit})"


COLUMNS: tuple[Metric, ...] = (
    *CARDS[:4],
    COVERAGE,
    *(METRICS[key] for key in ("open_hours", "measured_hours")),
    *CARDS[4:],
    *PARTS,
    METRICS["peak_people"],
)


def _rank(heats: Heats) -> Rows:
    spaces, t = heats.visit.ports.centre.spaces, heats.visit.translate
    rows = [(t.name(spaces[key].name), use) for key, use, _ in ranking(heats)]
    return _table(heats, t("use.filter.space"), rows)


def _calendar(heats: Heats) -> Rows:
    rows = [(day.isoformat(), use) for day, use in heats.use.days.items()]
    return _table(heats, heats.visit.translate("use.sheet.day"), rows)


def _days(heats: Heats) -> Rows:
    asked = heats.asked
    if asked.row is None:
        return []
    found = row_days(heats.visit.ports, asked.period, [*heats.use.spaces], asked.row, asked.hour)
    rows = [(one.day.isoformat(), one.use) for one in found]
    return _table(heats, heats.visit.translate("use.sheet.day"), rows)


def _hours(heats: Heats) -> Rows:
    t = heats.visit.translate
    rows = [(f"{t(f'use.kind.{one.kind}')} {one.hour:02}:00", one.use) for one in heats.use.heat.spots()]
    return _table(heats, t("use.sheet.hour"), rows)


def _quarters(heats: Heats) -> Rows:
    visit, asked = heats.visit, heats.asked
    if asked.space is None or asked.day is None:
        return []
    heat, t = space_day(visit.ports, asked.space, asked.day), visit.translate
    rows = [(_clock(column, heat.step), heat.cell(0, column)) for column in heat.open_columns()]
    return _table(heats, t("use.quarter.time"), rows)


def _house_day(heats: Heats) -> Rows:
    """The spaces of a day by hour."""
    visit, day = heats.visit, heats.asked.day
    if day is None:
        return []
    spaces, metric = visit.ports.centre.spaces, CHOICES[0]
    found = house_day(visit.ports, day, [*spaces])
    columns = sorted({column for heat in found.values() for column in heat.open_columns()})
    head: list[Cell] = [visit.translate(f"metric.{metric.key}"), *(_clock(column, 4) for column in columns)]
    rows: Rows = [
        [visit.translate.name(spaces[key].name), *(known(metric, heat.cell(0, c)) for c in columns)]
        for key, heat in found.items()
    ]
    return [head, *rows]


def _parts(heats: Heats) -> Rows:
    """What the whole period adds up to: a row of every figure."""
    return _table(heats, heats.visit.translate("use.sheet.what"), [(heats.name, heats.use.total)])


def _curve(heats: Heats) -> Rows:
    """The quarter hours of a space's day as they are drawn: people, what is usual, and what is still expected."""
    visit, asked = heats.visit, heats.asked
    if asked.space is None or asked.day is None:
        return []
    curve, t = day_curve(visit.ports, asked.space, asked.day), visit.translate
    head: list[Cell] = [t("use.quarter.time"), *(t(f"use.sheet.curve.{name}") for name in CURVE)]
    lines = [line(curve) for line in CURVE.values()]
    zone = visit.ports.centre.zone_info
    return [
        head,
        *(
            [f"{(curve.start + n * SLOT).astimezone(zone):%H:%M}", *(_number(line, n) for line in lines)]
            for n in range(len(curve.people))
        ),
    ]


def _ahead(curve: DayCurve) -> Ahead:
    """Of a day that is not running nothing is expected."""
    nothing = np.full(len(curve.people), np.nan)
    return curve.ahead or Ahead(nothing, nothing, nothing)


CURVE: Mapping[str, Callable[[DayCurve], Floats]] = {
    "people": lambda curve: curve.people,
    "usual": lambda curve: curve.usual.median,
    "usual_low": lambda curve: curve.usual.low,
    "usual_high": lambda curve: curve.usual.high,
    "expected": lambda curve: _ahead(curve).point,
    "expected_low": lambda curve: _ahead(curve).low,
    "expected_high": lambda curve: _ahead(curve).high,
}
"""The lines of a day's curve, by `use.sheet.curve.<name>`."""


def _number(line: Floats, n: int) -> Cell:
    """An empty cell where nothing is known: it is not 0."""
    return None if np.isnan(line[n]) else round(float(line[n]), 2)


def _minutes(heats: Heats) -> Rows:
    """The people of each minute of a quarter hour, and below them the readings that they come from."""
    visit, asked, t = heats.visit, heats.asked, heats.visit.translate
    if asked.space is None or asked.day is None or asked.slot is None:
        return []
    zone = visit.ports.centre.zone_info
    try:
        found = slot_minutes(visit.ports, asked.space, slot_instant(visit, asked.day, asked.slot))
    except StoreError as error:
        raise RefusedError(Message("sensors.store_away")) from error
    start = found.window.start.astimezone(zone)
    people: Rows = [
        [f"{start + n * MINUTE:%H:%M}", _number(found.people, n)] for n in range(len(found.people))
    ]
    readings: Rows = [
        [f"{one.at.astimezone(zone):%H:%M:%S}", one.sensor, measure_name(t, one.measure), one.value]
        for one in found.readings
    ]
    head: list[Cell] = [t(f"use.minutes.{key}") for key in ("at", "sensor", "measure", "value")]
    return [[t("use.minutes.at"), t("use.sheet.curve.people")], *people, [], head, *readings]


def _clock(column: int, step: int) -> str:
    return "{:02}:{:02}".format(*slot_start(column, step))


def _change(heats: Heats) -> Rows:
    t = heats.visit.translate
    other = period_words(t, heats.asked.other) if heats.asked.other else ""
    head: list[Cell] = [t("use.sheet.hour"), period_words(t, heats.asked.period), other]
    rows: Rows = [[hour_words(t, one.spot), one.now, one.then] for one in changes(heats)]
    return [head, *rows]


SHEETS: Mapping[str, Callable[[Heats], Rows]] = {
    "heat": lambda heats: _heat(heats.asked.measure, heats),
    "booked": lambda heats: _heat(BOOKED, heats),
    "change": _change,
    "rank": _rank,
    "hours": _hours,
    "calendar": _calendar,
    "days": _days,
    "quarters": _quarters,
    "day": _house_day,
    "parts": _parts,
    "curve": _curve,
    "minutes": _minutes,
}
"""The panels that can be taken along as numbers."""

OF_A_DAY = frozenset({"quarters", "day", "curve", "minutes"})
"""Those whose period is the day that is opened."""
