"""What is said about use: figures with their units, days, periods, rows and hours of the heatmap."""

from datetime import date

from dashboard.i18n import Translate
from dashboard.metric_text import exact
from models.heatmap import Row, Spot
from models.metric.metric import MONEY, Unit
from models.metric.period import Period

NO_DATA = "–"
SINGLE = (Unit.PEOPLE, Unit.PER_HOUR)
"""Units of which a tenth still says something."""


EXACT = MONEY | {Unit.TURNS}
"""Units of which no digit is left out."""


def figure_words(t: Translate, value: float | None, unit: Unit) -> str:
    """A figure with its unit; a dash where nothing is known."""
    return NO_DATA if value is None else f"{short(value, unit)} {t(f'metric.unit.{unit}')}"


def short(value: float, unit: Unit) -> str:
    """A figure without its unit, as a cell holds it."""
    if unit is Unit.SHARE:
        return f"{value * 100:.0f}"
    if unit in EXACT:
        return exact(value, unit)
    return f"{value:.1f}".removesuffix(".0") if value < 10 and unit in SINGLE else f"{value:,.0f}"


def percent(t: Translate, value: float | None) -> str:
    return figure_words(t, value, Unit.SHARE)


def month_words(t: Translate, month: date) -> str:
    """A month with its year; month: any day of it."""
    return t("month.name", year=month.year, month=t(f"use.month.{month.month}"))


def day_words(t: Translate, day: date, *, year: bool = False) -> str:
    """A date; with its year where that is not plain."""
    key = "use.date_year" if year else "use.date"
    return t(key, year=day.year, month=t(f"use.month.{day.month}"), day=day.day)


def weekday(t: Translate, day: date) -> str:
    return t(f"use.weekday.{day.weekday()}")


def dated(t: Translate, day: date, *, year: bool = False) -> str:
    """A date with its weekday, in the order of the language."""
    return t("use.dated", day=day_words(t, day, year=year), weekday=weekday(t, day))


def period_words(t: Translate, period: Period) -> str:
    """First to last day."""
    if period.first == period.last:
        return day_words(t, period.first, year=True)
    whole = period.first.year != period.last.year
    return t(
        "use.span",
        first=day_words(t, period.first, year=True),
        last=day_words(t, period.last, year=whole),
    )


def row_words(t: Translate, row: Row) -> str:
    """ "Workdays", "Mondays", or, where weekday and kind do not go together, "Saturdays worked"."""
    if row.weekday is None:
        return t(f"use.kind.{row.kind}")
    name = t(f"use.weekday.{row.weekday}")
    usual = (row.weekday >= 5) == (row.kind == "rest")
    return name if usual else t(f"use.unusual.{row.kind}", weekday=name)


def hour_words(t: Translate, spot: Spot) -> str:
    """ "Workdays at 19:00"."""
    return t("use.at", kind=t(f"use.kind.{spot.kind}"), hour=spot.hour)
