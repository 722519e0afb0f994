"""People by week in a few half hours of the week: from class registers, and from sensors where these measured enough."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import numpy as np

from models.calendar import BUSINESS_DAY_CUT, SLOT, DayType, Window
from models.centre import SpaceId
from models.effect.panel import WEEK
from models.effect.trial import Metric
from models.metric.coverage import filled_up
from models.metric.ratio import Numbers
from models.ports import Ports
from models.programme.attendance import Attendance, AttendanceSource, counted
from models.programme.session import Session
from models.spell import Spell
from models.use_grid import FIELDS, SLOTS, use_grid

REGISTERS = frozenset({AttendanceSource.MANUAL, AttendanceSource.CHECKIN})
"""Who counts for a class register; what sensors saw of a session is told as person-hours."""

_ONE_DAY = timedelta(days=1)
_KEPT = ("person_hours", "overflow_min", "measured_hours", "open_hours")
"""All that is kept of a space: a year of twenty spaces with every field would be a hundred megabytes."""


@dataclass
class WeekTotals:
    """Reads each space and the register once, however many windows are asked of it. mondays: complete weeks in order, without
    gaps."""

    ports: Ports
    mondays: Sequence[date]
    _spaces: dict[SpaceId, Numbers] = field(default_factory=dict)
    _sessions: list[Session] | None = None
    _counts: Mapping[str, Attendance | None] = field(default_factory=dict)

    def row(self, metric: Metric, spell: Spell) -> Numbers:
        """(weeks,): people, person-hours or minutes a week; NaN = no data, which is never 0. Raises StoreError."""
        return _BY_METRIC[metric](self, spell)

    def rows(self, metric: Metric, spells: Sequence[Spell]) -> Numbers:
        """(spells, weeks)."""
        found = [self.row(metric, spell) for spell in spells]
        return np.array(found).reshape(len(spells), len(self.mondays))

    def left_out(self) -> frozenset[date]:
        """Mondays of weeks with a statutory holiday: they are like no other and are left out of both sides."""
        return frozenset(monday for monday in self.mondays if self._holiday(monday))

    def registered(self, spell: Spell) -> Numbers:
        """Heads in the registers of what took place in the window. A week in which too few of its sessions
        have a register, or none took place, has no data."""
        held, known, people = (np.zeros(len(self.mondays)) for _ in range(3))
        for session in self._read_sessions():
            local = session.window.start.astimezone(self.ports.centre.zone_info)
            week = (local.date() - self.mondays[0]) // WEEK
            if not within(spell, session.space, local) or not 0 <= week < len(self.mondays):
                continue
            held[week] += 1
            if (register := self._counts.get(session.id)) is not None:
                known[week] += 1
                people[week] += register.people
        return filled_up(people, known, held)

    def person_hours(self, spell: Spell) -> Numbers:
        """What sensors measured in the window, filled up to its open time."""
        return self._measured(spell, "person_hours")

    def overflow_minutes(self, spell: Spell) -> Numbers:
        """Minutes above the comfort line in the window, likewise."""
        return self._measured(spell, "overflow_min")

    def _measured(self, spell: Spell, name: str) -> Numbers:
        first, last = slot_of(spell.start), slot_of(spell.end) or SLOTS
        days = self._space(spell.space)[:, list(spell.weekdays), first:last]
        total, hours, opened = (
            days[..., _KEPT.index(one)].sum(axis=(1, 2)) for one in (name, "measured_hours", "open_hours")
        )
        return filled_up(total, hours, opened)

    def _space(self, space: SpaceId) -> Numbers:
        """(weeks, 7, SLOTS, _KEPT)."""
        if space not in self._spaces:
            first, last = self.mondays[0], self.mondays[-1] + WEEK - _ONE_DAY
            slots = self.ports.slots.grid(space, first, last)
            grid = use_grid(slots, first, last, self.ports.centre.zone_info)
            kept = grid.sums[..., [FIELDS.index(name) for name in _KEPT]]
            self._spaces[space] = kept.reshape(len(self.mondays), 7, SLOTS, len(_KEPT))
        return self._spaces[space]

    def _read_sessions(self) -> list[Session]:
        if self._sessions is None:
            self._sessions, self._counts = _register(self.ports, self._window())
        return self._sessions

    def _window(self) -> Window:
        zone = self.ports.centre.zone_info
        first = datetime.combine(self.mondays[0], time(), zone)
        return Window(first, datetime.combine(self.mondays[-1] + WEEK, time(), zone))

    def _holiday(self, monday: date) -> bool:
        days = (monday + timedelta(days=n) for n in range(7))
        return any(self.ports.calendar.day_type(day) is DayType.STATUTORY for day in days)


_BY_METRIC: Mapping[Metric, Callable[[WeekTotals, Spell], Numbers]] = {
    Metric.REGISTERED: WeekTotals.registered,
    Metric.PERSON_HOURS: WeekTotals.person_hours,
    Metric.OVERFLOW_MINUTES: WeekTotals.overflow_minutes,
}
"""Every metric that a trial may have."""


def within(spell: Spell, space: SpaceId, local: datetime) -> bool:
    """Whether what begins then in that space belongs to the window."""
    return (
        space == spell.space and local.weekday() in spell.weekdays and spell.start <= local.time() < spell.end
    )


def slot_of(at: time) -> int:
    """The quarter hour of the business day in which a local time lies; 0 = its very beginning."""
    minutes = (at.hour - BUSINESS_DAY_CUT.hour) * 60 + at.minute - BUSINESS_DAY_CUT.minute
    return minutes // (SLOT // timedelta(minutes=1)) % SLOTS


def complete_weeks(until: date, weeks: int) -> tuple[date, ...]:
    """Mondays of so many weeks that were over by the morning of a day."""
    last = until - timedelta(days=until.weekday()) - WEEK
    return tuple(last - WEEK * n for n in reversed(range(weeks)))


def _register(ports: Ports, window: Window) -> tuple[list[Session], Mapping[str, Attendance | None]]:
    """Sessions that took place, and what their registers say; a session whose register nobody kept is absent."""
    if ports.programme is None:
        return [], {}
    held = [one for one in ports.programme.sessions.within(window) if one.held]
    found: dict[str, list[Attendance]] = {}
    for one in ports.programme.attendances.of_sessions([session.id for session in held]):
        if one.source in REGISTERS:
            found.setdefault(one.session, []).append(one)
    return held, {key: counted(registers) for key, registers in found.items()}
