"""The board on which a week is filled: what rooms, coaches and limits still leave after each placement."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from models.weekplan.house import House
from models.weekplan.problem import DAYS, HALF_HOURS, Offer, Placement


class PlacementError(ValueError):
    """A placement names an offer, a room or a coach that the problem does not have."""


class Board:
    """What is left for more placements. Negative where what was put exceeds a limit, as pinned placements may."""

    def __init__(self, house: House, fixed: Sequence[Placement] = ()) -> None:
        """fixed: put at once, whether it fits or not; Problem.pinned is the caller's to add.

        Raises PlacementError where one of them names what the problem does not have.
        """
        problem, limits = house.problem, house.problem.limits
        self.house = house
        self.room_free, self.coach_free = house.room_free.copy(), house.coach_free.copy()
        self.coach_left = np.array([coach.weekly for coach in problem.coaches], dtype=np.int64)
        self.headroom = limits.headroom.astype(np.int64)
        self.parallel = np.full((len(house.groups), DAYS, HALF_HOURS), limits.parallel, dtype=np.int64)
        self.weekly = np.array([offer.weekly for offer in problem.offers], dtype=np.int64)
        self.may_start = np.array([offer.value > 0 for offer in problem.offers]).reshape(-1, DAYS, HALF_HOURS)
        self.changes = {
            room.space: limits.changes - limits.open_changes.get(room.space, 0) for room in problem.rooms
        }
        self.halves = self.welfare = self.value = 0
        pinned = set(problem.pinned)
        for placement in fixed:
            self.put(placement, pinned=placement in pinned)

    def put(self, placement: Placement, *, pinned: bool = False) -> None:
        """Take what it needs. Raises PlacementError where it names what the problem does not have."""
        house, day = self.house, placement.day
        number = _number(house.offers, "offer", placement.offer)
        room = _number(house.rooms, "room", placement.room)
        offer = house.problem.offers[number]
        during = slice(placement.half, placement.half + offer.length)
        if placement.coach:
            coach = _number(house.coaches, "coach", placement.coach)
            self.coach_free[coach, day, during] = False
            self.coach_left[coach] -= 1
        self.room_free[room, day, during] = False
        self.headroom[day, during] -= offer.heads[day, placement.half]
        self.parallel[house.groups[offer.group], day, during] -= 1
        self.weekly[number] -= 1
        self.may_start[number, day] = False
        self.halves += offer.length
        self.welfare += offer.length * offer.welfare
        self.value += int(offer.value[day, placement.half])
        if not pinned:
            self.changes[house.problem.rooms[room].space] -= 1

    def fitting(self, number: int, day: int, half: int) -> Placement | None:
        """The offer at that start in the smallest free room that holds it, with the coach who has most sessions left.

        None = it does not fit. The welfare quota is not looked at.
        """
        if not self._bearable(number, day, half):
            return None
        offer = self.house.problem.offers[number]
        during = slice(half, half + offer.length)
        room = next(self._rooms(number, int(offer.heads[day, half]), day, during), None)
        coach = next(self._coaches(offer, day, during), None) if offer.coaches else ""
        if room is None or coach is None:
            return None
        return Placement(offer=offer.id, day=day, half=half, room=room, coach=coach)

    def holds(self, one: Placement) -> bool:
        """Whether this very placement fits, the welfare quota aside. Raises PlacementError as `put` does."""
        number = _number(self.house.offers, "offer", one.offer)
        offer = self.house.problem.offers[number]
        during = slice(one.half, one.half + offer.length)
        taught = one.coach in self._coaches(offer, one.day, during) if offer.coaches else not one.coach
        heads = int(offer.heads[one.day, one.half])
        return (
            self._bearable(number, one.day, one.half)
            and taught
            and one.room in self._rooms(number, heads, one.day, during)
        )

    def _bearable(self, number: int, day: int, half: int) -> bool:
        """Whether all but rooms and coaches allow it."""
        if self.weekly[number] <= 0 or not self.may_start[number, day, half]:
            return False
        offer = self.house.problem.offers[number]
        during = slice(half, half + offer.length)
        return bool(
            half + offer.length <= HALF_HOURS
            and self.headroom[day, during].min() >= offer.heads[day, half]
            and self.parallel[self.house.groups[offer.group], day, during].min() > 0
        )

    def _rooms(self, number: int, heads: int, day: int, during: slice) -> Iterator[str]:
        for room in self.house.by_size[number]:
            found = self.house.problem.rooms[room]
            if (
                found.capacity >= heads
                and self.room_free[room, day, during].all()
                and self.changes[found.space] > 0
            ):
                yield found.id

    def _coaches(self, offer: Offer, day: int, during: slice) -> Iterator[str]:
        """Who can teach it, those with most sessions left first."""
        numbers = [self.house.coaches[coach] for coach in offer.coaches if coach in self.house.coaches]
        for number in sorted(numbers, key=lambda number: (-self.coach_left[number], number)):
            if self.coach_left[number] > 0 and self.coach_free[number, day, during].all():
                yield self.house.problem.coaches[number].id


def _number(numbers: Mapping[str, int], what: str, name: str) -> int:
    if name not in numbers:
        raise PlacementError(f"a placement names the {what} {name!r}, which the problem does not have")
    return numbers[name]
