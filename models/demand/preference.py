"""What residents say of hours: when they would like to come, and when it is too crowded. A port, which whoever asks them fills."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np

from models.demand.block import BLOCKS, HOURS
from models.demand.curve import Curve, Curves
from models.demand.hidden_count import Counted, log_rates
from models.demand.likeness import PARTS_OF_DEMAND
from models.demand.segment import Segment, segment_of

FEWEST = 5
"""A count of fewer persons is told to nobody: it could be somebody."""

SAID_SD = 0.3
"""People do not come at all the hours at which they say they would."""

_DAYS = {False: 5, True: 2}
"""Of a week, by whether they are days off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """Persons who named an hour of the week as one that suits them, or as too crowded. zone, kind: of a space and of an
    activity, "" = any. weekday: 0 = Monday; hour: 0..23 local."""

    weekday: int
    hour: int
    zone: str = ""
    kind: str = ""
    wanted: int = 0
    crowded: int = 0

    def __post_init__(self) -> None:
        if not (0 <= self.weekday < 7 and 0 <= self.hour < 24 and self.wanted >= 0 and self.crowded >= 0):
            raise ValueError(f"{self} is no hour of the week")


class Preferences(Protocol):
    """What residents of one centre said."""

    def told(self, first: date, last: date) -> Sequence[Preference]:
        """Of what was said in these days, counts of FEWEST persons or more."""
        ...


def discreet(preferences: Sequence[Preference]) -> tuple[Preference, ...]:
    """Without counts that are too small to be told, whoever passed them on."""
    kept = [
        Preference(
            weekday=one.weekday,
            hour=one.hour,
            zone=one.zone,
            kind=one.kind,
            wanted=one.wanted if one.wanted >= FEWEST else 0,
            crowded=one.crowded if one.crowded >= FEWEST else 0,
        )
        for one in preferences
    ]
    return tuple(one for one in kept if one.wanted or one.crowded)


def preferred(preferences: Sequence[Preference]) -> Curves:
    """The curve of each segment of which anything is told: persons of a usual hour of each block."""
    hours: dict[Segment, dict[tuple[int, int], int]] = defaultdict(lambda: defaultdict(int))
    for one in preferences:
        if one.wanted:
            hours[segment_of(one.kind, one.zone, None)][one.weekday, one.hour] += one.wanted
    return Curves({segment: _curve(told) for segment, told in hours.items()})


def _curve(told: Mapping[tuple[int, int], int]) -> Curve:
    """Hours of which nothing is told were named by few. How few is not known, which is in the width of their blocks alone."""
    persons: dict[tuple[bool, int], list[int]] = defaultdict(list)
    for (weekday, hour), wanted in told.items():
        persons[weekday >= 5, hour // HOURS].append(wanted)
    groups = []
    for block in BLOCKS:
        named = persons[block.free, block.part]
        groups.append(Counted(named, HOURS * _DAYS[block.free] - len(named)))
    liking, sd = log_rates(groups, FEWEST, PARTS_OF_DEMAND["segment in block"].sd)
    return Curve(liking, np.hypot(SAID_SD, sd))


def mentions(
    preferences: Sequence[Preference],
    what: str,
    *,
    zone: str,
    kind: str,
    weekdays: Sequence[int],
    hours: range,
) -> int | None:
    """So many persons at least named one of the hours: who named several is counted once, so it is the most of any hour.

    what: "wanted" or "crowded". None = nothing is told of them, which is not nobody.
    """
    found: dict[tuple[int, int], int] = defaultdict(int)
    for one in preferences:
        if (
            one.zone in ("", zone)
            and one.kind in ("", kind)
            and one.weekday in weekdays
            and one.hour in hours
        ):
            found[one.weekday, one.hour] += getattr(one, what)
    return max(found.values(), default=0) or None
