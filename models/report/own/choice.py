"""What a report of one's own tells: which figures of which spaces, by what, of which days."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from models.centre import Centre, SpaceId
from models.message import Message
from models.metric import AREAS, METRICS
from models.metric.metric import MONEY, Area, Metric
from models.metric.period import Period, asked
from models.report.own.span import FIXED, SPANS

MOST_METRICS, MOST_SPACES, MOST_DAYS = 12, 60, 366
"""What one report may hold: a table that a person reads, and a minute of work of a small machine."""


class Grouping(StrEnum):
    """What a row of the report is; its words are `own.by.<grouping>`, the heading `report.column.own_<grouping>`."""

    SPACE = "space"
    ZONE = "zone"
    KIND = "kind"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    DAY_TYPE = "day_type"
    HALF_HOUR = "half_hour"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnChoice:
    """metrics: keys of the registry, in the order of the report's columns; spaces: () = all of the centre; span: a key of
    SPANS, or FIXED with first and last, both included."""

    metrics: tuple[str, ...]
    by: Grouping = Grouping.SPACE
    span: str = field(default_factory=lambda: next(iter(SPANS)))
    first: date | None = None
    last: date | None = None
    spaces: tuple[SpaceId, ...] = ()

    @property
    def chosen(self) -> tuple[Metric, ...]:
        """Raises KeyError for a figure that there is not."""
        return tuple(METRICS[key] for key in self.metrics)

    def period(self, today: date) -> Period:
        """Its days as of a day. Raises ValueError for fixed ones that are none."""
        if self.span != FIXED:
            return SPANS[self.span](today)
        if self.first is None or self.last is None:
            raise ValueError(f"{self.first} to {self.last} is no period")
        return asked(self.first, self.last)


def is_money(metric: Metric) -> bool:
    """Whether only who may see money may see it."""
    return metric.unit in MONEY or metric in AREAS[Area.MONEY]


def needs_money(choice: OwnChoice) -> bool:
    """Whether any of its figures does."""
    return any(is_money(METRICS[key]) for key in choice.metrics if key in METRICS)


def fault(choice: OwnChoice, centre: Centre, today: date) -> Message | None:
    """Why no report can be made of it, with what is wrong; None = it can."""
    unknown = [key for key in choice.metrics if key not in METRICS]
    elsewhere = [space for space in choice.spaces if space not in centre.spaces]
    if unknown:
        return Message("refused.own.no_such_metric", {"name": unknown[0][:64]})
    if elsewhere:
        return Message("refused.own.no_such_space", {"name": elsewhere[0][:64]})
    if not choice.metrics:
        return Message("refused.own.no_metric")
    if choice.span not in (FIXED, *SPANS):
        return Message("refused.own.no_period", {"name": choice.span[:64]})
    try:
        days = choice.period(today).length.days
    except ValueError:
        return Message("refused.own.no_period", {"name": f"{choice.first} – {choice.last}"})
    return _too_large(choice, len(choice.spaces or centre.spaces), days)


def _too_large(choice: OwnChoice, spaces: int, days: int) -> Message | None:
    sizes = {
        "metrics": (len(choice.metrics), MOST_METRICS),
        "spaces": (spaces, MOST_SPACES),
        "days": (days, MOST_DAYS),
    }
    over = next(((key, *size) for key, size in sizes.items() if size[0] > size[1]), None)
    if over is None:
        return None
    key, count, most = over
    return Message(f"refused.own.many_{key}", {"count": count, "most": most})
