"""What the page of use is asked, as it stands in its address: the link and the back button restore exactly what was seen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time

from models.centre import SpaceId
from models.heatmap import DayKind, Row
from models.metric.metric import Metric, Total
from models.metric.period import AGAINST, Against, Period
from models.ports import Ports
from models.recent import LONGEST, RECENT
from models.use_figures import CHOICES

CUSTOM = "custom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """space: None = the house. preset, against: a row of their tables or CUSTOM; against "" = nothing. kind: None = every kind of day.

    day: one business day is opened; slot: a quarter hour of it; row, hour: one cell of the heatmap is opened.
    """

    space: SpaceId | None
    preset: str
    period: Period
    against: str
    other: Period | None
    measure: Metric
    kind: DayKind | None
    day: date | None = None
    slot: time | None = None
    row: Row | None = None
    hour: int | None = None

    @property
    def kinds(self) -> tuple[DayKind, ...]:
        return tuple(DayKind) if self.kind is None else (self.kind,)

    def query(self) -> dict[str, str]:
        """The address of the question; what is as it always is does not stand in it."""
        custom, other = self.preset == CUSTOM, self.other if self.against == CUSTOM else None
        told = {
            "space": self.space or "",
            "period": "" if self.preset == next(iter(RECENT)) else self.preset,
            "first": self.period.first.isoformat() if custom else "",
            "last": self.period.last.isoformat() if custom else "",
            "against": self.against,
            "other_first": other.first.isoformat() if other else "",
            "other_last": other.last.isoformat() if other else "",
            "measure": "" if self.measure is CHOICES[0] else self.measure.key,
            "days": self.kind.value if self.kind else "",
            "day": self.day.isoformat() if self.day else "",
            "slot": self.slot.strftime("%H:%M") if self.slot else "",
            "row": _row_name(self.row) if self.row else "",
            "hour": "" if self.hour is None else str(self.hour),
        }
        return {key: value for key, value in told.items() if value}

    def at_large(self) -> "Question":
        """The same without the day or the cell that is opened."""
        return replace(self, day=None, slot=None, row=None, hour=None)


def choices(*, alone: bool) -> list[Metric]:
    """The figures that one space, or several together, can be drawn by."""
    return [metric for metric in CHOICES if alone or metric.total is not Total.NONE]


def question(query: Mapping[str, str], ports: Ports, today: date) -> Question:
    """What an address asks. Anything that it says wrongly or not at all is as it always is."""
    spaces = ports.centre.spaces
    asked = SpaceId(query.get("space", ""))
    space = asked if asked in spaces else None
    preset, period = _period(query, today)
    against, other = _against(query, period)
    fitting = choices(alone=space is not None)
    days = query.get("days", "")
    return Question(
        space=space,
        preset=preset,
        period=period,
        against=against,
        other=other,
        measure=next((one for one in fitting if one.key == query.get("measure")), fitting[0]),
        kind=DayKind(days) if days in set(DayKind) else None,
        day=_day(query.get("day", "")),
        slot=_clock(query.get("slot", "")),
        row=_row(query.get("row", "")),
        hour=_hour(query.get("hour", "")),
    )


def _period(query: Mapping[str, str], today: date) -> tuple[str, Period]:
    own = _span(query, "first", "last")
    if query.get("period") == CUSTOM and own:
        return CUSTOM, own
    preset = query.get("period", "")
    name = preset if preset in RECENT else next(iter(RECENT))
    return name, RECENT[name](today)


def _against(query: Mapping[str, str], period: Period) -> tuple[str, Period | None]:
    asked = query.get("against", "")
    own = _span(query, "other_first", "other_last")
    if asked == CUSTOM and own:
        return CUSTOM, own
    return (asked, AGAINST[Against(asked)](period)) if asked in set(Against) else ("", None)


def _span(query: Mapping[str, str], first: str, last: str) -> Period | None:
    ends = _day(query.get(first, "")), _day(query.get(last, ""))
    if ends[0] is None or ends[1] is None:
        return None
    period = Period(min(ends[0], ends[1]), max(ends[0], ends[1]))
    return period if period.length <= LONGEST else None


def _day(typed: str) -> date | None:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2100 else None


def _clock(typed: str) -> time | None:
    try:
        clock = time.fromisoformat(typed)
    except ValueError:
        return None
    return time(clock.hour, clock.minute - clock.minute % 15)


def _hour(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 3 and int(typed) < 24 else None


def _row_name(row: Row) -> str:
    return row.kind.value if row.weekday is None else f"{row.kind.value}-{row.weekday}"


def _row(typed: str) -> Row | None:
    kind, _, weekday = typed.partition("-")
    if kind not in set(DayKind) or weekday not in ("", *map(str, range(7))):
        return None
    return Row(DayKind(kind), int(weekday) if weekday else None)
