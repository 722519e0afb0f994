"""By what terms the days of a space are counted: when it is open, whom it may hold, what counts as a group."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b

from models.calendar import Window
from models.centre import Schedule
from models.slot import business_window, fold_start

WIDTH = 8
"""Bytes of a day's fingerprint."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Terms:
    """A fingerprint for each business day from `first` on, WIDTH bytes each, without a gap."""

    first: date
    prints: bytes

    def __len__(self) -> int:
        return len(self.prints) // WIDTH

    def of(self, day: date) -> bytes:
        """Empty for a day that is not known."""
        place = (day - self.first).days * WIDTH
        return self.prints[place : place + WIDTH] if place >= 0 else b""

    def changed(self, before: "Terms") -> Iterator[date]:
        """The days that both know and that differ, in order."""
        for n in range(len(self)):
            day = self.first + n * _DAY
            if before.of(day) not in (b"", self.of(day)):
                yield day


def terms_of(schedule: Schedule, first: date, last: date) -> Terms:
    """The terms of the business days from first to last, both included."""
    days = (first + n * _DAY for n in range((last - first).days + 1))
    return Terms(first, b"".join(_print(schedule, day) for day in days))


def _print(schedule: Schedule, day: date) -> bytes:
    """Of everything but readings and bookings that slot facts of a day are made of."""
    space, window = schedule.space, business_window(day, schedule)
    begins = fold_start(day, schedule)
    told = (
        begins,
        *(edge for span in schedule.within(Window(begins, window.end)) for edge in (span.start, span.end)),
        *(space.limit(local) for local in (day, day + _DAY)),
        space.group_minimum,
    )
    return blake2b("|".join(map(str, told)).encode(), digest_size=WIDTH).digest()
