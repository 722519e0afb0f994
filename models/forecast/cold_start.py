"""Where a space begins that has hardly been measured: how its kind fills over a day, as far as its own days do not yet say."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.centre import SpaceKind
from models.forecast.outlook import HALF_HOURS
from models.forecast.series import Flags, Floats

OWN_DAYS = 28
"""After so many measured days of its own a space needs no stranger's profile any more."""

DAYS_WORTH = 1.0
"""The profile is worth as much as this many days of the space's own: on real series a single week beats any stranger."""

_LEVEL_DAYS = 1.0
"""Its level and its shape likewise."""

_HOURS = 24


@dataclass(frozen=True, slots=True)
class Profile:
    """People present in per cent of the capacity, by full hours from `first` on; nobody at other hours."""

    first: int
    percent: tuple[int, ...]

    @property
    def half_hours(self) -> Floats:
        """Shares of the capacity, (HALF_HOURS,), by straight lines between the middles of the hours."""
        hours = np.zeros(_HOURS)
        hours[self.first : self.first + len(self.percent)] = self.percent
        middles = (np.arange(HALF_HOURS) + 0.5) * _HOURS / HALF_HOURS
        return np.asarray(np.interp(middles, np.arange(_HOURS) + 0.5, hours) / 100, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Kind:
    """On days that most people work, and on days that they have off."""

    working: Profile
    free: Profile


KINDS: Mapping[SpaceKind, Kind] = {
    SpaceKind.GYM: Kind(
        Profile(6, (3, 23, 33, 28, 21, 18, 17, 16, 15, 17, 21, 36, 60, 70, 56, 28, 6)),
        Profile(8, (17, 44, 49, 38, 29, 25, 31, 41, 46, 48, 46, 41, 34, 19, 5)),
    ),
    SpaceKind.CANTEEN: Kind(
        Profile(6, (4, 17, 12, 1, 10, 47, 31, 5, 0, 0, 6, 26, 16, 1)),
        Profile(6, (3, 14, 10, 1, 8, 40, 26, 4, 0, 0, 5, 22, 13, 1)),
    ),
    SpaceKind.ROOM: Kind(
        Profile(9, (4, 5, 4, 3, 3, 4, 6, 5, 4, 4, 4, 2)),
        Profile(9, (4, 5, 4, 3, 3, 4, 6, 5, 4, 4, 4, 2)),
    ),
    SpaceKind.MARKET: Kind(
        Profile(6, (15, 29, 31, 28, 21, 14, 11, 10, 9, 12, 14, 19, 27, 28, 24, 14, 2)),
        Profile(6, (21, 39, 42, 37, 28, 18, 15, 13, 13, 16, 19, 26, 36, 37, 32, 19, 3)),
    ),
    SpaceKind.CARE: Kind(
        Profile(8, (16, 43, 53, 57, 60, 60, 54, 44, 32, 23, 16, 11, 7, 4, 2, 1)),
        Profile(8, (8, 22, 27, 28, 30, 30, 27, 22, 16, 12, 8, 5, 3, 2, 1)),
    ),
    SpaceKind.DESK: Kind(
        Profile(8, (6, 23, 21, 15, 7, 11, 16, 19, 15, 7)),
        Profile(8, (4, 12, 11, 8, 4, 6, 9, 10, 8, 4)),
    ),
    SpaceKind.OUTDOOR: Kind(
        Profile(6, (8, 14, 15, 11, 7, 6, 5, 5, 5, 5, 8, 11, 15, 15, 13, 8, 1)),
        Profile(6, (9, 17, 18, 13, 8, 7, 6, 6, 5, 6, 9, 13, 17, 18, 16, 9, 2)),
    ),
}
"""Who is present by the arrivals, stays and turnovers that the shipped simulation assumes of each kind; no centre was measured
for it, which is why a space's own days take over so soon."""


def expected(kind: SpaceKind, free: Flags, capacity: Floats) -> Floats:
    """What a stranger expects: people by (days, HALF_HOURS). free: days off, (days,); capacity: persons, (days,)."""
    of = KINDS[kind]
    shapes = np.stack([of.working.half_hours, of.free.half_hours])
    return np.asarray(shapes[free.astype(int)] * capacity[:, None], dtype=np.float64)


def begun(came: Floats, stranger: Floats, own: Floats, ahead: Floats) -> tuple[Floats, float]:
    """The forecast of the days ahead, and on how many days of its own it stands.

    came, stranger: people of the days before, as measured and as expected() has them; own, ahead: the same two of the days
    to come, by (days, steps). The stranger's profile takes on level and shape of what came; beside it, in square roots, the
    space's own forecast counts as DAYS_WORTH has it, from OWN_DAYS on alone. Where that knows nothing, such as a weekday
    or an opening hour that has not been yet, the profile stays.
    """
    measured = float((~np.isnan(came)).any(axis=1).sum())
    told = np.sqrt(_settled(came[-OWN_DAYS:], stranger[-OWN_DAYS:], ahead))
    trust = np.where(np.isnan(own), 0.0, 1.0 if measured >= OWN_DAYS else measured / (measured + DAYS_WORTH))
    root = trust * np.sqrt(np.nan_to_num(own)) + (1 - trust) * told
    return np.where(trust >= 1, own, root**2), measured


def _settled(came: Floats, stranger: Floats, ahead: Floats) -> Floats:
    """The stranger's people of the days ahead at the level of what came, corrected at each time of day by what came then."""
    level = _level(came, stranger)
    known = ~np.isnan(came) & ~np.isnan(stranger)
    off = np.where(known, came - level * stranger, 0).sum(axis=0) / (known.sum(axis=0) + _LEVEL_DAYS)
    found: Floats = np.maximum(ahead * level + off, 0)
    return found


def _level(came: Floats, stranger: Floats) -> float:
    """What came as a share of what a stranger expected, drawn to 1 as long as little has come."""
    known = ~np.isnan(came) & ~np.isnan(stranger)
    if not known.any():
        return 1.0
    calm = _LEVEL_DAYS * float(np.nansum(stranger)) / len(stranger)
    due = float(stranger[known].sum()) + calm
    return (float(came[known].sum()) + calm) / due if due > 0 else 1.0
