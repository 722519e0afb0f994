"""A recurrence rule as simple choices, and back: what most people mean by "every week". The rest stays a rule."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from models.programme.rule import Frequency, Rule, RuleError, parse_rule, rule_text


class Pattern(StrEnum):
    """How a series comes again."""

    ONCE = "once"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY_DAY = "monthly_day"  # on the first date's day of the month
    MONTHLY_WEEKDAY = "monthly_weekday"  # on the second Tuesday, as the first date is one
    EXPERT = "expert"  # as the rule's text says


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChoice:
    """every: 2 = every other day, week or month. until, count: at most one; neither = for ever. text: EXPERT only."""

    pattern: Pattern
    every: int = 1
    weekdays: frozenset[int] = frozenset()
    until: date | None = None
    count: int | None = None
    text: str = ""


_RULES: Mapping[Pattern, Callable[[RuleChoice, date], Rule]] = {
    Pattern.DAILY: lambda _choice, _first: Rule(frequency=Frequency.DAILY),
    Pattern.WEEKLY: lambda choice, first: Rule(
        frequency=Frequency.WEEKLY,
        weekdays=tuple((0, day) for day in sorted(choice.weekdays or {first.weekday()})),
    ),
    Pattern.MONTHLY_DAY: lambda _choice, first: Rule(
        frequency=Frequency.MONTHLY, numbers={"BYMONTHDAY": (first.day,)}
    ),
    Pattern.MONTHLY_WEEKDAY: lambda _choice, first: Rule(
        frequency=Frequency.MONTHLY, weekdays=((nth_weekday(first), first.weekday()),)
    ),
}


def nth_weekday(day: date) -> int:
    """Which one of its weekday in the month; the fifth is said as the last, which every month has."""
    n = (day.day - 1) // 7 + 1
    return n if n < 5 else -1


def spelt(choice: RuleChoice, first: date) -> str:
    """The RRULE value, "" for once. Raises RuleError for numbers and texts that no rule can have."""
    if choice.pattern is Pattern.ONCE:
        return ""
    if choice.pattern is Pattern.EXPERT:
        return rule_text(parse_rule(choice.text)) if choice.text.strip() else ""
    rule = _RULES[choice.pattern](choice, first)
    ends = {
        "COUNT": choice.count,
        "UNTIL": choice.until and f"{choice.until:%Y%m%d}",
        "INTERVAL": choice.every,
    }
    text = ";".join(
        [rule_text(rule), *(f"{name}={value}" for name, value in ends.items() if value is not None)]
    )
    return rule_text(parse_rule(text))


def choice_of(text: str, first: date) -> RuleChoice:
    """The simple choice that says the same as a rule, else EXPERT with its text. Raises nothing."""
    expert = RuleChoice(pattern=Pattern.EXPERT, text=text)
    if not text.strip():
        return RuleChoice(pattern=Pattern.ONCE)
    try:
        rule = parse_rule(text)
        found = (_as(pattern, rule) for pattern in _RULES)
        return next((one for one in found if spelt(one, first) == rule_text(rule)), expert)
    except RuleError:
        return expert


def _as(pattern: Pattern, rule: Rule) -> RuleChoice:
    plain_end = rule.until if not isinstance(rule.until, datetime) else None
    return RuleChoice(
        pattern=pattern,
        every=rule.interval,
        weekdays=frozenset(day for _, day in rule.weekdays) if pattern is Pattern.WEEKLY else frozenset(),
        until=plain_end,
        count=rule.count,
    )
