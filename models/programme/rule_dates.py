"""The dates of a recurrence rule: period by period, the days that every part of the rule agrees to.

No library's: the usual one looks for the next date without an end, four seconds for a 30th of February. Here the
work is bounded by the days asked for. The tests hold it to that library's answers.
"""

from calendar import isleap, monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import count, islice, takewhile
from zoneinfo import ZoneInfo

from models.programme.rule import LAST_YEAR, Frequency, Rule, last_day, rule_fault

FARTHEST = timedelta(days=30 * 366)
"""From a series' first date to the last one that anybody may ask for."""

_DAY = timedelta(days=1)
Test = Callable[[date], bool]


def rule_dates(rule: Rule, first: date, last: date, start: time, zone: ZoneInfo) -> list[date]:
    """The dates of a rule that counts from `first`, up to `last`, in order. `start` is the sessions' local wall time.

    `first` itself is one of them only where the rule agrees. Raises RuleError when `last` is too far away.
    """
    if last - first > FARTHEST or last.year > LAST_YEAR:
        raise rule_fault("too_far", first=first.isoformat(), last=last.isoformat())
    stop = min(last, last_day(rule.until, start, zone))
    whole = _completed(rule, first)
    tests = _tests(whole)
    periods = takewhile(lambda days: days[0] <= stop, _PERIODS[rule.frequency](whole, first))
    found = (day for days in periods for day in _placed(whole, tests, days) if day >= first)
    return [day for day in islice(found, rule.count) if day <= stop]


def _completed(rule: Rule, first: date) -> Rule:
    """The rule with what the first date says where the rule is silent (RFC 5545 3.3.10)."""
    given = rule.numbers.keys()
    if rule.frequency is Frequency.DAILY or rule.weekdays or given & {"BYMONTHDAY", "BYYEARDAY"}:
        return rule
    if rule.frequency is Frequency.WEEKLY or "BYWEEKNO" in given:
        return replace(rule, weekdays=((0, first.weekday()),))
    yearly = {"BYMONTH": (first.month,)} if rule.frequency is Frequency.YEARLY else {}
    return replace(rule, numbers={**yearly, "BYMONTHDAY": (first.day,), **rule.numbers})


def _tests(rule: Rule) -> list[Test]:
    tests = [_numbered(_NAMES[name], rule, wanted) for name, wanted in rule.numbers.items() if name in _NAMES]
    return [*tests, _weekday(rule)] if rule.weekdays else tests


def _placed(rule: Rule, tests: Sequence[Test], days: Sequence[date]) -> Sequence[date]:
    """Those days of one period that pass every test, and of them the places that BYSETPOS names."""
    passed = [day for day in days if all(test(day) for test in tests)]
    wanted = rule.numbers.get("BYSETPOS")
    if wanted is None:
        return passed
    return [day for n, day in enumerate(passed) if n + 1 in wanted or n - len(passed) in wanted]


def _numbered(names: "_Names", rule: Rule, wanted: Sequence[int]) -> Test:
    return lambda day: not set(names(day, rule)).isdisjoint(wanted)


_Names = Callable[[date, Rule], tuple[int, ...]]
"""By which numbers a rule may call a day."""


def _both_ways(place: int, length: int) -> tuple[int, int]:
    """The nth of so many is also one from the end, as a negative number."""
    return place, place - length - 1


def _month(day: date, _rule: Rule) -> tuple[int, ...]:
    return (day.month,)


def _month_day(day: date, _rule: Rule) -> tuple[int, ...]:
    return _both_ways(day.day, monthrange(day.year, day.month)[1])


def _year_day(day: date, _rule: Rule) -> tuple[int, ...]:
    return _both_ways(day.timetuple().tm_yday, _year_length(day.year))


def _week_number(day: date, rule: Rule) -> tuple[int, ...]:
    """The first week of a year is the one that has at least four days of it; its weeks begin on WKST."""
    start = _week_start(day, rule)
    year = (start + 3 * _DAY).year
    first, after = (_first_week(one, rule) for one in (year, year + 1))
    return _both_ways((start - first).days // 7 + 1, (after - first).days // 7)


_NAMES: Mapping[str, _Names] = {
    "BYMONTH": _month,
    "BYMONTHDAY": _month_day,
    "BYYEARDAY": _year_day,
    "BYWEEKNO": _week_number,
}


def _week_start(day: date, rule: Rule) -> date:
    return day - (day.weekday() - rule.week_start) % 7 * _DAY


def _first_week(year: int, rule: Rule) -> date:
    return _week_start(date(year, 1, 4), rule)


def _year_length(year: int) -> int:
    return 366 if isleap(year) else 365


def _weekday(rule: Rule) -> Test:
    """BYDAY: "MO" is every Monday, "2MO" the second of the month, or of the year where a year has no BYMONTH."""
    plain = {weekday for n, weekday in rule.weekdays if not n}
    if len(plain) == len(rule.weekdays):
        return lambda day: day.weekday() in plain
    by_year = rule.frequency is Frequency.YEARLY and "BYMONTH" not in rule.numbers
    names = _year_day if by_year else _month_day

    def fits(day: date) -> bool:
        ahead, behind = names(day, rule)
        nth = {0, (ahead + 6) // 7, -((6 - behind) // 7)}
        return any(weekday == day.weekday() and n in nth for n, weekday in rule.weekdays)

    return fits


def _days(start: date, length: int) -> list[date]:
    return [start + n * _DAY for n in range(length)]


def _daily(rule: Rule, first: date) -> Iterator[list[date]]:
    return ([first + n * rule.interval * _DAY] for n in count())


def _weekly(rule: Rule, first: date) -> Iterator[list[date]]:
    start = _week_start(first, rule)
    return (_days(start + n * rule.interval * 7 * _DAY, 7) for n in count())


def _monthly(rule: Rule, first: date) -> Iterator[list[date]]:
    for months in count(first.year * 12 + first.month - 1, rule.interval):
        year, month = months // 12, months % 12 + 1
        yield _days(date(year, month, 1), monthrange(year, month)[1])


def _yearly(rule: Rule, first: date) -> Iterator[list[date]]:
    return (_days(date(year, 1, 1), _year_length(year)) for year in count(first.year, rule.interval))


_PERIODS: Mapping[Frequency, Callable[[Rule, date], Iterator[list[date]]]] = {
    Frequency.DAILY: _daily,
    Frequency.WEEKLY: _weekly,
    Frequency.MONTHLY: _monthly,
    Frequency.YEARLY: _yearly,
}
