"""Works the spool off in order: interpret, write to the centre's store, then settle the account, for ever."""

import logging
import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from types import MappingProxyType
from typing import Protocol

from ingest.arrival import Spooled
from ingest.batch import Batch, centres, loads
from ingest.interpretation import Interpretation, Interpreter
from ingest.late import Lateness
from ingest.sender import Jitter, Load, Refusals, Sender
from ingest.settling import settle
from ingest.spool import Settlement, Spool, SpoolError
from models.centre import CentreId
from models.ports import Events, SensorStore, StoreError, StoreUnavailableError
from models.reading import Reading

log = logging.getLogger(__name__)

BATCH = 500
TICK_S = 0.25
"""How long a change may wait to be shown when it came right after another one."""
PATIENCE_S = 2.0
"""How long a store may take while others have to wait for it."""
LONGEST_PAUSE_S = 30.0
ALL_IN_TIME = Lateness()


class Listener(Protocol):
    """Whoever follows the readings. Both methods are called on the ingestor's own thread, never at the same time."""

    def stored(self, centre: CentreId, readings: Sequence[Reading]) -> None:
        """These readings are durable in the centre's store; some may have been there before."""
        ...

    def tick(self, now: datetime) -> None:
        """About a quarter of a second went by."""
        ...


class Ingestor:
    """One worker over one spool and the stores of all centres.

    Messages of a store that is away are parked in the spool, in a lane of its centre, and all others go on. A lane is emptied
    in order before anything newer of its centre is stored. While no store at all takes anything, nothing is moved.
    """

    def __init__(
        self,
        spool: Spool,
        stores: Mapping[CentreId, SensorStore],
        interpret: Interpreter,
        listeners: Sequence[Listener] = (),
        jitter: Jitter = random.uniform,
        events: Mapping[CentreId, Events] = MappingProxyType({}),
        monotonic: Callable[[], float] = time.monotonic,
        lateness: Lateness = ALL_IN_TIME,
    ) -> None:
        self._spool, self._lateness = spool, lateness
        self._interpret = interpret
        self._listeners = listeners
        self._jitter = jitter
        self._senders = {
            key: Sender(key, store, events.get(key), spool.arrived.set, jitter, monotonic)
            for key, store in stores.items()
        }
        self._lanes = set(spool.lanes())
        self._under_way: dict[CentreId, Batch] = {}
        self._stop = threading.Event()
        self._failures = 0
        self._tick_at = 0.0

    @property
    def store_faults(self) -> Mapping[CentreId, str]:
        """What each refusing store said, until it takes something again."""
        return {centre: sender.fault for centre, sender in self._senders.items() if sender.fault}

    @property
    def stores_denied(self) -> frozenset[CentreId]:
        """Centres whose store does not let us in: waiting will not help them."""
        return frozenset(centre for centre, sender in self._senders.items() if sender.denied)

    def run(self, stop: threading.Event) -> None:
        """Until told to stop; what is not settled then stays in the spool."""
        self._stop = stop
        while not stop.is_set():
            self._tick()
            try:
                worked = self.step()
            except StoreError:  # its sender has said so, and pauses
                worked = 0
            except SpoolError as error:
                self._pause(error, stop)
                continue
            self._failures = 0
            if not worked:
                self._spool.arrived.wait(max(0.0, self._tick_at - time.monotonic()))

    def step(self) -> int:
        """Settle what can be settled now; how many messages. Raises SpoolError, or StoreUnavailableError when no store answers."""
        self._spool.arrived.clear()
        settled = sum(self._end_parked(centre) for centre in list(self._under_way))
        for centre in self._lanes - self._under_way.keys():
            if centre not in self._senders or self._senders[centre].free:
                settled += self._begin_parked(centre)
        return settled + (self._forward() if self._any_free() else 0)

    def _forward(self) -> int:
        """The oldest messages that nobody has looked at: into the stores, or out of the way of the others."""
        messages = self._spool.pending(BATCH)
        batch = self._read(messages, behind=self._behind(messages))
        self._send(batch)
        self._wait(batch)
        if batch.away and not batch.waiting and all(s.fault for s in self._senders.values()):
            self._spool.hand.let_go()
            raise StoreUnavailableError("; ".join(f"{c}: {text}" for c, text in self.store_faults.items()))
        batch.away |= batch.waiting
        try:
            settled = self._settle(batch)
        except SpoolError:  # nothing was parked: all of it comes again, and these answers settle nothing
            self._under_way |= {c: Batch(read=(), lane=c, waiting={c}) for c in batch.waiting}
            raise
        self._under_way |= {
            c: batch.part(c) for c in batch.waiting
        }  # their answers settle what is parked now
        return settled

    def _begin_parked(self, centre: CentreId) -> int:
        """Try the oldest parked messages of a centre again; how many were settled at once, because they need no store."""
        messages = self._spool.parked(centre, BATCH)
        if not messages:
            self._lanes.discard(centre)
            return 0
        self._under_way[centre] = batch = self._read(messages, centre)
        self._send(batch)
        return self._end_parked(centre)

    def _end_parked(self, centre: CentreId) -> int:
        """Settle the parked messages that are under way once every store has answered; how many."""
        batch = self._under_way[centre]
        self._fetch(batch, 0.0)
        if batch.waiting:
            return 0
        del self._under_way[centre]
        settled = self._settle(batch)
        self._spool.hand.let_go(centre)
        return settled

    def _behind(self, messages: Sequence[Spooled]) -> Mapping[int, CentreId]:
        """Messages that have to wait behind others of their centre. They are not even read until it is their turn."""
        if not self._lanes:
            return {}
        lanes = {message.id: self._lanes & self._interpret.centres(message.topic) for message in messages}
        return {number: min(found) for number, found in lanes.items() if found}

    def _read(
        self,
        messages: Sequence[Spooled],
        lane: CentreId | None = None,
        behind: Mapping[int, CentreId] = MappingProxyType({}),
    ) -> Batch:
        read = [
            Interpretation(message=message) if message.id in behind else self._interpret(message)
            for message in messages
        ]
        repeats = self._repeats([one for one in read if one.message.id not in behind])
        return Batch(read=read, repeats=repeats, behind=behind, lane=lane)

    def _repeats(self, read: Sequence[Interpretation]) -> set[int]:
        """Ids of the messages that were settled before or stand twice in this batch."""
        keys = {key for one in read for key in one.repeats}
        known = self._spool.known(keys) if keys else set()
        repeats = set()
        for one in read:
            if any(key in known for key in one.repeats):
                repeats.add(one.message.id)
            known.add(one.key)
        return repeats

    def _send(self, batch: Batch) -> None:
        """Hand each store its readings, leaving out every message that also needs a store which takes nothing now."""
        batch.away |= {centre for centre in centres(batch.fresh) if not self._takes(centre, batch.lane)}
        for centre, load in loads(batch.going).items():
            self._senders[centre].send(load)
            batch.waiting.add(centre)

    def _takes(self, centre: CentreId, lane: CentreId | None) -> bool:
        """Whether readings of a centre may go to its store now: what is parked goes before what is fresh."""
        return self._senders[centre].free and (centre == lane or centre not in self._lanes)

    def _any_free(self) -> bool:
        return any(sender.free for sender in self._senders.values())

    def _another_waits(self) -> bool:
        return any(sender.free and not sender.fault for sender in self._senders.values())

    def _wait(self, batch: Batch) -> None:
        """Until every store has answered; one that takes too long is left behind when another can go on."""
        patience = time.monotonic() + PATIENCE_S
        self._fetch(batch, TICK_S)
        while batch.waiting and not (time.monotonic() > patience and self._another_waits()):
            if self._stop.is_set():
                raise StoreUnavailableError("told to stop while a store was writing")
            self._tick()
            self._fetch(batch, TICK_S)

    def _fetch(self, batch: Batch, within_s: float) -> None:
        """Take over what the stores have said by now."""
        for centre in sorted(batch.waiting):
            if self._senders[centre].done(within_s):
                batch.waiting.discard(centre)
                try:
                    batch.rejected |= self._senders[centre].outcome()
                except StoreError:
                    batch.away.add(centre)

    def _settle(self, batch: Batch) -> int:
        """Book every message of a batch: settled, or parked in the lane of the store that it waits for; how many settled."""
        settlement = Settlement(upto=batch.last)
        settled = 0
        for one in batch.read:
            number, stuck = one.message.id, batch.stuck(one)
            if stuck is None:
                settled += 1
                settle(settlement, one, number in batch.repeats, batch.rejected)
                if batch.lane:
                    settlement.released.append(number)
            elif stuck != batch.lane:
                settlement.parked.append((number, stuck))
        if settled or settlement.parked:
            self._hold(settlement.parked, batch)
            settlement.memory |= self._interpret.memory.changes()
            going = loads(batch.going)
            settlement.late_days = {
                day for centre, load in going.items() for day in self._lateness.of(centre, load.readings)
            }
            self._spool.settle(settlement)
            self._interpret.memory.kept(settlement.memory)
            self._lanes |= {lane for _, lane in settlement.parked}
            self._tell(going, batch.rejected)
        return settled

    def _hold(self, parked: Sequence[tuple[int, CentreId]], batch: Batch) -> None:
        """What is parked while its store still writes stays in hand."""
        for centre in batch.waiting:
            self._spool.hand.take(centre, [number for number, lane in parked if lane == centre])

    def _tell(self, stored: Mapping[CentreId, Load], rejected: Refusals) -> None:
        for centre, load in stored.items():
            kept = [reading for reading in load.readings if reading not in rejected]
            for listener in self._listeners:
                _guarded(partial(listener.stored, centre, kept))

    def _tick(self) -> None:
        if time.monotonic() >= self._tick_at:
            self._tick_at = time.monotonic() + TICK_S
            for listener in self._listeners:
                _guarded(partial(listener.tick, datetime.now(UTC)))

    def _pause(self, error: SpoolError, stop: threading.Event) -> None:
        """Full-jitter back-off, for ever: a spool that cannot be read must not lose anything."""
        if self._failures == 0:
            log.warning("cannot go on, trying again: %s", error)
        self._failures += 1
        longest = min(LONGEST_PAUSE_S, 0.5 * 2.0 ** min(self._failures, 10))
        until = time.monotonic() + self._jitter(0.0, longest)
        while not stop.is_set() and time.monotonic() < until:
            stop.wait(min(TICK_S, max(0.0, until - time.monotonic())))
            self._tick()


def _guarded(call: Callable[[], None]) -> None:
    """What is shown of one centre must never stop the keeping of all."""
    try:
        call()
    except Exception:
        log.exception("a follower of the readings failed")
