"""What a snapshot says when it is asked: use of windows, turns of a series, and the demand that its past teaches."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache

import numpy as np

from models.advice.candidate import clock_of
from models.advice.snapshot import Ahead, Course, Snapshot, SpaceUse, Turn, unpacked
from models.calendar import DayType
from models.demand.block import FREE_DAYS, block_of
from models.demand.curve import Curves
from models.demand.curve_source import Presence, gathered, seen_by_segment
from models.demand.demand import Demand
from models.demand.drawn import Held, near
from models.demand.history import Occasion
from models.demand.preference import preferred
from models.demand.segment import Segment, segment_of
from models.expectation import Expected
from models.forecast.series import Flags, Floats
from models.metric.ratio import ratio, ratios
from models.programme.activity import OrganiserKind

LOOKED_AT = 8
"""Days of the same weekday and type that a window is judged by."""

RECENT_WEEKS = 12
"""Weeks of turns that a series is judged by."""

QUIET_THIRD = 1 / 3
"""A window is under-used in the lowest third of the space's open half hours (domain.md 5.3)."""

ALIKE = {DayType.MAKEUP: DayType.WORKDAY}


@dataclass(frozen=True, slots=True)
class Window:
    """Half hours [start, end) on weekdays of a space."""

    space: str
    weekdays: tuple[int, ...]
    start: int
    end: int


class Ground:
    """A snapshot with what follows from it, worked out once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._thirds: dict[str, float] = {}
        self._usual: dict[str, float] = {}
        self._near: dict[tuple[str, Segment, datetime], float] = {}
        self._heads: dict[tuple[Occasion, int | None], Expected] = {}

    def space(self, key: str) -> SpaceUse:
        return self.snapshot.spaces[key]

    @cached_property
    def days(self) -> list[date]:
        count = len(self.snapshot.day_types) - 7
        return [self.snapshot.first + timedelta(days=n) for n in range(count)]

    @cached_property
    def demand(self) -> Demand:
        """Of how many would come where and when."""
        return Demand.fit(self.snapshot.past, self.curves)

    @cached_property
    def curves(self) -> Curves:
        """At which hours people of each segment are about, by the sensors of the zones that are meant for them, and would like
        to come, by what they say; each counts as far as it is precise."""
        zones = sorted({one.zone for one in self.snapshot.spaces.values()})
        about = seen_by_segment([self._presence(zone) for zone in zones])
        return gathered([about, preferred(self.snapshot.preferences)]) if self.snapshot.preferences else about

    def _presence(self, zone: str) -> Presence:
        """People of a usual space of the zone, of those that were measured."""
        spaces = [one for one in self.snapshot.spaces.values() if one.zone == zone]
        person, measured = (sum(getattr(one, name) for one in spaces) for name in ("person", "measured"))
        free = np.array([one in FREE_DAYS for one in self.snapshot.day_types[: len(self.days)]], dtype=bool)
        return Presence(zone=zone, people=ratios(person, measured), free=free)

    @cached_property
    def courses(self) -> dict[str, Course]:
        return {one.id: one for one in self.snapshot.courses}

    def alike(self, weekday: int) -> list[int]:
        """The last LOOKED_AT days of history, by place, of a weekday whose type is that of the planned day; the newest last."""
        types = [ALIKE.get(one, one) for one in self.snapshot.day_types]
        wanted = types[len(self.days) + weekday]
        found = [n for n, day in enumerate(self.days) if day.weekday() == weekday and types[n] is wanted]
        return found[-LOOKED_AT:]

    def cut(self, name: str, window: Window) -> Floats:
        """A column of the days of a window, (days, half hours)."""
        places = [n for weekday in window.weekdays for n in self.alike(weekday)]
        column: Floats = getattr(self.space(window.space), name)
        return column[places, window.start : window.end]

    def mean_people(self, window: Window) -> float | None:
        return ratio(float(self.cut("person", window).sum()), float(self.cut("measured", window).sum()))

    def coverage(self, window: Window) -> float | None:
        return ratio(float(self.cut("measured", window).sum()), float(self.cut("due", window).sum()))

    def per_week(self, name: str, window: Window) -> float | None:
        """Minutes of a column a week; None where nothing was measured."""
        if not self.cut("measured", window).sum():
            return None
        weeks: float = len(self.cut(name, window)) / len(window.weekdays)
        total: float = float(self.cut(name, window).sum())
        return total / weeks

    def span(self, window: Window) -> tuple[date, date]:
        """First and last day that a window is judged by."""
        places = [n for weekday in window.weekdays for n in self.alike(weekday)]
        if not places:
            return self.snapshot.first, self.snapshot.first
        return self.days[min(places)], self.days[max(places)]

    def usual(self, space: str) -> float:
        """Mean people of the usual (median) open half hour of the last weeks; NaN of no data."""
        if space not in self._usual:
            use = self.space(space)
            recent = slice(-LOOKED_AT * 7, None)
            person, measured = use.person[recent], use.measured[recent]
            told = measured > 0
            people = person[told] / measured[told]
            self._usual[space] = float(np.median(people)) if len(people) else np.nan
        return self._usual[space]

    def third(self, space: str) -> float:
        """Expected people up to which the lowest third of a space's open half hours of the planned week lies; NaN of no data."""
        if space not in self._thirds:
            use = self.space(space)
            told = use.point[use.open & ~np.isnan(use.point)]
            self._thirds[space] = float(np.quantile(told, QUIET_THIRD)) if len(told) else np.nan
        return self._thirds[space]

    def quiet_days(self, window: Window) -> int:
        """Of the days that a window is judged by, those on which it was measured and had fewer people than a usual hour."""
        person, measured = self.cut("person", window).sum(axis=1), self.cut("measured", window).sum(axis=1)
        told = measured > 0
        return int((person[told] <= self.usual(window.space) * measured[told] + 1e-9).sum())

    def days_seen(self, window: Window) -> int:
        return int((self.cut("measured", window).sum(axis=1) > 0).sum())

    def expected(self, name: str, window: Window) -> float | None:
        """The mean of point, low or high over a window of the planned week; None where nothing can be said."""
        grid: Floats = getattr(self.space(window.space), name)
        found = grid[list(window.weekdays), window.start : window.end]
        known = found[~np.isnan(found)]
        return float(known.mean()) if known.size else None

    def tier(self, window: Window) -> int:
        """The worst tier of a window: 0 unknown, 1 busy, 2 probably and 3 surely off-peak."""
        found = self.space(window.space).tier[list(window.weekdays), window.start : window.end]
        return int(found.min()) if found.size else 0

    def turns(self, series: str, weekday: int | None = None) -> list[Turn]:
        """Past sessions of a series in the last RECENT_WEEKS, by day."""
        since = self.days[-1] - timedelta(weeks=RECENT_WEEKS) if self.days else date.max
        return [
            one
            for one in self._turns.get(series, ())
            if one.day > since and weekday in (None, one.day.weekday())
        ]

    def turns_in(self, space: str) -> list[Turn]:
        """The same of all that was held in a space."""
        since = self.days[-1] - timedelta(weeks=RECENT_WEEKS) if self.days else date.max
        return [one for one in self.snapshot.turns if one.space == space and one.day > since]

    @cached_property
    def _turns(self) -> dict[str, list[Turn]]:
        found: dict[str, list[Turn]] = {}
        for one in sorted(self.snapshot.turns, key=lambda one: one.day):
            found.setdefault(one.series or f"group:{one.organiser}", []).append(one)
        return found

    def occasion(self, programme: str, segment: Segment, weekday: int, start: time, minutes: int) -> Occasion:
        """What demand is asked with, for a session of the planned week."""
        day_type = self.snapshot.day_types[len(self.days) + weekday]
        return Occasion(programme=programme, segment=segment, block=block_of(day_type, start, minutes))

    def expected_heads(self, occasion: Occasion, places: int | None) -> Expected:
        """People of a session there, with so many places; None = as many as want to."""
        key = occasion, places
        if key not in self._heads:
            self._heads[key] = self.demand.expected(occasion, places)
        return self._heads[key]

    def near(self, programme: str, segment: Segment, weekday: int, start: time) -> float:
        """People of the planned week at sessions that a new one there may draw on."""
        at = datetime.combine(self.snapshot.monday + timedelta(days=weekday), start)
        asked = programme, segment, at
        if asked not in self._near:
            occasion = self.occasion(programme, segment, weekday, start, 0)
            self._near[asked] = near(occasion, at, self.timetable)
        return self._near[asked]

    @cached_property
    def timetable(self) -> Sequence[Held]:
        """What takes place in the planned week anyway, with the people that demand expects there; the weeks beside it are alike."""
        week = [self._held(one) for one in self.snapshot.ahead]
        return [replace(one, start=one.start + timedelta(weeks=n)) for one in week for n in (-1, 0, 1)]

    def _held(self, one: Ahead) -> Held:
        course = self.courses.get(one.series)
        own = OrganiserKind.GROUP if any(each.id == one.organiser for each in self.snapshot.groups) else None
        segment = course.segment if course else segment_of(one.kind, self.space(one.space).zone, own)
        start = datetime.combine(self.snapshot.monday + timedelta(days=one.day), clock_of(one.half))
        occasion = self.occasion(one.series or one.kind, segment, one.day, start.time(), one.length * 30)
        places = (course.places if course else 0) or self.space(one.space).capacity
        return Held(occasion, start, self.expected_heads(occasion, places).mean)

    def frozen(self, spaces: Collection[str]) -> Flags:
        """Half hours of the week that changes under way are measured in or compared with, (7, 48), of any of the spaces."""
        found = np.zeros((7, 48), dtype=bool)
        for spell in self.snapshot.running:
            if spell.space in spaces:
                begin, end = spell.start.hour * 2, spell.end.hour * 2 + (spell.end.minute > 0) or 48
                found[list(spell.weekdays), begin:end] = True
        return found

    def measured_in(self, window: Window) -> bool:
        """Whether a change under way is measured in one of its half hours, or compared with it."""
        frozen = self.frozen([window.space])
        return bool(frozen[list(window.weekdays), window.start : window.end].any())


def mean(values: Sequence[float]) -> float | None:
    """None of nothing."""
    return sum(values) / len(values) if values else None


@lru_cache(maxsize=2)
def ground_of(content: bytes) -> Ground:
    """Of a packed snapshot; the last two are kept, for whoever looks at proposals asks the same one again and again.

    Raises KeyError, TypeError, ValueError for bytes of a version that knew other things.
    """
    return Ground(unpacked(content))
