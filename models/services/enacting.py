"""How an accepted proposal becomes real: through the rules of the programme and of prices, never around them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from models.account import Account
from models.advice.action import Action
from models.advice.candidate import minutes_of
from models.advice.recommendation import Recommendation
from models.centre import SpaceId
from models.message import Message
from models.ports import Ports
from models.programme.conflict import Conflict, ConflictKind
from models.programme.edit import Drag, Scope
from models.programme.rule import WEEKDAYS
from models.programme.series import Series
from models.services import programme
from models.services.advice_programme import weekdays_of
from models.services.advised_price import band_forbidden, banded, propose_band
from models.services.arranging import said
from models.services.day_moved import (
    day_moved,
    day_series,
    leaving,
    one_of_several,
    with_other_days,
    without_day,
)
from models.services.offerings import CENTRE_ITSELF
from models.services.strangers import RefusedError
from models.spell import first_date

Obstacles = tuple[Sequence[Message], Sequence[Message]]
"""What forbids it, and what a person may overrule."""


def made_id(one: Recommendation) -> str:
    """What an accepted proposal becomes is known by its own id, so that it is never made twice."""
    return f"advice-{one.id}"


def enact(ports: Ports, account: Account, one: Recommendation) -> tuple[str, ...]:
    """Do it, or what of it is not done yet; ids of what it became. A task that only a person can do is done by its text.

    Asked twice it does nothing more. Raises RefusedError.
    """
    done = _DONE_BY.get(one.action)
    return (done(ports, account, one),) if done is not None else ()


def may_enact(ports: Ports, account: Account, one: Recommendation) -> None:
    """Asked as somebody decides: what is done later is done in that person's name. Raises RefusedError."""
    asked = _MAY.get(one.action)
    if asked is not None:
        asked(ports, account)


def obstacles(ports: Ports, one: Recommendation) -> Obstacles:
    """What stands in its way by the timetable as it is now."""
    looked = _LOOKED_AT.get(one.action)
    if looked is None:
        return (), ()
    try:
        return looked(ports, one)
    except RefusedError as error:
        return (error.message,), ()


def draft_series(one: Recommendation) -> Series:
    """The series that a proposal would become."""
    target, given = one.target, one.parameters
    title = {locale: given[f"title.{locale}"] for locale in ("zh-Hans", "en") if given.get(f"title.{locale}")}
    days = sorted(target.weekdays)
    return Series(
        id=made_id(one),
        space=target.space,
        kind=given.get("kind", ""),
        organiser=given.get("organiser", CENTRE_ITSELF),
        coach=given.get("coach", ""),
        title=title,
        first=first_date(target.first, days),
        start=target.start,
        minutes=minutes_of(target),
        rule="FREQ=WEEKLY;BYDAY=" + ",".join(WEEKDAYS[day] for day in days),
        places=int(given.get("places", "0")),
        expected=int(given.get("expected", "0")),
        price_plan=given.get("price_plan", ""),
        ended=target.first + timedelta(weeks=target.weeks, days=-1),
    )


def _save(ports: Ports, account: Account, one: Recommendation) -> str:
    key = made_id(one)
    if not _is_kept(ports, key):
        programme.save(ports, account, draft_series(one))
    return key


def _is_kept(ports: Ports, key: str) -> bool:
    return any(series.id == key for series in programme.all_series(ports))


def _move(ports: Ports, account: Account, one: Recommendation) -> str:
    series = programme.one_series(ports, one.parameters["series"])
    if one_of_several(series, one) or _is_kept(ports, f"{made_id(one)}-rest"):
        day_moved(ports, account, one, _day_series(series, one))
        return made_id(one)
    if _is_kept(ports, made_id(one)):
        return made_id(one)
    if _lies_there(series, one):
        return series.id
    return programme.carry(ports, account, _moving(ports, one)).series[-1].id


def _lies_there(series: Series, one: Recommendation) -> bool:
    """Where nothing of a series was before the day, it moved as a whole and kept its id."""
    days = set(one.target.weekdays)
    return (series.space, series.start) == (one.target.space, one.target.start) and days <= set(
        weekdays_of(series)
    )


def _day_series(series: Series, one: Recommendation) -> Series:
    return day_series(series, one, made_id(one), first_date(one.target.first, one.target.weekdays))


def _moving(ports: Ports, one: Recommendation) -> programme.Edit:
    """From the first week on the series lies where the target says, or is without the one day that moves."""
    series, target = programme.one_series(ports, one.parameters["series"]), one.target
    if one_of_several(series, one):
        return without_day(ports, series, one, made_id(one))
    days = leaving(one)
    if len(days) > 1:
        return with_other_days(ports, series, one, made_id(one))
    drag = Drag(
        day=first_date(target.first, days),
        on=first_date(target.first, target.weekdays),
        start=target.start,
        space=SpaceId(target.space),
        minutes=minutes_of(target),
    )
    moving = programme.drag(ports, series.id, series.version, drag, Scope.FOLLOWING)
    return replace(moving, tail=made_id(one))


def _end(ports: Ports, account: Account, one: Recommendation) -> str:
    series = programme.one_series(ports, one.parameters["series"])
    if series.ended is None or series.ended >= one.target.first:
        programme.carry(ports, account, _ending(ports, one))
    return series.id


def _ending(ports: Ports, one: Recommendation) -> programme.Edit:
    series = programme.one_series(ports, one.parameters["series"])
    return programme.end(series.id, series.version, one.target.first)


def _new_dates(ports: Ports, one: Recommendation) -> Obstacles:
    return _sorted_out(ports, one, _foreseen(ports, one, draft_series(one)))


def _edited(ports: Ports, one: Recommendation) -> Obstacles:
    """Those who booked a session that would move have to agree first: they are asked at the desk, not here."""
    plan = programme.propose(ports, _EDITS[one.action](ports, one)).plan
    forbidding, doubts = _sorted_out(ports, one, plan.conflicts)
    more_forbidding, more_doubts = _day_alone(ports, one)
    seats = sum(left.seats for left in plan.untouched)
    booked = [Message("doubt.booked", {"n": seats})] if seats else []
    return [*forbidding, *more_forbidding], [*doubts, *more_doubts, *booked]


def _day_alone(ports: Ports, one: Recommendation) -> Obstacles:
    """Of a day that leaves a class of several."""
    series = programme.one_series(ports, one.parameters["series"])
    if one.action is Action.RELEASE_GHOST or not one_of_several(series, one):
        return (), ()
    return _sorted_out(ports, one, _foreseen(ports, one, _day_series(series, one)))


def _band(ports: Ports, one: Recommendation) -> Obstacles:
    banded(ports, one)
    return (), ()


def _foreseen(ports: Ports, one: Recommendation, draft: Series) -> Sequence[Conflict]:
    dates = programme.preview(ports, draft, one.target.weeks)
    return [conflict for date_ in dates for conflict in date_.conflicts]


def _sorted_out(ports: Ports, one: Recommendation, found: Sequence[Conflict]) -> Obstacles:
    """A later day on which the house is shut is left out of the series, as of any other, and stands in nobody's way."""
    first_week = one.target.first + timedelta(weeks=1)
    told = [each for each in found if each.kind is not ConflictKind.CLOSED or each.session.day < first_week]
    forbidding = [said(ports, each) for each in told if each.forbids]
    return forbidding, [said(ports, each) for each in told if not each.forbids]


_NEW = frozenset({Action.ADD_CLASS, Action.GRANT_SLOT, Action.DUAL_USE})
"""Actions that put something new into the timetable."""

_EDITS: Mapping[Action, Callable[[Ports, Recommendation], programme.Edit]] = {
    Action.MOVE_SESSION: _moving,
    Action.RIGHT_SIZE: _moving,
    Action.RELEASE_GHOST: _ending,
}
LASTING = frozenset({*_EDITS, Action.PRICE_BAND})
"""Actions that change what is there: it stays changed after the trial until somebody puts it back. What is put in ends with
its weeks, and of a task nothing stands in the system."""

_DONE_BY: Mapping[Action, Callable[[Ports, Account, Recommendation], str]] = {
    **dict.fromkeys(_NEW, _save),
    Action.MOVE_SESSION: _move,
    Action.RIGHT_SIZE: _move,
    Action.RELEASE_GHOST: _end,
    Action.PRICE_BAND: propose_band,
}
_MAY: Mapping[Action, Callable[[Ports, Account], None]] = {Action.PRICE_BAND: band_forbidden}
_LOOKED_AT: Mapping[Action, Callable[[Ports, Recommendation], Obstacles]] = {
    **dict.fromkeys(_NEW, _new_dates),
    **dict.fromkeys(_EDITS, _edited),
    Action.PRICE_BAND: _band,
}
