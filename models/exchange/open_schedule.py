"""A series' rule as OpenActive's Schedule, as far as that has words for it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from models.exchange.open_duration import duration
from models.exchange.open_place import WEEK
from models.programme.rule import Frequency, Rule, RuleError, parse_rule
from models.programme.series import Series

Json = dict[str, Any]

_PERIODS = {
    Frequency.DAILY: "P{n}D",
    Frequency.WEEKLY: "P{n}W",
    Frequency.MONTHLY: "P{n}M",
    Frequency.YEARLY: "P{n}Y",
}
_LISTS = {"BYMONTH": "byMonth", "BYMONTHDAY": "byMonthDay"}
"""Other parts of a rule have no word there."""


def event_schedule(one: Series, timezone: str) -> list[Json]:
    """[] where there is no rule, or none that can be told; its sessions are told one by one in any case."""
    try:
        rule = parse_rule(one.rule) if one.rule else None
    except RuleError:
        return []
    return [] if rule is None or not _tellable(rule) else [_schedule(one, rule, timezone)]


def _tellable(rule: Rule) -> bool:
    """A set position, a week of the year or the second Tuesday of a month cannot be said in that vocabulary."""
    return rule.numbers.keys() <= _LISTS.keys() and all(n == 0 for n, _ in rule.weekdays)


def _schedule(one: Series, rule: Rule, timezone: str) -> Json:
    start = datetime.combine(one.first, one.start)
    told: Json = {
        "@type": "Schedule",
        "scheduledEventType": "ScheduledSession",
        "repeatFrequency": _PERIODS[rule.frequency].format(n=rule.interval),
        "startDate": one.first.isoformat(),
        "startTime": _clock(one.start),
        "endTime": _clock((start + timedelta(minutes=one.minutes)).time()),
        "duration": duration(timedelta(minutes=one.minutes)),
        "scheduleTimezone": timezone,
    }
    if rule.weekdays:
        told["byDay"] = [f"https://schema.org/{WEEK[day]}" for _, day in rule.weekdays]
    told |= {_LISTS[name]: list(numbers) for name, numbers in rule.numbers.items()}
    ends = [day for day in (one.ended, _until(rule)) if day is not None]
    if ends:
        told["endDate"] = min(ends).isoformat()
    if rule.count is not None:
        told["repeatCount"] = rule.count
    if one.left_out:
        told["exceptDate"] = [datetime.combine(day, one.start).isoformat() for day in sorted(one.left_out)]
    return told


def _until(rule: Rule) -> date | None:
    return rule.until.date() if isinstance(rule.until, datetime) else rule.until


def _clock(at: time) -> str:
    return f"{at:%H:%M}"
