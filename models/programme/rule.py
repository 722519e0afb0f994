"""An RFC 5545 recurrence rule as we take it: whole dates only, every part checked, bounded work."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from models.message import Message, Value

LONGEST_TEXT = 500
MOST_DATES = 5000
"""COUNT at most: every working day of nineteen years."""

FIRST_YEAR, LAST_YEAR = 1900, 2999
"""Years that a rule may speak of. An UNTIL after them ("99991231") is what other programs write for no end."""

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Frequency(StrEnum):
    """How often. Nothing more often than daily: the time of day is the series' own."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


class RuleError(Exception):
    """A rule that cannot be; `message` (keys `rule.*`) names the part and its value."""

    def __init__(self, message: Message) -> None:
        super().__init__(f"{message.key} {dict(message.values)}")
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The parts of a rule. weekdays: (n, weekday), n = 0 for every one, 0 = Monday. numbers: BYMONTH and its like.

    until: a date, or an instant (naive = local) that no session starts after.
    """

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: date | datetime | None = None
    weekdays: tuple[tuple[int, int], ...] = ()
    numbers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    week_start: int = 0

    def endless(self) -> "Rule":
        """The same pattern without its end."""
        return replace(self, count=None, until=None)


_SINGLE = {"INTERVAL": (1, 366), "COUNT": (1, MOST_DATES)}
_LISTS = {"BYMONTH": 12, "BYMONTHDAY": 31, "BYYEARDAY": 366, "BYWEEKNO": 53, "BYSETPOS": 366}
_ONLY_POSITIVE = {"BYMONTH"}
_TOO_OFTEN = {"HOURLY", "MINUTELY", "SECONDLY"}
_OF_THE_DAY = {"BYHOUR", "BYMINUTE", "BYSECOND"}
_KNOWN = {"FREQ", "UNTIL", "BYDAY", "WKST", *_SINGLE, *_LISTS}

_MEANINGLESS = {
    "BYMONTHDAY": {Frequency.WEEKLY},
    "BYYEARDAY": {Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY},
    "BYWEEKNO": {Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY},
}
"""The table of RFC 5545 3.3.10: parts that a frequency does not allow."""

_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?")
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")


def parse_rule(text: str) -> Rule:
    """The rule of an RRULE value. Raises RuleError, which names the part."""
    parts = _parts(text)
    if "FREQ" not in parts:
        raise rule_fault("no_frequency")
    if {"COUNT", "UNTIL"} <= parts.keys():
        raise rule_fault("not_with", part="COUNT", other="UNTIL")
    rule = Rule(
        frequency=_frequency(parts["FREQ"]),
        interval=_single(parts, "INTERVAL") or 1,
        count=_single(parts, "COUNT"),
        until=_until(parts["UNTIL"]) if "UNTIL" in parts else None,
        weekdays=_byday(parts["BYDAY"]) if "BYDAY" in parts else (),
        numbers={name: _list(name, parts[name]) for name in _LISTS if name in parts},
        week_start=_week_start(parts.get("WKST", "MO")),
    )
    _check_together(rule)
    return rule


def rule_fault(key: str, **values: Value) -> RuleError:
    """A RuleError with one of the sentences `rule.*`; a long value is cut."""
    shown = {name: value[:40] if isinstance(value, str) else value for name, value in values.items()}
    return RuleError(Message(f"rule.{key}", shown))


def _parts(text: str) -> dict[str, str]:
    if len(text) > LONGEST_TEXT:
        raise rule_fault("too_long", n=len(text), most=LONGEST_TEXT)
    parts: dict[str, str] = {}
    for pair in text.strip().upper().removeprefix("RRULE:").rstrip(";").split(";"):
        name, _, value = pair.partition("=")
        if name in _OF_THE_DAY:
            raise rule_fault("time_of_day", part=name, value=value)
        if name not in _KNOWN:
            raise rule_fault("unknown_part", part=name)
        if name in parts:
            raise rule_fault("twice", part=name)
        parts[name] = value
    return parts


def _frequency(value: str) -> Frequency:
    if value in _TOO_OFTEN:
        raise rule_fault("time_of_day", part="FREQ", value=value)
    if value not in set(Frequency):
        raise rule_fault("bad_value", part="FREQ", value=value)
    return Frequency[value]


def _number(name: str, value: str, lowest: int, highest: int) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,12}", value):
        raise rule_fault("bad_value", part=name, value=value)
    if not lowest <= int(value) <= highest:
        raise rule_fault("out_of_range", part=name, value=value, lowest=lowest, highest=highest)
    return int(value)


def _single(parts: Mapping[str, str], name: str) -> int | None:
    return _number(name, parts[name], *_SINGLE[name]) if name in parts else None


def _list(name: str, value: str) -> tuple[int, ...]:
    highest = _LISTS[name]
    numbers = [
        _number(name, one, 1 if name in _ONLY_POSITIVE else -highest, highest) for one in value.split(",")
    ]
    if 0 in numbers:
        raise rule_fault("bad_value", part=name, value=value)
    return tuple(sorted(set(numbers)))


def _until(value: str) -> date | datetime | None:
    """None: it lies where nobody will ever be. Neither it nor the first years of all could be brought to another zone."""
    found = _UNTIL.fullmatch(value)
    until = _moment(value, *found.groups()) if found else None
    if until is None or until.year < FIRST_YEAR:
        raise rule_fault("bad_until", value=value)
    return until if until.year <= LAST_YEAR else None


def _moment(value: str, day: str, clock: str | None, zulu: str | None) -> date | datetime:
    try:
        if clock is None:
            return datetime.strptime(day, "%Y%m%d").date()  # noqa: DTZ007 -- a date has no zone
        at = datetime.strptime(day + clock, "%Y%m%d%H%M%S")  # noqa: DTZ007 -- local unless it ends in Z
        return at.replace(tzinfo=UTC) if zulu else at
    except ValueError:
        raise rule_fault("bad_until", value=value) from None


def _byday(value: str) -> tuple[tuple[int, int], ...]:
    days = []
    for one in value.split(","):
        found = _BYDAY.fullmatch(one)
        n = int(found[1] or 0) if found else 0
        if not found or (found[1] and not 1 <= abs(n) <= 53):
            raise rule_fault("bad_value", part="BYDAY", value=one)
        days.append((n, WEEKDAYS.index(found[2])))
    return tuple(sorted(set(days)))


def _week_start(value: str) -> int:
    if value not in WEEKDAYS:
        raise rule_fault("bad_value", part="WKST", value=value)
    return WEEKDAYS.index(value)


def _check_together(rule: Rule) -> None:
    """What is legal alone and nonsense together."""
    for name in rule.numbers:
        if rule.frequency in _MEANINGLESS.get(name, ()):
            raise rule_fault("not_with", part=name, other=f"FREQ={rule.frequency}")
    if any(n for n, _ in rule.weekdays):
        if rule.frequency not in (Frequency.MONTHLY, Frequency.YEARLY):
            raise rule_fault("not_with", part="BYDAY", other=f"FREQ={rule.frequency}")
        if "BYWEEKNO" in rule.numbers:
            raise rule_fault("not_with", part="BYDAY", other="BYWEEKNO")
    if "BYSETPOS" in rule.numbers and len(rule.numbers) == 1 and not rule.weekdays:
        raise rule_fault("needs_another", part="BYSETPOS")


def last_day(until: date | datetime | None, start: time, zone: ZoneInfo) -> date:
    """The last date on which a session that begins at the local time `start` may be; date.max = for ever."""
    if until is None:
        return date.max
    if not isinstance(until, datetime):
        return until
    local = until.astimezone(zone).replace(tzinfo=None) if until.tzinfo else until
    return local.date() if start <= local.time() else local.date() - timedelta(days=1)


_WRITTEN: Mapping[str, Callable[[Rule], str]] = {
    "FREQ": lambda rule: rule.frequency,
    "INTERVAL": lambda rule: str(rule.interval) if rule.interval > 1 else "",
    "COUNT": lambda rule: str(rule.count or ""),
    "UNTIL": lambda rule: _written_until(rule.until),
    "BYDAY": lambda rule: ",".join(f"{n or ''}{WEEKDAYS[day]}" for n, day in rule.weekdays),
    "WKST": lambda rule: WEEKDAYS[rule.week_start] if rule.week_start else "",
}


def rule_text(rule: Rule) -> str:
    """The RRULE value of a rule; parse_rule() reads it back as the same one."""
    parts = {name: write(rule) for name, write in _WRITTEN.items()}
    parts |= {name: ",".join(map(str, numbers)) for name, numbers in rule.numbers.items()}
    return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def _written_until(until: date | datetime | None) -> str:
    if isinstance(until, datetime):
        return until.strftime("%Y%m%dT%H%M%S") + ("Z" if until.tzinfo else "")
    return until.strftime("%Y%m%d") if until else ""
