"""Changes of a series: from one date on it becomes another series, or one date of it is moved or left out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from models.centre import SpaceId
from models.programme.rule import Frequency, Rule, last_day, parse_rule, rule_fault, rule_text
from models.programme.rule_dates import rule_dates
from models.programme.series import Series
from models.programme.session import Session

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
_SEARCH = timedelta(days=5 * 366)
"""How far the next date of a rule is looked for: past the longest pause that anybody plans."""


class Scope(StrEnum):
    """How much of a series a change is about."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drag:
    """The session that the series has on `day` shall be on `on` instead, at the local time `start`; minutes, space: None =
    as they are."""

    day: date
    on: date
    start: time
    minutes: int | None = None
    space: SpaceId | None = None

    @property
    def by(self) -> timedelta:
        return self.on - self.day


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What an edit makes of a series. kept: the series to keep instead, the one that goes on last.

    since: from this date on the sessions are those of the last one, known by their dates or by where `drag` takes them.
    """

    kept: tuple[Series, ...]
    since: date
    drag: Drag | None = None

    @property
    def last(self) -> Series:
        return self.kept[-1]


def changed(series: Series, draft: Series, scope: Scope, day: date, tail: str, zone: ZoneInfo) -> Revision:
    """As the draft says, from `day` on or throughout (and then `day` does not matter). Raises RuleError as split()."""
    return _scoped(series, draft, scope, day, tail, zone, None)


def dragging(series: Series, drag: Drag, scope: Scope, tail: str, zone: ZoneInfo) -> Revision:
    """One date dragged, and the following or all with it. Raises RuleError as dragged()."""
    return _scoped(series, dragged(series, drag), scope, drag.day, tail, zone, drag)


def ending(series: Series, day: date) -> Revision:
    """Nothing from that day on."""
    return Revision(kept=(replace(series, ended=day - _DAY),), since=date.max)


def leaving_out(series: Series, day: date) -> Revision:
    """Everything but that date."""
    left_out = tuple(sorted({*series.left_out, day}))
    return Revision(kept=(replace(series, left_out=left_out),), since=date.max)


def _scoped(
    series: Series,
    draft: Series,
    scope: Scope,
    day: date,
    tail: str,
    zone: ZoneInfo,
    drag: Drag | None,
) -> Revision:
    if scope is Scope.ALL:
        kept = replace(draft, id=series.id, version=series.version)
        return Revision(kept=(kept,), since=date.min, drag=drag)
    head, rest = split(series, day, draft, tail, zone, drag)
    return Revision(kept=(head, rest) if head else (rest,), since=day, drag=drag)


def split(
    series: Series, day: date, draft: Series, tail: str, zone: ZoneInfo, drag: Drag | None = None
) -> tuple[Series | None, Series]:
    """The series up to before `day`, and a new one (id `tail`) as `draft` says from then on, or from where `drag` goes.

    None = nothing of the series is before that day: the draft takes its place. With an unchanged draft both together
    have the dates of the whole. A COUNT that the draft leaves alone keeps counting across the cut. Raises RuleError,
    also when nothing of the draft follows.
    """
    before = _before(series, day, zone)
    if not before and not any(extra < day for extra in series.extra_dates):
        return None, replace(draft, id=series.id, version=series.version)
    head = replace(
        series,
        rule=_until_before(series, day, zone),
        extra_dates=tuple(extra for extra in series.extra_dates if extra < day),
    )
    opens = drag.on if drag else day
    rest = replace(
        draft,
        id=tail,
        version=0,
        external_id="",
        extra_dates=tuple(sorted(extra for extra in draft.extra_dates if extra >= opens)),
    )
    return head, _from_day(series, rest, opens, len(before), zone)


def _before(series: Series, day: date, zone: ZoneInfo) -> list[date]:
    """The dates that the rule gives before a day."""
    if series.first >= day:
        return []
    if not series.rule:
        return [series.first]
    return rule_dates(parse_rule(series.rule), series.first, day - _DAY, series.start, zone)


def _until_before(series: Series, day: date, zone: ZoneInfo) -> str:
    if not series.rule:
        return ""
    rule = parse_rule(series.rule)
    if _is_over(series, rule, day, zone):
        return series.rule
    return rule_text(replace(rule, count=None, until=day - _DAY))


def _is_over(series: Series, rule: Rule, day: date, zone: ZoneInfo) -> bool:
    """Whether the rule gives nothing from `day` on, because it ended before."""
    counted = rule.count is not None and len(_before(series, day, zone)) == rule.count
    return counted or last_day(rule.until, series.start, zone) < day


def _from_day(series: Series, rest: Series, day: date, gone: int, zone: ZoneInfo) -> Series:
    """`rest` with a first date that keeps step with the series: every second week stays every second week."""
    rule = parse_rule(rest.rule) if rest.rule else None
    old = parse_rule(series.rule) if series.rule else None
    if rule and old and rule.count is not None and rule.count == old.count:
        rule = replace(rule, count=rule.count - gone) if rule.count > gone else None
    if rule and rest.rule != series.rule:
        return replace(rest, first=max(rest.first, day), rule=rule_text(rule))
    first = _next(series, rule, day, zone) if rule else (rest.first if rest.first >= day else None)
    if first is not None:
        return replace(rest, first=first, rule=rule_text(rule) if rule else "")
    if not rest.extra_dates:
        raise rule_fault("nothing_follows", day=day.isoformat())
    return replace(rest, first=rest.extra_dates[0], rule="")


def _next(series: Series, rule: Rule, day: date, zone: ZoneInfo) -> date | None:
    """The first day from `day` on that the rule could begin with. Where it names its weekdays, any day in step will do."""
    if last_day(rule.until, series.start, zone) < day:
        return None
    every = rule.endless()
    if rule.weekdays and rule.frequency in (Frequency.DAILY, Frequency.WEEKLY):
        every = replace(every, weekdays=tuple((0, weekday) for weekday in range(7)))
    dates = rule_dates(every, series.first, day + _SEARCH, series.start, zone)
    return next((one for one in dates if one >= day), None)


def dragged(series: Series, drag: Drag) -> Series:
    """The series after one of its dates was dragged and the others shall follow.

    Weekly rules change that weekday, bare dates move by as many days; any other rule can only change its time of day.
    Another space is taken as a whole. Raises RuleError.
    """
    moved = _on_other_days(series, drag)
    space = drag.space or series.space
    units = series.units if space == series.space else ()
    return replace(moved, space=space, units=units, minutes=drag.minutes or series.minutes)


def _on_other_days(series: Series, drag: Drag) -> Series:
    if not drag.by:
        return replace(series, start=drag.start)
    if abs(drag.by) >= _WEEK:
        raise rule_fault("cannot_drag", rule=series.rule)
    if not series.rule:
        moved = replace(series, first=series.first + drag.by, extra_dates=_moved(series.extra_dates, drag))
        return replace(moved, start=drag.start, left_out=_moved(series.left_out, drag))
    return replace(
        series,
        start=drag.start,
        rule=rule_text(_other_weekday(series, drag)),
        first=series.first + drag.by if series.first.weekday() == drag.day.weekday() else series.first,
        left_out=_moved((day for day in series.left_out if day.weekday() == drag.day.weekday()), drag)
        + tuple(day for day in series.left_out if day.weekday() != drag.day.weekday()),
    )


def _moved(days: Iterable[date], drag: Drag) -> tuple[date, ...]:
    return tuple(day + drag.by for day in days)


def _other_weekday(series: Series, drag: Drag) -> Rule:
    rule = parse_rule(series.rule)
    weekdays = {weekday for _, weekday in rule.weekdays} or {series.first.weekday()}
    same_week = _week(drag.day, rule) == _week(drag.on, rule)
    possible = (
        rule.frequency is Frequency.WEEKLY
        and not rule.numbers
        and drag.day.weekday() in weekdays
        and drag.on.weekday() not in weekdays
        and (same_week or rule.interval == 1)
    )
    if not possible:
        raise rule_fault("cannot_drag", rule=series.rule)
    later = drag.by if len(weekdays) == 1 and drag.by > timedelta() else timedelta()
    weekdays = weekdays - {drag.day.weekday()} | {drag.on.weekday()}
    return replace(
        rule,
        weekdays=tuple((0, weekday) for weekday in sorted(weekdays)),
        until=rule.until + later if rule.until else None,
    )


def _week(day: date, rule: Rule) -> date:
    return day - (day.weekday() - rule.week_start) % 7 * _DAY


def relinked(sessions: Iterable[Session], series: Series, revision: Revision, now: datetime) -> list[Session]:
    """All sessions, those of the series that go over to the last one of the revision under their new name and date."""
    return [_relinked(one, series, revision) if one.window.start > now else one for one in sessions]


def _relinked(one: Session, series: Series, revision: Revision) -> Session:
    if one.series != series.id or one.day < revision.since:
        return one
    drag = revision.drag
    moves = drag and (not series.rule or _follows(one.day, series, drag))
    return replace(one, series=revision.last.id, day=one.day + drag.by if drag and moves else one.day)


def _follows(day: date, series: Series, drag: Drag) -> bool:
    return day.weekday() == drag.day.weekday() and day not in series.extra_dates
