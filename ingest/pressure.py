"""When the spool or the disk is full: forget the archive, hold the broker back, then give up the least important."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.accounting import SHED, SPOOLED, Shed, Tally, book
from ingest.spool import Spool
from ingest.spool_pages import log_bytes
from models.centre import SensorRole

HIGH, LOW = 0.8, 0.7
"""Shares of the cap: from HIGH on nothing is acknowledged; shedding goes on until LOW."""

GRACE_S = 60.0
"""Seconds for which the broker's queue is trusted to hold everything, before one more class is given up."""

REUSABLE_BYTES = 8 * 1024 * 1024
"""Free room inside the file that is enough to go on with although the disk is below its floor."""

CHUNK = 1000
MEGABYTE = 1024 * 1024

SHED_ORDER = (
    SensorRole.CLIMATE,
    SensorRole.MACHINE,
    SensorRole.DOOR,
    SensorRole.PRESENCE,
    SensorRole.SEAT,
    SensorRole.COUNT,
    SensorRole.FLOW,
    SensorRole.GATE,
    SensorRole.DELIVERY,
    SensorRole.TILL,
)
"""Air and energy go first, counts and sales last."""

RANKS: Mapping[SensorRole, int] = {role: rank for rank, role in enumerate(SHED_ORDER, start=1)}
UNKNOWN_RANK = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the settings allow."""

    spool_bytes: int
    disk_floor_bytes: int


def limits_of(spool_mb: int, disk_floor_mb: int) -> Limits:
    """The same in megabytes, as the settings have them."""
    return Limits(spool_bytes=spool_mb * MEGABYTE, disk_floor_bytes=disk_floor_mb * MEGABYTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """used: bytes of the spool in use; reusable: bytes of its file that are free inside; disk_free: on the disk."""

    used: int
    reusable: int
    disk_free: int

    def pressed(self, limits: Limits) -> bool:
        """Whether to stop acknowledging."""
        no_disk = self.disk_free < limits.disk_floor_bytes and self.reusable < REUSABLE_BYTES
        return no_disk or self.used > HIGH * limits.spool_bytes

    def relieved(self, limits: Limits) -> bool:
        """Whether enough was given up: clearly below the point at which it begins again."""
        no_disk = self.disk_free < limits.disk_floor_bytes and self.reusable < 4 * REUSABLE_BYTES
        return not no_disk and self.used <= LOW * limits.spool_bytes


def room(spool: Spool) -> Room:
    """How much room there is now."""
    with spool.reading() as reader:
        (pages,) = reader.execute("PRAGMA page_count").fetchone()
        (free,) = reader.execute("PRAGMA freelist_count").fetchone()
        (size,) = reader.execute("PRAGMA page_size").fetchone()
    disk = shutil.disk_usage(spool.file.parent)
    return Room(used=(pages - free) * size, reusable=free * size, disk_free=disk.free)


def fits(spool: Spool, limits: Limits, size: int) -> bool:
    """Whether so many bytes may go into the log, and then with all that it holds into the file, and the floor stays.

    A log that the disk has no room to write back grows with every write, and nothing that is settled makes room again.
    """
    needed = 3 * size + log_bytes(spool.file)
    return shutil.disk_usage(spool.file.parent).free - needed >= limits.disk_floor_bytes


_FORGET = (
    "DELETE FROM raw WHERE last_id IN (SELECT last_id FROM raw ORDER BY last_id LIMIT 20)",
    (
        "DELETE FROM message WHERE id IN (SELECT id FROM message WHERE id <= "
        "(SELECT value FROM state WHERE key = 'cursor') ORDER BY id LIMIT 200)"
    ),
    "DELETE FROM dead WHERE id IN (SELECT id FROM dead ORDER BY id LIMIT 200)",
)
"""What goes first, oldest first; the next line only when the one before finds nothing."""


def forget_archive(spool: Spool, limits: Limits) -> None:
    """Drop what is settled while the spool is pressed, oldest first: raw segments, loose messages, then dead letters."""
    while room(spool).pressed(limits):
        with spool.writing(durable=False) as writer:
            dropped = any(writer.execute(statement).rowcount for statement in _FORGET)
        if not dropped:
            return


_WAITING = (
    "(SELECT id, rank FROM message WHERE id > max(?, (SELECT value FROM state WHERE key = 'cursor')) UNION ALL "
    "SELECT id, rank FROM parked WHERE id NOT IN (SELECT value FROM json_each(?)))"
)
"""Every message that waits and is not being worked on."""


def shed_lowest(spool: Spool, limits: Limits) -> int:
    """Give up waiting messages of the least important class that is there, oldest first; how many."""
    total = 0
    rank = _lowest(spool)
    while rank is not None and not room(spool).relieved(limits):
        given_up = _shed(spool, rank, _NO_END, Shed.SPOOL_FULL)
        total += given_up
        if given_up < CHUNK:
            break
    return total


def shed_old(spool: Spool, last_id: int) -> int:
    """Give up every waiting message up to an id, least important first; how many."""
    total = 0
    while (rank := _lowest(spool, last_id)) is not None:
        total += _shed(spool, rank, last_id, Shed.SPOOL_OLD)
    return total


_NO_END = 2**62


def _lowest(spool: Spool, last_id: int = _NO_END) -> int | None:
    with spool.hand.lock, spool.reading() as reader:
        query = f"SELECT min(rank) FROM {_WAITING} WHERE id <= ?"  # noqa: S608 -- our own words
        (rank,) = reader.execute(query, (*_in_hand(spool), last_id)).fetchone()
    return None if rank is None else int(rank)


def _shed(spool: Spool, rank: int, last_id: int, reason: Shed) -> int:
    """Under the lock of what is in hand: a message that is taken up meanwhile would be counted twice."""
    query = f"SELECT id FROM {_WAITING} WHERE rank = ? AND id <= ? ORDER BY id LIMIT ?"  # noqa: S608 -- our own words
    with spool.hand.lock, spool.writing() as writer:
        chosen = writer.execute(query, (*_in_hand(spool), rank, last_id, CHUNK)).fetchall()
        for table in ("message", "parked"):
            writer.executemany(f"DELETE FROM {table} WHERE id = ?", chosen)  # noqa: S608 -- our own names
        book(writer, Tally({(SPOOLED, ""): -len(chosen), (SHED, reason): len(chosen)}))
    return len(chosen)


def _in_hand(spool: Spool) -> tuple[int, str]:
    return spool.hand.upto, json.dumps([number for ids in spool.hand.parked.values() for number in ids])
