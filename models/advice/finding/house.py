"""What the house itself can change: a price for quiet hours (A4), earlier meals (A5), opening hours (A9)."""

from collections.abc import Iterator, Sequence

import numpy as np

from models.advice.action import Action
from models.advice.candidate import Candidate, clock_of, half_of
from models.advice.finding.sessions import CROWD_MINUTES, DINING
from models.advice.ground import LOOKED_AT, Ground, Window
from models.advice.quiet import quiet
from models.advice.snapshot import SpaceUse, Tariff
from models.centre import SpaceId
from models.forecast.series import Flags
from models.spell import Spell

WORKDAYS, WEEKEND = (0, 1, 2, 3, 4), (5, 6)
BAND = 4
"""Half hours: a price that people can remember holds for two hours."""

CUT = 0.5
"""Of the price; real gyms of the city halve it from part to part of the day (2, 5, 8 yuan: domain.md 5.2)."""

EARLY = 2
"""Half hours before the crowd in which a meal is made attractive: "come before 11"."""

NOBODY = 0.5
"""People on average: an edge of the day with fewer is open for nobody."""

LEAST_DAYS = 6


def to_price(ground: Ground) -> Iterator[Candidate]:
    """A4: the longest quiet hours of what is priced and has no band there yet."""
    for tariff in ground.snapshot.tariffs:
        for space in tariff.spaces:
            for weekdays in (WORKDAYS, WEEKEND):
                starts = np.logical_and.reduce(quiet(ground, space, BAND).probably[list(weekdays)])
                start = _first(starts, tariff)
                fen = min(round(tariff.fen * CUT / 100) * 100, ground.snapshot.weights.price_cap_fen)
                if start is not None and 0 < fen < tariff.fen:
                    given = {"price_plan": tariff.plan, "fen": str(fen), "before_fen": str(tariff.fen)}
                    target = _spell(ground, space, weekdays, start, start + BAND)
                    yield Candidate(action=Action.PRICE_BAND, target=target, parameters=given)
                    break


def to_eat_early(ground: Ground) -> Iterator[Candidate]:
    """A5: a canteen whose meal overflows, where there is room in the half hours before."""
    for use in ground.snapshot.spaces.values():
        for name, start, end in use.meals if use.kind == DINING else ():
            crowd = _crowd(ground, use, half_of(start), half_of(end, ends=True))
            if crowd and crowd[0] - EARLY >= half_of(start):
                target = _spell(ground, use.id, WORKDAYS, crowd[0] - EARLY, crowd[0])
                source = _spell(ground, use.id, WORKDAYS, crowd[0], crowd[1])
                yield Candidate(
                    action=Action.MEAL_BAND, target=target, source=source, parameters={"meal": name}
                )


def to_close(ground: Ground) -> Iterator[Candidate]:
    """A9: the first or the last hour of the working days, where nobody was seen and nothing takes place."""
    for use in ground.snapshot.spaces.values():
        halves = np.flatnonzero(use.open[list(WORKDAYS)].all(axis=0))
        if len(halves) < 4 * BAND or halves[-1] - halves[0] + 1 != len(halves):
            continue
        for start, end in ((halves[-1] - 1, halves[-1] + 1), (halves[0], halves[0] + 2)):
            if _deserted(ground, use, int(start), int(end)):
                target = _spell(ground, use.id, WORKDAYS, int(start), int(end))
                yield Candidate(action=Action.OPENING_HOURS, target=target, parameters={"equity": "1"})
                break


def _first(starts: Flags, tariff: Tariff) -> int | None:
    banded = [(half_of(start), half_of(end, ends=True)) for start, end in tariff.banded]
    free = (
        int(half)
        for half in np.flatnonzero(starts)
        if all(half + BAND <= start or half >= end for start, end in banded)
    )
    return next(free, None)


def _crowd(ground: Ground, use: SpaceUse, start: int, end: int) -> tuple[int, int] | None:
    """The half hours of a meal that overflow on working days."""
    over = [
        half
        for half in range(start, end)
        if (ground.per_week("overflow", Window(use.id, WORKDAYS, half, half + 1)) or 0.0) >= CROWD_MINUTES
    ]
    return (over[0], over[-1] + 1) if over else None


def _deserted(ground: Ground, use: SpaceUse, start: int, end: int) -> bool:
    window = Window(use.id, WORKDAYS, start, end)
    seen, people = ground.days_seen(window), ground.mean_people(window)
    busy = any(
        one.space == use.id and one.half < end and one.half + one.length > start
        for one in ground.snapshot.ahead
    )
    return seen >= LEAST_DAYS * LOOKED_AT // 2 and people is not None and people < NOBODY and not busy


def _spell(ground: Ground, space: str, weekdays: Sequence[int], start: int, end: int) -> Spell:
    return Spell(
        space=SpaceId(space),
        weekdays=tuple(weekdays),
        start=clock_of(start),
        end=clock_of(end),
        first=ground.snapshot.monday,
    )
