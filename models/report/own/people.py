"""Figures that count people, and those that would give such a count away: whoever shows one of these has both masked."""

from collections.abc import Iterable, Mapping

from models.metric import METRICS
from models.report.figure import metric_column
from models.report.links import PEOPLE, RATES
from models.report.sheet import Column

OUT_OF: Mapping[str, str] = {**RATES, "cost_per_attendance": "attendances"}
"""A rate, and the people that it is of."""

BESIDE: Mapping[str, str] = {"fill_rate": "attendances", "cost_per_attendance": "attendances"}
"""A figure that tells the people beside it to whoever knows the rest."""


def with_people(metrics: Iterable[str]) -> tuple[str, ...]:
    """The same, and after them the counts of people that decide whether they may be told."""
    wanted = list(metrics)
    return tuple(dict.fromkeys([*wanted, *(OUT_OF[key] for key in wanted if key in OUT_OF)]))


def people_column(key: str) -> Column:
    """The column of a figure, with what masks it."""
    return metric_column(
        METRICS[key], is_persons=key in PEOPLE, out_of=OUT_OF.get(key, ""), beside=BESIDE.get(key, "")
    )
