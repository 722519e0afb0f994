"""The rules for public sports venues (domain.md 2.4), each with its source, its limit and how it is measured."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.calendar import DayType
from models.metric.metric import Unit
from models.metric.promised import week_hours
from models.report.inputs.rules import DaysOpen, RulesInputs
from models.report.sheets.standard import NOTICE, notice


class Source(StrEnum):
    """Who asks for it; its words are `report.rule_source.<source>`."""

    NATIONAL = "national"  # 财教〔2014〕54号
    ZHEJIANG = "zhejiang"


class RuleVerdict(StrEnum):
    """Whether a rule is kept; its words are `report.rule_verdict.<verdict>`."""

    MET = "met"
    NOT_MET = "not_met"
    PENDING = "pending"  # the year is not over and it can still be met
    UNKNOWN = "unknown"  # cannot be measured with what is kept here
    NOT_ASKED = "not_asked"  # nothing here that it is about


Measure = Callable[[RulesInputs], float | None]


def _always(_inputs: RulesInputs) -> RuleVerdict | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardRule:
    """A rule; its words are `report.rule.<key>` and, how it is measured, `report.rule_how.<key>`.

    limit: at least so much, or at most where `is_most`; measure: None = nothing is known; beforehand: a verdict that needs no
    number; can_still: whether a year that is not over can still come to the limit that is given.
    """

    source: Source
    limit: float
    unit: Unit | None = None
    measure: Measure
    is_most: bool = False
    beforehand: Callable[[RulesInputs], RuleVerdict | None] = _always
    can_still: Callable[[RulesInputs, float], bool] = lambda _inputs, _limit: False


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """limit: the one that counts here."""

    limit: float
    measured: float | None
    verdict: RuleVerdict


def judged(key: str, inputs: RulesInputs) -> Judged:
    """Raises KeyError for no such rule."""
    rule = RULES[key]
    limit = inputs.limits.get(key, rule.limit)
    if told := rule.beforehand(inputs):
        return Judged(limit=limit, measured=None, verdict=told)
    found = rule.measure(inputs)
    return Judged(limit=limit, measured=found, verdict=_verdict(rule, limit, found, inputs))


def _verdict(rule: StandardRule, limit: float, found: float | None, inputs: RulesInputs) -> RuleVerdict:
    if found is None:
        return RuleVerdict.UNKNOWN
    if found <= limit if rule.is_most else found >= limit:
        return RuleVerdict.MET
    is_open = not inputs.is_over and rule.can_still(inputs, limit)
    return RuleVerdict.PENDING if is_open else RuleVerdict.NOT_MET


def _shortest(days: DaysOpen) -> float | None:
    """Of such days on which it was open; shut on all of them is 0, and without any such day nothing is known."""
    if not days.promised.days:
        return None
    return days.shortest or 0.0


def _kind(kind: DayType) -> Measure:
    return lambda inputs: _shortest(inputs.kinds.get(kind, DaysOpen()))


def _open_days(inputs: RulesInputs) -> float | None:
    return inputs.house.open_days if inputs.house.days else None


def _notice(inputs: RulesInputs) -> float | None:
    """The shortest of the year. One that was too short is known to be, however little is known of others."""
    told = [one.days for each in inputs.closures if (one := notice(each)) is not None]
    if len(told) < len(inputs.closures) and min(told, default=NOTICE.days) >= NOTICE.days:
        return None
    return min(told)


def _growing(_inputs: RulesInputs, _limit: float) -> bool:
    return True


RULES: Mapping[str, StandardRule] = {
    "week_hours": StandardRule(
        source=Source.NATIONAL, limit=35, unit=Unit.HOURS, measure=lambda inputs: week_hours(inputs.house)
    ),
    "open_days": StandardRule(
        source=Source.NATIONAL,
        limit=330,
        measure=_open_days,
        can_still=lambda inputs, limit: inputs.house.open_days + inputs.ahead >= limit,
    ),
    "rest_hours": StandardRule(source=Source.NATIONAL, limit=8, unit=Unit.HOURS, measure=_kind(DayType.REST)),
    "statutory_hours": StandardRule(
        source=Source.NATIONAL, limit=8, unit=Unit.HOURS, measure=_kind(DayType.STATUTORY)
    ),
    "school_holiday_hours": StandardRule(
        source=Source.NATIONAL,
        limit=8,
        unit=Unit.HOURS,
        measure=lambda inputs: _shortest(inputs.school_holidays),
    ),
    "outdoor_hours": StandardRule(
        source=Source.NATIONAL,
        limit=12,
        unit=Unit.HOURS,
        measure=lambda inputs: _shortest(inputs.outdoor or DaysOpen()),
        beforehand=lambda inputs: None if inputs.outdoor else RuleVerdict.NOT_ASKED,
    ),
    "free_day": StandardRule(
        source=Source.NATIONAL,
        limit=0,
        measure=lambda inputs: inputs.priced,
        is_most=True,
        beforehand=lambda inputs: None if inputs.fitness_day else RuleVerdict.PENDING,
    ),
    "notice": StandardRule(
        source=Source.NATIONAL,
        limit=NOTICE.days,
        measure=_notice,
        beforehand=lambda inputs: None if inputs.closures else RuleVerdict.NOT_ASKED,
    ),
    "reduced": StandardRule(
        source=Source.NATIONAL,
        limit=3,
        measure=lambda inputs: None if inputs.reduced is None else len(inputs.reduced),
    ),
    "events": StandardRule(
        source=Source.ZHEJIANG, limit=4, measure=lambda inputs: inputs.events, can_still=_growing
    ),
    "trained": StandardRule(
        source=Source.ZHEJIANG,
        limit=1000,
        unit=Unit.VISITS,
        measure=lambda inputs: inputs.trained,
        can_still=_growing,
    ),
}
"""In the order of the sheet; to add one: a row and its three sentences. A centre's file may set any limit ([standard])."""
