"""Slot facts as columns: a year of a space is 35,040 slots, which cost Python a fifth of a second as rows."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from models.reading import Quality
from models.slot import Numbers, SlotFact

NAMES = (
    *("open_min", "measured_min", "person_min", "used_min", "entries", "exits", "peak", "capacity"),
    *(
        "booked_min",
        "booked_seat_min",
        "booked_used_min",
        "ghost_min",
        "walkin_min",
        "overflow_min",
        "over_limit_min",
    ),
)
"""The columns, by field of SlotFact, in the order in which they are packed."""

QUALITIES = (Quality.BAD, Quality.UNCERTAIN, Quality.GOOD)
"""The column `quality` holds places in this table."""

_FORMAT = b"\x01"
_QUICK = 1  # level of compression: the columns are mostly repeats, and better costs more than it saves
_values = attrgetter(*NAMES)


@dataclass(frozen=True, slots=True)
class SlotGrid:
    """Slots of one space in order of time. starts: epoch seconds, shape (n,); columns: NAMES and quality, shape (n,)."""

    starts: NDArray[np.int64]
    columns: Mapping[str, Numbers]

    def __getitem__(self, name: str) -> Numbers:
        return self.columns[name]

    def __len__(self) -> int:
        return len(self.starts)

    def part(self, first: int, last: int) -> "SlotGrid":
        """The slots from number first up to, but without, number last."""
        cut = slice(first, last)
        return SlotGrid(self.starts[cut], {name: column[cut] for name, column in self.columns.items()})

    def summed(self, name: str, cell: NDArray[np.intp], cells: int) -> Numbers:
        """The sums of a column over the slots of each cell, shape (cells,). cell: where each slot belongs, shape (n,)."""
        return np.bincount(cell, weights=self.columns[name], minlength=cells).astype(np.float64)


def packed(facts: Sequence[SlotFact]) -> bytes:
    """The slots of one space and day, in a form that grid() reads."""
    return _FORMAT + zlib.compress(np.ascontiguousarray(_rows(facts)).tobytes(), _QUICK)


def gridded(facts: Sequence[SlotFact]) -> SlotGrid:
    """Slots of one space as columns, without a detour over bytes."""
    return _grid(_rows(facts))


def _rows(facts: Sequence[SlotFact]) -> Numbers:
    """Starts, NAMES and quality by row, shape (columns, slots)."""
    rows = [
        (fact.start.timestamp(), *_values(fact), QUALITIES.index(fact.quality))
        for fact in sorted(facts, key=lambda fact: fact.start)
    ]
    return np.array(rows, dtype="<f8").reshape(-1, len(NAMES) + 2).T


def _grid(table: Numbers) -> SlotGrid:
    return SlotGrid(table[0].astype(np.int64), dict(zip((*NAMES, "quality"), table[1:], strict=True)))


def grid(days: Iterable[bytes]) -> SlotGrid:
    """Packed days, in their order, as one grid. Raises ValueError for what packed() of this version has not made."""
    tables = [_table(content) for content in days]
    whole = np.concatenate(tables, axis=1) if tables else np.empty((len(NAMES) + 2, 0))
    return _grid(whole)


def _table(content: bytes) -> Numbers:
    if content[:1] != _FORMAT:
        raise ValueError(f"slots of a day in format {content[:1]!r}, {_FORMAT!r} is known")
    try:
        plain = zlib.decompress(content[1:])
    except zlib.error as error:
        raise ValueError(f"slots of a day cannot be unpacked: {error}") from error
    return np.frombuffer(plain, dtype="<f8").reshape(len(NAMES) + 2, -1)
