"""How a change is put back: what enacting it did, done backwards by the same rules of the programme and of prices."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.account import Account
from models.advice.action import Action
from models.advice.candidate import minutes_of
from models.advice.recommendation import Recommendation, State
from models.centre import SpaceId
from models.message import Message
from models.money.price import PlanVersion
from models.ports import Ports
from models.programme.conflict import Conflict, ConflictKind
from models.programme.edit import Drag, Revision, Scope
from models.programme.regeneration import Plan
from models.programme.series import Series
from models.services import programme
from models.services.advice_programme import weekdays_of
from models.services.advised_price import band_forbidden, propose_without, without_band, would_bring_again
from models.services.arranging import said
from models.services.day_moved import ends, leaving, on_days, runs_on, until
from models.services.enacting import LASTING, draft_series, made_id
from models.services.strangers import RefusedError, refusal
from models.spell import first_date

WAS = "was."
"""Before a parameter that says how a series was when its change was accepted."""

FROM = "back_from"
"""The parameter with the day from which a change is put back."""

_DAY = timedelta(days=1)

_NOTHING = Plan()


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """What putting a change back would do. in_the_way: why it cannot be done by the house; a person does it by hand.

    plan: what happens to sessions; booked ones are in its `untouched` and stay until the office has asked those who booked.
    doubts: what a person should know; price: the version that would be proposed; again: proposed ones that would bring the
    change again; by_hand: nothing of it lies in the system.
    """

    day: date
    plan: Plan = _NOTHING
    doubts: Sequence[Conflict] = ()
    in_the_way: Sequence[Message] = ()
    price: PlanVersion | None = None
    again: Sequence[PlanVersion] = ()
    by_hand: bool = False

    @property
    def possible(self) -> bool:
        return not self.in_the_way and not self.by_hand


def usual_day(ports: Ports) -> date:
    """The coming Monday: what comes round weekly is put back for whole weeks."""
    today = ports.centre.day_of(ports.clock())
    return today + timedelta(days=7 - today.weekday())


def remembered(ports: Ports, one: Recommendation) -> Mapping[str, str]:
    """Of a series that is about to be changed, what only it knows: parameters to keep with the change."""
    if one.action not in _FROM_SERIES:
        return {}
    series = programme.one_series(ports, one.parameters["series"])
    return {
        f"{WAS}units": ",".join(series.units),
        f"{WAS}ended": series.ended.isoformat() if series.ended else "",
        f"{WAS}last": ends(ports, series).isoformat(),
    }


def look_back(ports: Ports, one: Recommendation, day: date) -> Back:
    """What putting it back from that day on would do; nothing is written. Raises StoreError."""
    if one.action not in _WAYS:
        return Back(day=day, by_hand=True)
    try:
        return _WAYS[one.action](ports, one, day)
    except RefusedError as error:
        return Back(day=day, in_the_way=[error.message])


def do_back(ports: Ports, account: Account, one: Recommendation, day: date) -> None:
    """Do it, or what of it is not done yet: asked twice it does nothing more.

    Nothing is begun that something stands in the way of, also where it was looked at before: the world goes on meanwhile,
    most of all where the house ends what a process that died left. Raises RefusedError, StoreError.
    """
    if one.action is Action.PRICE_BAND:
        propose_without(ports, account, one, day)
        return
    steps = _STEPS.get(one.action, _nothing)
    while left := steps(ports, one, day):  # looked for anew: each stands on what the one before it left
        if ways := _edited(ports, one, day).in_the_way:
            raise RefusedError(ways[0])
        programme.carry(ports, account, left[0])


def may_put_back(ports: Ports, account: Account, one: Recommendation) -> None:
    """Raises RefusedError for who may decide on advice, but not do what this one needs."""
    if one.action is Action.PRICE_BAND:
        band_forbidden(ports, account)


Steps = Sequence[programme.Edit]


def _nothing(_ports: Ports, _one: Recommendation, _day: date) -> Steps:
    return ()


def _edited(ports: Ports, one: Recommendation, day: date) -> Back:
    """Sessions that an earlier step calls off are in no later one's way."""
    plan, found = _NOTHING, list[Conflict]()
    for step in _STEPS[one.action](ports, one, day):
        made = programme.propose(ports, step).plan
        gone = {each.id for each in plan.cancelled}
        found += [each for each in made.conflicts if not each.other or each.other.id not in gone]
        plan = plan.plus(made)
    met = [each for each in found if each.kind is not ConflictKind.CLOSED]
    return Back(
        day=day,
        plan=plan,
        doubts=[each for each in met if not each.forbids],
        in_the_way=[said(ports, each) for each in met if each.forbids],
    )


def _priced(ports: Ports, one: Recommendation, day: date) -> Back:
    price = without_band(ports, one, day)
    return Back(day=day, price=price, again=would_bring_again(ports, one) if price else ())


def _end_made(ports: Ports, one: Recommendation, day: date) -> Steps:
    """What it put in ends. What was never put in, as of a change that was told afterwards, need not end."""
    made = next((series for series in programme.all_series(ports) if series.id == made_id(one)), None)
    if made is None and (one.made or (one.owed and one.state is not State.REVERTED)):
        raise refusal("programme.no_series")  # it went, or whoever accepted it is still at it
    if made is None:
        return ()
    _uncut(ports, made, one, day, draft_series(one).ended or date.max)
    if not runs_on(ports, made, day):
        return ()
    _as_enacted(made, one)
    return (programme.end(made.id, made.version, day),)


def _begin_again(ports: Ports, one: Recommendation, day: date) -> Steps:
    """What was released is held again, under a name of its own, so that the weeks between stay as they were."""
    series = programme.one_series(ports, one.parameters["series"])
    if runs_on(ports, series, day) or _is_back(ports, one):
        return ()
    was = one.parameters.get(f"{WAS}ended", "")
    draft = replace(series, ended=date.fromisoformat(was) if was else None)
    if not runs_on(ports, draft, first_date(day, weekdays_of(series) or range(7))):
        return ()  # it would have ended by then all the same
    edit = programme.change(ports, draft, Scope.FOLLOWING, day)
    return (replace(edit, tail=_back_id(one)),)


def _move_back(ports: Ports, one: Recommendation, day: date) -> Steps:
    known = {series.id: series for series in programme.all_series(ports)}
    if _back_id(one) in known:
        return ()
    old = known.get(one.parameters["series"])
    moved, rest = known.get(made_id(one)), known.get(f"{made_id(one)}-rest", old)
    if moved is not None and rest is not None and (rest is not old or runs_on(ports, rest, day)):
        return _day_back(ports, one, day, moved, rest)
    return _whole_back(ports, one, day, moved or rest)


def _day_back(ports: Ports, one: Recommendation, day: date, moved: Series, rest: Series) -> Steps:
    """The one day of several ends where it went to, and is one of the class's days again."""
    for series in (moved, rest):
        _uncut(ports, series, one, day, _was_last(one))
    steps: list[programme.Edit] = []
    if runs_on(ports, moved, day):
        _as_enacted(moved, one)
        steps.append(programme.end(moved.id, moved.version, day))
    if runs_on(ports, rest, day) and not set(leaving(one)) <= set(weekdays_of(rest)):
        draft = replace(rest, rule=on_days(rest, sorted({*weekdays_of(rest), *leaving(one)})))
        edit = programme.change(ports, draft, Scope.FOLLOWING, day)
        steps.append(replace(edit, tail=_back_id(one)))
    return steps


def _whole_back(ports: Ports, one: Recommendation, day: date, moved: Series | None) -> Steps:
    """The series lies again where it lay, from that day on."""
    source = one.source
    if moved is None or source is None:
        raise refusal("advice.back_changed")
    if (moved.space, moved.start) == (source.space, source.start) and set(weekdays_of(moved)) == set(
        source.weekdays
    ):
        return ()
    _uncut(ports, moved, one, day, _was_last(one))
    _as_enacted(moved, one)
    if not runs_on(ports, moved, day):
        return ()
    if _was_last(one) < first_date(day, source.weekdays):  # by then it would have been over where it lay
        return (programme.end(moved.id, moved.version, day),)
    units = tuple(filter(None, one.parameters.get(f"{WAS}units", "").split(",")))
    edit = _dragged(ports, one, day, moved) if len(source.weekdays) == 1 else _changed(ports, one, day, moved)
    return (replace(edit, tail=_back_id(one), revise=_as_it_was(edit, units, _was_last(one))),)


def _dragged(ports: Ports, one: Recommendation, day: date, moved: Series) -> programme.Edit:
    """By its dates, so that a session that somebody booked stands for its date until those who booked agree."""
    source = one.source
    assert source is not None
    held = first_date(max(day, moved.first), one.target.weekdays)
    back = held + timedelta(days=source.weekdays[0] - held.weekday())
    later = timedelta(weeks=1 if back < day else 0)
    drag = Drag(
        day=held + later,
        on=back + later,
        start=source.start,
        space=SpaceId(source.space),
        minutes=minutes_of(source),
    )
    return programme.drag(ports, moved.id, moved.version, drag, Scope.FOLLOWING)


def _changed(ports: Ports, one: Recommendation, day: date, moved: Series) -> programme.Edit:
    source = one.source
    assert source is not None
    draft = replace(
        moved,
        space=SpaceId(source.space),
        units=moved.units if moved.space == source.space else (),
        start=source.start,
        minutes=minutes_of(source),
        rule=on_days(moved, source.weekdays),
    )
    return programme.change(ports, draft, Scope.FOLLOWING, day)


def _as_it_was(edit: programme.Edit, units: tuple[str, ...], end: date) -> Callable[[Series, str], Revision]:
    """With the part of the room that it leaves behind with the room, and with the end of its rule, which goes along to a later weekday."""

    def revise(series: Series, tail: str) -> Revision:
        made = edit.revise(series, tail)
        return replace(made, kept=(*made.kept[:-1], replace(until(made.last, end), units=units)))

    return revise


def _as_enacted(series: Series, one: Recommendation) -> None:
    """Raises RefusedError where somebody changed by hand what the change had made."""
    target = one.target
    wanted = (target.space, target.start, minutes_of(target), set(target.weekdays))
    if (series.space, series.start, series.minutes, set(weekdays_of(series))) != wanted:
        raise refusal("advice.back_changed")


def _uncut(ports: Ports, series: Series, one: Recommendation, day: date, last: date) -> None:
    """Raises RefusedError where it ends before the day on which it was made to end, and not because it was put back.

    Somebody changed it "from here on": what follows runs under a name that the change does not know.
    """
    ours = {day - _DAY, date.fromisoformat(one.parameters.get(FROM, day.isoformat())) - _DAY}
    end = ends(ports, series)
    if end < last and not (series.ended == end and end in ours):
        raise refusal("advice.back_changed")


def _was_last(one: Recommendation) -> date:
    """The day after which the series had no dates when its change was accepted."""
    kept = one.parameters.get(f"{WAS}last") or one.parameters.get(f"{WAS}ended")
    return date.fromisoformat(kept) if kept else date.max


def _back_id(one: Recommendation) -> str:
    return f"{made_id(one)}-back"


def _is_back(ports: Ports, one: Recommendation) -> bool:
    return any(series.id == _back_id(one) for series in programme.all_series(ports))


_STEPS: Mapping[Action, Callable[[Ports, Recommendation, date], Steps]] = {
    **dict.fromkeys((Action.ADD_CLASS, Action.GRANT_SLOT, Action.DUAL_USE), _end_made),
    **dict.fromkeys((Action.MOVE_SESSION, Action.RIGHT_SIZE), _move_back),
    Action.RELEASE_GHOST: _begin_again,
}
_WAYS: Mapping[Action, Callable[[Ports, Recommendation, date], Back]] = {
    **dict.fromkeys(_STEPS, _edited),
    Action.PRICE_BAND: _priced,
}
"""Kinds of change that lie in the system. Of the others (meals, opening hours, reminders) a person did all by hand."""

_FROM_SERIES = LASTING - {Action.PRICE_BAND}
