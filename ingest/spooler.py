"""Between the network thread and the disk: gather, commit, and only then acknowledge."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from queue import Empty, SimpleQueue

from ingest.arrival import Arrival
from ingest.mqtt import SensorClient
from ingest.pressure import GRACE_S, Limits, fits, forget_archive, room, shed_lowest
from ingest.spool import Spool, SpoolError

log = logging.getLogger(__name__)

GROUP = 500
GROUP_BYTES = 4 * 1024 * 1024
"""What one group writes must find room twice, in the log and in the file, below the lowest floor that may be set."""

LINGER_S = 0.010
LOOK_S = 0.25
"""How often the room on the disk is looked at."""


class Spooler:
    """One thread. `paused` says that nothing is acknowledged because the spool or the disk is full or refuses."""

    def __init__(
        self,
        client: SensorClient,
        spool: Spool,
        limits: Limits,
        rank: Callable[[bytes], int],
        scrub: Callable[[bytes, bytes], bytes],
        keeps: Callable[[Arrival], bool] = lambda _arrival: True,
    ) -> None:
        self._client = client
        self._spool = spool
        self._limits = limits
        self._rank = rank
        self._scrub = scrub
        self._keeps = keeps
        self._looked_at = 0.0
        self.paused = False

    def run(self, stop: threading.Event) -> None:
        """Until told to stop and the inbox is empty."""
        while True:
            group = gather(self._client.inbox)
            if group:
                self.take(group, stop)
            elif stop.is_set():
                return

    def take(self, group: list[Arrival], stop: threading.Event) -> None:
        """Make a group durable, then acknowledge it. While there is no room it waits, and the broker holds back the rest.

        What is another shard's is acknowledged in its turn without being kept.
        """
        kept = [self._scrubbed(arrival) for arrival in group if self._keeps(arrival)]
        if self._wait_for_room(kept, stop) and (not kept or self._append(kept, stop)):
            self._client.ack(group)

    def _scrubbed(self, arrival: Arrival) -> Arrival:
        """Nothing personal may reach the disk, not even for the moment until it is read."""
        payload = self._scrub(arrival.topic, arrival.payload)
        return arrival if payload is arrival.payload else replace(arrival, payload=payload)

    def _append(self, group: list[Arrival], stop: threading.Event) -> bool:
        """Commit, trying again until it worked; False when it was told to stop first (the group stays unacknowledged)."""
        ranks = [self._rank(arrival.topic) for arrival in group]
        overflow = self._client.take_overflow()
        pause = 0.05
        while True:
            try:
                self._spool.append(group, ranks, overflow)
            except SpoolError as error:
                if not self.paused:
                    log.warning("not acknowledged, trying again: %s", error)
                # Whoever looks must hear of it: the disk may be full although its floor was kept.
                self.paused = True
                if stop.wait(pause):
                    return False
                pause = min(2 * pause, 5.0)
            else:
                self.paused = False
                return True

    def _wait_for_room(self, group: list[Arrival], stop: threading.Event) -> bool:
        size = _size(group)
        if time.monotonic() - self._looked_at < LOOK_S and fits(self._spool, self._limits, size):
            return True
        since = time.monotonic()
        while self._pressed(size):
            if not self.paused:
                log.warning("no room: nothing is acknowledged until there is some")
            self.paused = True
            if time.monotonic() - since > GRACE_S:
                log.warning("no room for %.0f s: %d messages given up", GRACE_S, self._given_up())
                since = time.monotonic()
            if stop.wait(LOOK_S):
                return False
        self.paused = False
        self._looked_at = time.monotonic()
        return True

    def _given_up(self) -> int:
        """Messages of the least important class that were given up; 0 when the full disk refuses even that."""
        try:
            return shed_lowest(self._spool, self._limits)
        except SpoolError as error:
            log.warning("%s", error)
            return 0

    def _pressed(self, size: int) -> bool:
        try:
            if fits(self._spool, self._limits, size) and not room(self._spool).pressed(self._limits):
                return False
            self._spool.trim()
            forget_archive(self._spool, self._limits)
            return room(self._spool).pressed(self._limits)
        except SpoolError as error:
            if not self.paused:
                log.warning("%s", error)
            return True


def _size(group: list[Arrival]) -> int:
    return sum(len(arrival.topic) + len(arrival.payload) for arrival in group)


def gather(inbox: SimpleQueue[Arrival], group: int = GROUP, linger_s: float = LINGER_S) -> list[Arrival]:
    """The next messages: up to a group or its bytes, or what comes within the linger after the first one."""
    gathered: list[Arrival] = []
    try:
        gathered.append(inbox.get(timeout=0.2))
        deadline = time.monotonic() + linger_s
        while _take_waiting(inbox, gathered, group):
            gathered.append(inbox.get(timeout=max(0.0, deadline - time.monotonic())))
    except Empty:
        pass
    return gathered


def _take_waiting(inbox: SimpleQueue[Arrival], gathered: list[Arrival], group: int) -> bool:
    """Take what is there without looking at the clock for each; whether the group has room for more."""
    size = _size(gathered)
    while len(gathered) < group and size < GROUP_BYTES:
        try:
            gathered.append(inbox.get_nowait())
        except Empty:
            return True
        size += len(gathered[-1].payload)
    return False
