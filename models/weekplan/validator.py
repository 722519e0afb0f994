"""Whether a plan keeps every hard rule, worked out from the problem alone: nothing of the solvers is used or trusted."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from models.weekplan.problem import DAYS, HALF_HOURS, Coach, Offer, Placement, Plan, Problem, Room


class Rule(StrEnum):
    """What a plan must keep."""

    KNOWN = "known"
    PINNED = "pinned"
    START = "start"
    OPEN = "open"
    FROZEN = "frozen"
    FITTING = "fitting"
    CAPACITY = "capacity"
    COACH = "coach"
    ROOM_TAKEN = "room_taken"
    COACH_TAKEN = "coach_taken"
    COACH_WEEKLY = "coach_weekly"
    WEEKLY = "weekly"
    DAILY = "daily"
    HEADROOM = "headroom"
    PARALLEL = "parallel"
    CHANGES = "changes"
    WELFARE = "welfare"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Violation:
    """rule that is broken; what: the placement, room, coach, offer, group or half hour; found against the limit."""

    rule: Rule
    what: str
    found: int
    limit: int


@dataclass(frozen=True, slots=True)
class _Session:
    """A placement with all that it names looked up."""

    placement: Placement
    offer: Offer
    room: Room
    coach: Coach | None
    pinned: bool

    @property
    def halves(self) -> range:
        return range(self.placement.half, self.placement.half + self.offer.length)

    @property
    def heads(self) -> int:
        return int(self.offer.heads[self.placement.day, self.placement.half])


@dataclass(frozen=True, slots=True)
class _Names:
    offers: set[str]
    rooms: set[str]
    coaches: set[str]

    def know(self, one: Placement) -> bool:
        named = one.offer in self.offers and one.room in self.rooms and one.coach in self.coaches | {""}
        return named and 0 <= one.day < DAYS and 0 <= one.half < HALF_HOURS


@dataclass(frozen=True, slots=True)
class _Week:
    problem: Problem
    plan: Plan
    sessions: Sequence[_Session]


def validate(problem: Problem, plan: Plan) -> Sequence[Violation]:
    """Every broken rule, none where the plan can be held. What somebody pinned is looked at as well."""
    names = _Names(*({one.id for one in named} for named in (problem.offers, problem.rooms, problem.coaches)))
    unknown = [placement for placement in plan.placements if not names.know(placement)]
    if unknown:
        return [Violation(Rule.KNOWN, str(placement), 1, 0) for placement in unknown]
    week = _Week(problem, plan, _sessions(problem, plan.placements))
    return [violation for check in CHECKS for violation in check(week)]


def _sessions(problem: Problem, placements: Sequence[Placement]) -> list[_Session]:
    offers = {offer.id: offer for offer in problem.offers}
    rooms = {room.id: room for room in problem.rooms}
    coaches = {coach.id: coach for coach in problem.coaches}
    return [
        _Session(one, offers[one.offer], rooms[one.room], coaches.get(one.coach), one in problem.pinned)
        for one in placements
    ]


def _alone(week: _Week) -> Iterator[Violation]:
    for session in week.sessions:
        yield from _by_itself(session, week.problem)


def _by_itself(session: _Session, problem: Problem) -> Iterator[Violation]:
    """What a session breaks by itself."""
    one, offer, room = session.placement, session.offer, session.room
    inside = [half for half in session.halves if half < HALF_HOURS]
    frozen = problem.limits.frozen
    in_room = one.room in offer.rooms if offer.rooms else room.kind in offer.kinds
    broken = {
        Rule.START: not session.pinned and offer.value[one.day, one.half] <= 0,
        Rule.OPEN: len(inside) < offer.length or not all(room.free[one.day, half] for half in inside),
        Rule.FROZEN: any((room.space, one.day, half) in frozen for half in inside),
        Rule.FITTING: not in_room,
        Rule.CAPACITY: session.heads > room.capacity,
        Rule.COACH: not _taught(session),
    }
    yield from (Violation(rule, str(one), 1, 0) for rule, is_broken in broken.items() if is_broken)


def _taught(session: _Session) -> bool:
    coach = session.coach
    if coach is None:
        return not session.offer.coaches
    day = session.placement.day
    available = all(half < HALF_HOURS and coach.available[day, half] for half in session.halves)
    return coach.id in session.offer.coaches and available


def _pins(week: _Week) -> Iterator[Violation]:
    missing = Counter(week.problem.pinned) - Counter(week.plan.placements)
    yield from (Violation(Rule.PINNED, str(one), 0, 1) for one in missing)


Cell = tuple[str, int, int]
"""Name, day, half hour; names or days that do not matter are "" and 0."""


def _summed(
    sessions: Sequence[_Session], name: Callable[[_Session], str], weight: Callable[[_Session], int]
) -> Counter[Cell]:
    """What goes on at once, by half hour."""
    found: Counter[Cell] = Counter()
    for session in sessions:
        for half in session.halves:
            found[name(session), session.placement.day, half] += weight(session)
    return found


def _at_once(week: _Week) -> Iterator[Violation]:
    """Two in one room or with one coach, too many of a group or too many people in a half hour."""
    taught = [session for session in week.sessions if session.coach]
    headroom = week.problem.limits.headroom
    rooms = _summed(week.sessions, lambda session: session.room.id, lambda _: 1)
    coaches = _summed(taught, lambda session: session.placement.coach, lambda _: 1)
    groups = _summed(week.sessions, lambda session: session.offer.group, lambda _: 1)
    people = _summed(week.sessions, lambda _: "", lambda session: session.heads)
    yield from _over(Rule.ROOM_TAKEN, rooms, lambda _: 1)
    yield from _over(Rule.COACH_TAKEN, coaches, lambda _: 1)
    yield from _over(Rule.PARALLEL, groups, lambda _: week.problem.limits.parallel)
    yield from _over(
        Rule.HEADROOM, people, lambda cell: int(headroom[cell[1:]]) if cell[2] < HALF_HOURS else 0
    )


def _in_the_week(week: _Week) -> Iterator[Violation]:
    """Too often in a week or a day, too much for a coach, too many changes of a space."""
    weekly = {offer.id: offer.weekly for offer in week.problem.offers}
    teaching = {coach.id: coach.weekly for coach in week.problem.coaches}
    limits = week.problem.limits
    offers = Counter((session.offer.id, 0, 0) for session in week.sessions)
    days = Counter((session.offer.id, session.placement.day, 0) for session in week.sessions)
    coaches = Counter((session.placement.coach, 0, 0) for session in week.sessions if session.coach)
    changes = Counter((session.room.space, 0, 0) for session in week.sessions if not session.pinned)
    yield from _over(Rule.WEEKLY, offers, lambda cell: weekly[cell[0]])
    yield from _over(Rule.DAILY, days, lambda _: 1)
    yield from _over(Rule.COACH_WEEKLY, coaches, lambda cell: teaching[cell[0]])
    yield from _over(
        Rule.CHANGES, changes, lambda cell: max(limits.changes - limits.open_changes.get(cell[0], 0), 0)
    )


def _over(rule: Rule, found: Mapping[Cell, int], limit: Callable[[Cell], int]) -> Iterator[Violation]:
    for cell, count in sorted(found.items()):
        if count > limit(cell):
            yield Violation(rule, str(cell), count, limit(cell))


def _welfare(week: _Week) -> Iterator[Violation]:
    """Half hours of welfare offers against the quota, less what the pinned ones alone fall short of it."""
    problem = week.problem
    pinned = [session for session in week.sessions if session.pinned]
    excused = max(_short(problem, pinned), 0)
    free = sum(session.offer.length for session in week.sessions if session.offer.welfare)
    if _short(problem, week.sessions) > excused and free < sum(map(_most(problem), problem.offers)):
        yield Violation(Rule.WELFARE, "", _short(problem, week.sessions), excused)


def _short(problem: Problem, sessions: Sequence[_Session]) -> int:
    """Hundredths of a per cent of a half hour that are missing to the quota."""
    asked = sum(session.offer.length for session in sessions) * problem.limits.welfare_bps
    return asked - sum(session.offer.length * 10_000 for session in sessions if session.offer.welfare)


def _most(problem: Problem) -> Callable[[Offer], int]:
    """Half hours of a welfare offer on as many days as it could be held at all, with nothing else in the house."""

    def possible(offer: Offer, day: int) -> bool:
        starts = [half for half in range(HALF_HOURS) if offer.value[day, half] > 0]
        coaches: Sequence[Coach | None] = [one for one in problem.coaches if one.id in offer.coaches]
        for half, room, coach in product(starts, problem.rooms, coaches if offer.coaches else [None]):
            one = Placement(offer=offer.id, day=day, half=half, room=room.id)
            session = _Session(one, offer, room, coach, pinned=False)
            if not any(_by_itself(session, problem)):
                return True
        return False

    return lambda offer: (
        offer.length * min(offer.weekly, sum(possible(offer, day) for day in range(DAYS)))
        if offer.welfare
        else 0
    )


def _value(week: _Week) -> Iterator[Violation]:
    """The plan says what its placements are worth."""
    value = sum(int(one.offer.value[one.placement.day, one.placement.half]) for one in week.sessions)
    if value != week.plan.value:
        yield Violation(Rule.VALUE, "", week.plan.value, value)


CHECKS: Sequence[Callable[[_Week], Iterator[Violation]]] = (
    *(_pins, _alone, _at_once, _in_the_week, _welfare),
    _value,
)
"""All that a plan is looked at for."""
