"""A figure as a person may see it: plain, flagged or hidden by its coverage, or not there and why."""

from dataclasses import dataclass
from enum import StrEnum

from models.metric.coverage import FLAGGED_BELOW, HIDDEN_BELOW, coverage
from models.metric.metric import Metric
from models.metric.sums import Sums


class Standing(StrEnum):
    """Why a figure looks as it does; its words are `metric.standing.<standing>`."""

    PLAIN = "plain"
    FLAGGED = "flagged"
    HIDDEN = "hidden"
    NO_DATA = "no_data"
    NOT_TOGETHER = "not_together"  # a figure of one space, asked of several


@dataclass(frozen=True, slots=True)
class Shown:
    """value: None where nothing may be shown; coverage: of what the figure is made of, None where nothing was open."""

    metric: Metric
    value: float | None
    coverage: float | None
    standing: Standing


def shown(metric: Metric, sums: Sums) -> Shown:
    """One figure of a row. What coverage does not gate (hours offered, bookings, takings) is always plain."""
    value, share = metric.value(sums), coverage(metric.of(sums))
    standing = _standing(metric, sums, value, share)
    return Shown(metric, None if standing is Standing.HIDDEN else value, share, standing)


def _standing(metric: Metric, sums: Sums, value: float | None, share: float | None) -> Standing:
    if metric.of_several(sums):
        return Standing.NOT_TOGETHER
    if value is None:
        return Standing.NO_DATA
    if not metric.gated:
        return Standing.PLAIN
    if share is None or share < HIDDEN_BELOW:
        return Standing.HIDDEN
    return Standing.FLAGGED if share < FLAGGED_BELOW else Standing.PLAIN
