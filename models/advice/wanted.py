"""Sessions that could be put somewhere in the week, before it is known where: what the week's plan chooses from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from models.advice.action import Action
from models.advice.appraisal import appraise, heads
from models.advice.candidate import Candidate, after, clock_of
from models.advice.ground import Ground
from models.advice.quiet import quiet
from models.advice.snapshot import HALF_HOURS
from models.centre import SpaceId
from models.spell import Spell
from models.weekplan.problem import Flags, Offer

CLEANING_MINUTES = 10
"""Between a session and the next one (domain.md 5.2)."""

POINTS = 10
"""Whole numbers of the plan for one point."""

WEEKS = 12
"""For how long a change is tried: as long as effects of such changes last (domain.md 5.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A session that looks for a time in a space. id: of its offer; likeness: what draws on the same people.

    surely: it is promised for weeks, so that only surely off-peak hours will do. coaches: empty = none is needed.
    """

    id: str
    action: Action
    space: str
    minutes: int
    parameters: Mapping[str, str]
    coaches: tuple[str, ...]
    likeness: str
    welfare: bool
    surely: bool
    source: Spell | None = None

    @property
    def length(self) -> int:
        """Half hours, with the cleaning gap."""
        return -(-(self.minutes + CLEANING_MINUTES) // 30)


def candidate_at(ground: Ground, wanted: Wanted, day: int, half: int, coach: str = "") -> Candidate:
    """The session at a start of the planned week."""
    monday = ground.snapshot.monday
    start = clock_of(half)
    target = Spell(
        space=SpaceId(wanted.space),
        weekdays=(day,),
        start=start,
        end=after(start, wanted.minutes),
        first=monday,
        weeks=WEEKS,
    )
    parameters = dict(wanted.parameters) | ({"coach": coach} if coach else {})
    return Candidate(action=wanted.action, target=target, source=wanted.source, parameters=parameters)


_NAMED_BY = ("series", "organiser", "weekday")


def is_of(wanted: Wanted, candidate: Candidate) -> bool:
    """Whether a candidate is this session somewhere in the week, whoever teaches it."""
    return (wanted.action, wanted.space) == (candidate.action, candidate.target.space) and all(
        wanted.parameters.get(name) == candidate.parameters.get(name) for name in _NAMED_BY
    )


def offer(ground: Ground, wanted: Wanted) -> Offer:
    """Its heads and points at every start of the week; where it must not start they are 0."""
    found = quiet(ground, wanted.space, wanted.length)
    starts = (found.surely if wanted.surely else found.probably) & ~_meets_its_like(ground, wanted)
    people, value = (np.zeros((7, HALF_HOURS), dtype=np.int64) for _ in range(2))
    coach = wanted.coaches[0] if wanted.coaches else ""
    for day, half in zip(*np.nonzero(starts), strict=True):
        candidate = candidate_at(ground, wanted, int(day), int(half), coach)
        people[day, half] = round(heads(ground, candidate, candidate.target).high)
        value[day, half] = max(int(appraise(ground, candidate).value * POINTS), 0)
    return Offer(
        id=wanted.id,
        length=wanted.length,
        weekly=1,
        kinds=frozenset({wanted.space}),
        coaches=wanted.coaches,
        group=wanted.likeness,
        welfare=wanted.welfare,
        heads=people,
        value=value,
        rooms=frozenset({wanted.space}),
    )


def best(offers: Mapping[str, tuple[Wanted, Offer]]) -> list[tuple[Wanted, Offer]]:
    """Of offers that are the same session in several spaces the one with the most points; those without any are left out."""
    chosen: dict[str, tuple[Wanted, Offer]] = {}
    for wanted, found in offers.values():
        name = wanted.id.rpartition("@")[0]
        points = int(found.value.max())
        if points > 0 and (name not in chosen or points > int(chosen[name][1].value.max())):
            chosen[name] = (wanted, found)
    return list(chosen.values())


def _meets_its_like(ground: Ground, wanted: Wanted) -> Flags:
    """Starts at which a session of the same kind goes on anyway: the two would draw on the same people."""
    going = np.zeros((7, HALF_HOURS), dtype=bool)
    for one in ground.snapshot.ahead:
        if one.kind == wanted.parameters.get("kind") and one.series != wanted.parameters.get("moves"):
            going[one.day, one.half : one.half + one.length] = True
    meets = np.zeros_like(going)
    for n in range(wanted.length):
        meets[:, : HALF_HOURS - n] |= going[:, n:]
    return meets


def elsewhere(wanted: Wanted, space: str) -> Wanted:
    """The same in another space."""
    return replace(wanted, id=f"{wanted.id.rpartition('@')[0]}@{space}", space=space)
