"""From a series to its dates: what the rule gives, what a person added or left out, and what holidays do to it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from models.calendar import Calendar, DayType, Window
from models.programme.rule import Frequency, Rule, parse_rule
from models.programme.rule_dates import rule_dates
from models.programme.series import HolidayPolicy, Series

REACH = timedelta(days=14)
"""How far SHIFT may carry a date: past the longest public holiday and the days of the series behind it."""

WORKING_WEEK = frozenset(range(5))
WEEKEND = frozenset({5, 6})
WORKING = frozenset({DayType.WORKDAY, DayType.MAKEUP})

_DAY = timedelta(days=1)


class Effect(StrEnum):
    """How an occurrence came to its date."""

    RULED = "ruled"  # the rule's date, an ordinary day
    KEPT = "kept"  # the rule's date, although it is another type of day than its weekday promises
    BY_HAND = "by_hand"  # a person's extra date: no policy touches it
    MOVED = "moved"  # from a statutory holiday to `on`
    ADDED = "added"  # by the day's type: a make-up Saturday of a series on workdays
    DROPPED = "dropped"  # it does not take place


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One date of a series. day: the date by which it is known; on, window: when it takes place, None = DROPPED.

    day_type, name: of `day`, such as "statutory" and the holiday's name. provisional: the calendar of one of the two
    dates is not official yet.
    """

    day: date
    on: date | None
    window: Window | None
    effect: Effect
    day_type: DayType
    name: str
    provisional: bool


def expand(series: Series, first: date, last: date, calendar: Calendar, zone: ZoneInfo) -> list[Occurrence]:
    """The occurrences whose `day` is from first to last, both included, by day. A..B and B+1..C together are A..C.

    Raises RuleError, also when `last` is more than thirty years after the series' first date.
    """
    dates = _Dates(series, last, calendar, zone)
    placed = {day: (on, effect) for day, on, effect in _POLICIES[series.holiday_policy](dates)}
    placed |= {day: (day, Effect.BY_HAND) for day in dates.by_hand}
    return [
        _occurrence(dates, day, *placed[day])
        for day in sorted(placed)
        if first <= day <= last and not (series.ended and day > series.ended)
    ]


def _occurrence(dates: "_Dates", day: date, on: date | None, effect: Effect) -> Occurrence:
    ended = dates.series.ended
    if on is None or (ended and on > ended):
        on, effect = None, Effect.DROPPED
    known = dates.calendar.day(day)
    return Occurrence(
        day=day,
        on=on,
        window=None if on is None else session_window(dates.series, on, dates.zone),
        effect=effect,
        day_type=known.day_type,
        name=known.name,
        provisional=known.provisional or (on is not None and dates.calendar.day(on).provisional),
    )


def session_window(series: Series, on: date, zone: ZoneInfo) -> Window:
    """The span of a session of the series on a local date; its length is in real minutes, whatever the clocks do."""
    start = datetime.combine(on, series.start, tzinfo=zone).astimezone(UTC)
    return Window(start, start + timedelta(minutes=series.minutes))


@dataclass(frozen=True)
class _Dates:
    """What a policy may ask about a series, up to a last day."""

    series: Series
    last: date
    calendar: Calendar
    zone: ZoneInfo

    @cached_property
    def rule(self) -> Rule | None:
        return parse_rule(self.series.rule) if self.series.rule else None

    @cached_property
    def by_hand(self) -> frozenset[date]:
        return frozenset(self.series.extra_dates) - frozenset(self.series.left_out)

    @cached_property
    def ruled(self) -> list[date]:
        """What the rule gives, less what a person left out or added by hand."""
        return self._wanted(self._of(self.rule))

    @cached_property
    def pattern(self) -> Collection[date]:
        """Its days as if it never ended. A series that was cut in two leaves its later days to its other half."""
        endless = self.rule.endless() if self.rule else None
        return self.by_hand.union(self._wanted(self._of(endless, self.last + REACH)))

    @cached_property
    def between(self) -> list[date]:
        """The days that a rule on weekdays would give if it named all seven, from its first to its last date."""
        rule = self.rule
        if rule is None or not self.weekdays or rule.frequency not in (Frequency.DAILY, Frequency.WEEKLY):
            return []
        given = self._of(rule)
        end = given[-1] if given and len(given) == rule.count else self.last
        every = replace(rule, count=None, weekdays=tuple((0, weekday) for weekday in range(7)))
        return self._wanted(self._of(every, end))

    @cached_property
    def weekdays(self) -> frozenset[int]:
        """The weekdays that the rule promises; empty where it goes by the day of the month or the year."""
        rule = self.rule
        if rule is None or rule.numbers.keys() - {"BYMONTH"}:
            return frozenset()
        if rule.weekdays:
            return frozenset(weekday for _, weekday in rule.weekdays)
        silent = {Frequency.DAILY: WORKING_WEEK | WEEKEND, Frequency.WEEKLY: {self.series.first.weekday()}}
        return frozenset(silent.get(rule.frequency, ()))

    def statutory(self, day: date) -> bool:
        return self.calendar.day_type(day) is DayType.STATUTORY

    def unlike(self, day: date) -> bool:
        """Whether the day is another type of day than its weekday promises."""
        return self.statutory(day) or (self.calendar.day_type(day) in WORKING) is (day.weekday() in WEEKEND)

    def _of(self, rule: Rule | None, last: date | None = None) -> list[date]:
        first, last = self.series.first, last or self.last
        if rule is None:
            return [first] if first <= last else []
        return rule_dates(rule, first, last, self.series.start, self.zone) if first <= last else []

    def _wanted(self, days: Collection[date]) -> list[date]:
        return sorted(set(days) - set(self.series.left_out) - self.by_hand)


_Placed = tuple[date, date | None, Effect]


def _in_place(dates: _Dates, day: date) -> _Placed:
    return day, day, Effect.KEPT if dates.unlike(day) else Effect.RULED


def _keep(dates: _Dates) -> Iterator[_Placed]:
    return (_in_place(dates, day) for day in dates.ruled)


def _skip(dates: _Dates) -> Iterator[_Placed]:
    for day in dates.ruled:
        yield (day, None, Effect.DROPPED) if dates.statutory(day) else _in_place(dates, day)


def _shift(dates: _Dates) -> Iterator[_Placed]:
    """In order of the dates, from the series' first on, so that every window sees the same moves."""
    taken = set(dates.pattern)
    for day in dates.ruled:
        if not dates.statutory(day):
            yield _in_place(dates, day)
            continue
        ahead = (day + n * _DAY for n in range(1, REACH.days + 1))
        on = next((one for one in ahead if one not in taken and not dates.statutory(one)), None)
        taken |= {on} if on else set()
        yield day, on, Effect.MOVED if on else Effect.DROPPED


def _as_daytype(dates: _Dates) -> Iterator[_Placed]:
    """A rule on all of Monday to Friday means workdays, one on Saturday and Sunday means days of rest.

    A rule on single weekdays means these, as long as the day is what its weekday promises: nobody says which weekday
    a make-up day stands for, so it never gains one. Statutory holidays are neither workdays nor days of rest here.
    """
    ruled = set(dates.ruled)
    for day in dates.ruled:
        meant = not dates.statutory(day) and (not dates.unlike(day) or _meant(dates, day))
        yield _in_place(dates, day) if meant else (day, None, Effect.DROPPED)
    for day in dates.between:
        if day not in ruled and dates.unlike(day) and not dates.statutory(day) and _meant(dates, day):
            yield day, day, Effect.ADDED


def _meant(dates: _Dates, day: date) -> bool:
    """Whether a day that is unlike its weekday is of the type that the rule's weekdays stand for."""
    if not dates.weekdays:
        return True
    return dates.weekdays >= (WORKING_WEEK if dates.calendar.day_type(day) in WORKING else WEEKEND)


_POLICIES: Mapping[HolidayPolicy, Callable[[_Dates], Iterator[_Placed]]] = {
    HolidayPolicy.KEEP: _keep,
    HolidayPolicy.SKIP: _skip,
    HolidayPolicy.SHIFT: _shift,
    HolidayPolicy.AS_DAYTYPE: _as_daytype,
}
