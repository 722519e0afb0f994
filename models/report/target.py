"""What a centre set itself, and whether a figure reaches it."""

from collections.abc import Mapping
from enum import StrEnum

FEWER_IS_BETTER = frozenset(
    {
        *("ghost_hours", "ghost_rate", "no_show_rate", "late_cancel_rate", "idle_hours"),
        *(
            "overflow_minutes",
            "over_limit_minutes",
            "crowded_share",
            "count_drift",
            "queue_length",
            "queue_wait",
        ),
        *("cost", "direct_cost", "shared_cost", "cost_per_visit", "subsidy_per_visit", "cost_per_attendance"),
        *("empty_hours", "empty_cost", "empty_hour_cost"),
    }
)
"""Figures that are good where they are low."""

NEAR = 0.1
"""How far from its target, as a share of it, a figure is still called near."""


class Light(StrEnum):
    """How a figure stands to its target; its words are `report.light.<light>`."""

    MET = "met"
    NEAR = "near"
    MISSED = "missed"


def light(metric: str, value: float | None, targets: Mapping[str, float]) -> Light | None:
    """None = no target was set, or the figure is not known."""
    return against(value, targets.get(metric), fewer_is_better=metric in FEWER_IS_BETTER)


def against(value: float | None, target: float | None, *, fewer_is_better: bool) -> Light | None:
    """The same for any figure with a target."""
    if target is None or value is None:
        return None
    short = value - target if fewer_is_better else target - value
    if short <= 0:
        return Light.MET
    return Light.NEAR if short <= NEAR * abs(target) else Light.MISSED
