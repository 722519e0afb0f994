"""What something costs, and why: the hours it falls into, who pays, and the caps, step by step."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum

from models.calendar import Calendar, Window, business_date
from models.money.apportion import apportion, half_down
from models.money.price import Band, Concession, PlanVersion, PriceUnit, Way
from models.money.price_draft import WHOLE_BP, band_end
from models.money.price_life import in_force
from models.programme.who import Who

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_HOUR_S = 3600


class NoPriceError(LookupError):
    """No version of the plan is in force on the day: nothing is known, which is not "free"."""

    def __init__(self, day: date) -> None:
        super().__init__(f"no version of the plan is in force on {day}")
        self.day = day


class StepKind(StrEnum):
    """What moved the price; each is `price.step.<kind>` of the catalogue."""

    HOURS = "hours"
    CONCESSION = "concession"
    CAP = "cap"
    MONTH = "month"


class Tier(StrEnum):
    """How the price of an hour stands to that of the other hours."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One reason. fen: what it adds to the price, below 0 = what it takes off.

    HOURS: seconds of the use at rate_fen per unit, tier beside the plan's other hours. CONCESSION: that of the plan.
    """

    kind: StepKind
    fen: int
    seconds: int = 0
    rate_fen: int = 0
    tier: Tier = Tier.NORMAL
    concession: Concession | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A price with its reasons; the steps add up to it."""

    version: PlanVersion
    window: Window
    who: Who
    steps: tuple[Step, ...]

    @property
    def fen(self) -> int:
        return sum(step.fen for step in self.steps)

    @property
    def full_fen(self) -> int:
        """Without concession and caps."""
        return sum(step.fen for step in self.steps if step.kind is StepKind.HOURS)


def tier(version: PlanVersion, rate_fen: int) -> Tier:
    """Against the price of the hours that no band names."""
    if rate_fen == version.base_fen:
        return Tier.NORMAL
    return Tier.LOW if rate_fen < version.base_fen else Tier.HIGH


def quote(
    versions: Iterable[PlanVersion],
    window: Window,
    who: Who,
    *,
    calendar: Calendar,
    zone: tzinfo,
    paid_fen: int = 0,
) -> Quote:
    """What one use costs by the version in force on the business date of its start. Raises NoPriceError.

    window: the use; without length it is an instant (a meal). paid_fen: what the same party has paid by this plan in the
    calendar month so far. Whatever cannot be paid in whole fen is rounded once for the hours and once for the concession,
    to the nearest fen and a half in favour of who pays.
    """
    day = business_date(window.start, zone)
    version = in_force(versions, day)
    if version is None:
        raise NoPriceError(day)
    steps = _hours(version, window, calendar, zone)
    for limit in (
        _concession(version.concession(who)),
        _at_most(StepKind.CAP, version.cap_fen),
        _at_most(
            StepKind.MONTH,
            None if version.cap_month_fen is None else max(0, version.cap_month_fen - paid_fen),
        ),
    ):
        steps += limit(sum(step.fen for step in steps))
    return Quote(version=version, window=window, who=who, steps=tuple(steps))


def rates(version: PlanVersion, window: Window, calendar: Calendar, zone: tzinfo) -> list[tuple[Window, int]]:
    """The parts of a window with the fen per unit of each, in order of time; neighbours of one price are one part."""
    found: list[tuple[Window, int]] = []
    for part, rate in _cut(version, window, calendar, zone):
        start = found.pop()[0].start if found and found[-1][1] == rate else part.start
        found.append((Window(start, part.end), rate))
    return found


def _cut(
    version: PlanVersion, window: Window, calendar: Calendar, zone: tzinfo
) -> Iterator[tuple[Window, int]]:
    at = window.start
    for span, rate in sorted(_bands(version, window, calendar, zone)):
        if at < span.start:
            yield Window(at, span.start), version.base_fen
        yield span, rate
        at = span.end
    if at < window.end:
        yield Window(at, window.end), version.base_fen


def _bands(
    version: PlanVersion, window: Window, calendar: Calendar, zone: tzinfo
) -> Iterator[tuple[Window, int]]:
    """The parts of the window that lie in a band."""
    day, last = window.start.astimezone(zone).date(), window.end.astimezone(zone).date()
    while day <= last:
        for band in version.bands:
            if calendar.day_type(day) in band.days and (part := _span(band, day, zone).overlap(window)):
                yield part, band.fen
        day += _DAY


def _span(band: Band, day: date, zone: tzinfo) -> Window:
    last = day + _DAY if band_end(band) != band.end else day
    ends = datetime.combine(day, band.start, tzinfo=zone), datetime.combine(last, band.end, tzinfo=zone)
    return Window(*(at.astimezone(UTC) for at in ends))


def _hours(version: PlanVersion, window: Window, calendar: Calendar, zone: tzinfo) -> list[Step]:
    """Each price by the time it holds for; an hour's price by the hour, a use's by its share of the use."""
    instant = window.start == window.end
    parts = rates(version, Window(window.start, window.end + _SECOND) if instant else window, calendar, zone)[
        : 1 if instant else None
    ]
    seconds = [1 if instant else part.length // _SECOND for part, _ in parts]
    weights = [rate * length for (_, rate), length in zip(parts, seconds, strict=True)]
    whole = half_down(sum(weights), _HOUR_S if version.unit is PriceUnit.HOUR else max(1, sum(seconds)))
    amounts = apportion(whole, weights) if any(weights) else (0,) * len(weights)
    return [
        Step(
            kind=StepKind.HOURS,
            fen=fen,
            seconds=0 if instant else length,
            rate_fen=rate,
            tier=tier(version, rate),
        )
        for (_, rate), length, fen in zip(parts, seconds, amounts, strict=True)
    ]


_LOWERED: Mapping[Way, Callable[[int, int], int]] = {
    Way.SHARE: lambda fen, amount: half_down(fen * (WHOLE_BP - amount), WHOLE_BP),
    Way.OFF: lambda fen, amount: max(0, fen - amount),
    Way.FIXED: min,
}


def _concession(row: Concession | None) -> Callable[[int], list[Step]]:
    def step(fen: int) -> list[Step]:
        if row is None:
            return []
        return [Step(kind=StepKind.CONCESSION, fen=_LOWERED[row.way](fen, row.amount) - fen, concession=row)]

    return step


def _at_most(kind: StepKind, most: int | None) -> Callable[[int], list[Step]]:
    def step(fen: int) -> list[Step]:
        return [] if most is None or fen <= most else [Step(kind=kind, fen=most - fen)]

    return step
