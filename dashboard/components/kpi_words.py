"""Figures that were promised, in words: with their unit, their number of answers, and what is not in them."""

from collections.abc import Callable, Mapping
from math import ceil

from dashboard.components.use_words import NO_DATA
from dashboard.csv_sheet import Cell
from dashboard.i18n import Translate
from dashboard.yuan import digits, yuan_cell
from models.kpi import KpiUnit
from models.needs.satisfaction import Opinion
from models.satisfaction import Rating
from models.services.kpi import KpiFigure

_DIGITS: Mapping[KpiUnit, Callable[[float], str]] = {
    KpiUnit.COUNT: lambda value: f"{value:,.0f}",
    KpiUnit.ATTENDANCES: lambda value: f"{value:,.0f}",
    KpiUnit.HOURS: lambda value: f"{value:,.1f}".removesuffix(".0"),
    KpiUnit.FEN: lambda value: digits(round(value)),
    KpiUnit.SHARE: lambda value: f"{100 * value:.2f}",
}


def kpi_digits(value: float | None, unit: KpiUnit) -> str:
    return NO_DATA if value is None else _DIGITS[unit](value)


def kpi_number(t: Translate, value: float | None, unit: KpiUnit) -> str:
    """With its unit; a dash where nothing is known."""
    return NO_DATA if value is None else f"{_DIGITS[unit](value)} {t(f'kpi.unit.{unit}')}".strip()


def target_number(t: Translate, value: float, unit: KpiUnit) -> str:
    """What is due of a target: of whole things the next whole one, for a part of one cannot be held."""
    whole = unit in (KpiUnit.COUNT, KpiUnit.ATTENDANCES)
    return kpi_number(t, ceil(value) if whole else value, unit)


def kpi_cell(value: float | None, unit: KpiUnit) -> Cell:
    """As a cell of a CSV file: yuan for money, shares as 0..1."""
    if value is None or unit is not KpiUnit.FEN:
        return value
    return yuan_cell(round(value))


def kpi_beside(t: Translate, one: KpiFigure) -> str:
    """What a number is never told without."""
    told = one.measured
    if told.opinion is not None:
        return opinion_words(t, told.opinion)
    return t("kpi.without", n=told.without) if told.without else ""


def opinion_words(t: Translate, one: Opinion) -> str:
    """n, how sure that is, and how many of those invited answered, or that more did; or why no rate is told."""
    words = [t("survey.too_few", n=one.answered)]
    if one.shown is not None:
        words = [t("survey.n", n=one.answered), interval_words(t, one.shown)]
        if one.response is not None:
            words.append(t("survey.response", share=f"{100 * one.response:.0f}"))
    if one.overfull:
        words.append(t("survey.overfull", n=one.overfull))
    return " · ".join(words)


def interval_words(t: Translate, rating: Rating) -> str:
    return t("survey.interval", low=f"{100 * rating.low:.1f}", high=f"{100 * rating.high:.1f}")


def rate_words(one: Opinion) -> str:
    """Two digits, as such rates are told; a dash where too few answered."""
    return NO_DATA if one.shown is None else f"{100 * one.shown.rate:.2f} %"
