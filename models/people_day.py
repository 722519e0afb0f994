"""The people of a space over a business day, packed so that they outlive the readings that they come from."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from math import inf, nan

import numpy as np
from numpy.typing import NDArray

from models.calendar import Window, from_ns, to_ns
from models.counter import Crossing
from models.occupancy import Numbers, Occupancy

FORMAT = 1
"""The first byte of everything packed; raised when the layout changes."""

PEOPLE_PARTS = 1_000
BOUND_PARTS = 100
"""A person is kept to a thousandth, the bounds around it to a hundredth."""

_HEAD = struct.Struct("<BqqdII")
"""Format, start and end of the window in microseconds since 1970, drift, number of steps, number of crossings."""

_NOTHING, _WITHOUT_END = -(2**31), 2**31 - 1
_MICRO = 1e6
_LEVEL = 6

Whole = NDArray[np.int64]


def rounded(present: Occupancy) -> Occupancy:
    """As it comes back after packed(): facts are made of this alone, so that they can be made again without readings.

    Steps that differ in nothing are one.
    """
    people = _parts(present.people, PEOPLE_PARTS)
    low, high = (_parts(_bound(present, side), BOUND_PARTS) for side in ("low", "high"))
    same = np.ones(len(people), dtype=bool)
    for column in (people, low, high, present.sure):
        same[1:] &= column[1:] == column[:-1]
    same[:1] = False
    new = ~same
    return replace(
        present,
        starts=_micros(present.starts)[new] / _MICRO,
        people=_persons(people[new], PEOPLE_PARTS),
        low=_persons(low[new], BOUND_PARTS),
        high=_persons(high[new], BOUND_PARTS),
        sure=present.sure[new],
        crossings=tuple(
            Crossing(c.at, c.entries, c.exits) for c in present.crossings if c.entries or c.exits
        ),
    )


def packed(present: Occupancy) -> bytes:
    """The steps and crossings of a rounded() occupancy; its balance is kept elsewhere."""
    window, crossings = present.window, present.crossings
    columns = (
        np.diff(_micros(present.starts), prepend=to_ns(window.start) // 1000).astype("<i8"),
        _parts(present.people, PEOPLE_PARTS).astype("<i4"),
        _parts(present.low, BOUND_PARTS).astype("<i4"),
        _parts(present.high, BOUND_PARTS).astype("<i4"),
        present.sure.astype("<u1"),
        np.diff([to_ns(c.at) // 1000 for c in crossings], prepend=to_ns(window.start) // 1000).astype("<i8"),
        np.array([c.entries for c in crossings], dtype="<i4"),
        np.array([c.exits for c in crossings], dtype="<i4"),
    )
    head = _HEAD.pack(
        FORMAT,
        to_ns(window.start) // 1000,
        to_ns(window.end) // 1000,
        present.drift,
        len(present.starts),
        len(crossings),
    )
    return head + zlib.compress(b"".join(column.tobytes() for column in columns), _LEVEL)


def unpacked(content: bytes) -> Occupancy:
    """What packed() has packed. Raises ValueError when it is of another format or torn."""
    try:
        form, start, end, drift, steps, crossings = _HEAD.unpack_from(content)
        if form != FORMAT:
            raise ValueError(f"people of a day in format {form}, {FORMAT} is known")
        plain = zlib.decompress(content[_HEAD.size :])
        columns = _columns(plain, [("<i8", steps), *[("<i4", steps)] * 3, ("<u1", steps)])
        passed = _columns(plain[steps * 21 :], [("<i8", crossings), *[("<i4", crossings)] * 2])
    except (struct.error, zlib.error) as error:
        raise ValueError(f"people of a day cannot be unpacked: {error}") from error
    return Occupancy(
        Window(_instant(start), _instant(end)),
        (start + np.cumsum(columns[0])) / _MICRO,
        _persons(columns[1], PEOPLE_PARTS),
        columns[4] > 0,
        _persons(columns[2], BOUND_PARTS),
        _persons(columns[3], BOUND_PARTS),
        _crossings(start, passed),
        drift,
    )


def _columns(plain: bytes, layout: Sequence[tuple[str, int]]) -> list[Whole]:
    found, place = [], 0
    for kind, count in layout:
        found.append(np.frombuffer(plain, dtype=kind, count=count, offset=place).astype(np.int64))
        place += count * np.dtype(kind).itemsize
    return found


def _crossings(start: int, columns: Sequence[Whole]) -> tuple[Crossing, ...]:
    at, entries, exits = (column.tolist() for column in (start + np.cumsum(columns[0]), *columns[1:]))
    return tuple(Crossing(_instant(t), i, o) for t, i, o in zip(at, entries, exits, strict=True))


def _bound(present: Occupancy, side: str) -> Numbers:
    """Low or high; where nobody told bounds, the people themselves."""
    known: Numbers = getattr(present, side)
    return known if len(known) == len(present.people) else present.people


def _parts(persons: Numbers, parts: int) -> Whole:
    """Whole parts of a person; nan = no data and inf = no upper bound have numbers of their own."""
    finite = np.where(np.isfinite(persons), persons, 0.0)
    known = np.rint(finite * parts).astype(np.int64)
    return np.where(np.isnan(persons), _NOTHING, np.where(np.isinf(persons), _WITHOUT_END, known))


def _persons(parts: Whole, of: int) -> Numbers:
    return np.where(parts == _NOTHING, nan, np.where(parts == _WITHOUT_END, inf, parts / of))


def _micros(seconds: Numbers) -> Whole:
    return np.rint(seconds * _MICRO).astype(np.int64)


def _instant(micros: int) -> datetime:
    return from_ns(micros * 1000)
