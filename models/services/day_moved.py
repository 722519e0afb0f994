"""One of a class's several days moves: it becomes a series of its own, and the others stay as they are."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from models.account import Account
from models.advice.candidate import minutes_of
from models.advice.recommendation import Recommendation
from models.centre import SpaceId
from models.ports import Ports
from models.programme.edit import Scope
from models.programme.rule import last_day, parse_rule, rule_fault, rule_text
from models.programme.series import Series
from models.services import programme
from models.services.advice_programme import weekdays_of
from models.services.strangers import RefusedError, refusal


def leaving(one: Recommendation) -> tuple[int, ...]:
    """Weekdays on which a series is held and that would move."""
    return one.source.weekdays if one.source else one.target.weekdays


def one_of_several(series: Series, one: Recommendation) -> bool:
    """Whether a proposal is about some of the days only: a series has one hour and one space for all of its days."""
    return len(weekdays_of(series)) > len(leaving(one))


def day_series(series: Series, one: Recommendation, key: str, first: date) -> Series:
    """The day that moves, from `first` on. Raises RefusedError for a class of a counted number of sessions."""
    target = one.target
    return replace(
        series,
        id=key,
        version=0,
        external_id="",
        space=SpaceId(target.space),
        units=series.units if series.space == target.space else (),
        first=first,
        start=target.start,
        minutes=minutes_of(target),
        rule=on_days(series, target.weekdays),
        extra_dates=(),
        left_out=(),
    )


def without_day(ports: Ports, series: Series, one: Recommendation, key: str) -> programme.Edit:
    """The class without that day from the first week on; its rest gets that id. Raises RefusedError."""
    stays = [day for day in weekdays_of(series) if day not in leaving(one)]
    draft = replace(series, rule=on_days(series, stays))
    edit = programme.change(ports, draft, Scope.FOLLOWING, one.target.first)
    return replace(edit, tail=f"{key}-rest")


def with_other_days(ports: Ports, series: Series, one: Recommendation, key: str) -> programme.Edit:
    """A class of several days as a whole at the target's hour, days and space from the first week on; its rest gets that id.

    Raises RefusedError where two of its days would become one.
    """
    target = one.target
    if len(target.weekdays) != len(leaving(one)):
        raise refusal("advice.one_day")
    its_monday = series.first - timedelta(days=series.first.weekday())
    draft = replace(
        day_series(series, one, series.id, max(its_monday, target.first)),
        version=series.version,
        external_id=series.external_id,
        extra_dates=series.extra_dates,
        left_out=series.left_out,
    )
    return replace(programme.change(ports, draft, Scope.FOLLOWING, target.first), tail=key)


def day_moved(ports: Ports, account: Account, one: Recommendation, new: Series) -> None:
    """The new series first, so that nobody is without a class should the second step never come. Raises RefusedError."""
    known = {series.id: series for series in programme.all_series(ports)}
    if new.id not in known:
        programme.save(ports, account, new)
    old = known[one.parameters["series"]]
    dropped = not set(leaving(one)) & set(weekdays_of(old))
    if not dropped and f"{new.id}-rest" not in known:
        programme.carry(ports, account, without_day(ports, old, one, new.id))


def ends(ports: Ports, series: Series) -> date:
    """The day after which a series has no dates, by its rule or because it was ended; date.max = none is known."""
    until = parse_rule(series.rule).until if series.rule else None
    return min(last_day(until, series.start, ports.centre.zone_info), series.ended or date.max)


def runs_on(ports: Ports, series: Series, day: date) -> bool:
    """Whether a series may have dates from that day on."""
    return ends(ports, series) >= day


def until(series: Series, day: date) -> Series:
    """The same whose rule, where it ends by a date, ends on that day; date.max = none is known."""
    rule = parse_rule(series.rule) if series.rule else None
    if rule is None or rule.until is None or day == date.max:
        return series
    return replace(series, rule=rule_text(replace(rule, until=day)))


def on_days(series: Series, weekdays: Sequence[int]) -> str:
    """Its rule for other weekdays. Raises RefusedError for a class of a counted number of sessions."""
    rule = parse_rule(series.rule)
    if rule.count is not None:
        raise RefusedError(rule_fault("cannot_drag", rule=series.rule).message)
    return rule_text(replace(rule, weekdays=tuple((0, day) for day in weekdays)))
