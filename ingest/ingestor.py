"""Works the spool off in order: interpret, write to the centre's store, then settle the account, for ever."""

import logging
import random
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import Protocol

from ingest.accounting import DEAD, DUPLICATE, SHED, SPOOLED, STORED, Shed
from ingest.arrival import Spooled
from ingest.interpretation import Interpretation, Interpreter
from ingest.sample import MAX_PAYLOAD, Reason
from ingest.sender import Jitter, Sender
from ingest.spool import DeadLetter, Settlement, Spool, SpoolError
from models.centre import CentreId
from models.ports import SensorStore, StoreError, StoreUnavailableError
from models.reading import Reading

log = logging.getLogger(__name__)

BATCH = 500
TICK_S = 0.25
"""How long a change may wait to be shown when it came right after another one."""
PATIENCE_S = 2.0
"""How long a store may take while others have to wait for it."""
LONGEST_PAUSE_S = 30.0
MAX_TEXT = 500
"""Characters of the sentence that is kept with a dead letter."""


class Listener(Protocol):
    """Whoever follows the readings. Both methods are called on the ingestor's own thread, never at the same time."""

    def stored(self, centre: CentreId, readings: Sequence[Reading]) -> None:
        """These readings are durable in the centre's store; some may have been there before."""
        ...

    def tick(self, now: datetime) -> None:
        """About a quarter of a second went by."""
        ...


@dataclass(slots=True, kw_only=True)
class Batch:
    """Messages on their way into the stores. lane: whose parked messages they are, None = fresh ones.

    waiting: stores that have not answered yet; away: those that took nothing; rejected: what they will never take, and why.
    """

    read: Sequence[Interpretation]
    repeats: Set[int]
    lane: CentreId | None = None
    waiting: set[CentreId] = field(default_factory=set)
    away: set[CentreId] = field(default_factory=set)
    rejected: dict[Reading, str] = field(default_factory=dict)

    @property
    def fresh(self) -> list[Interpretation]:
        return [one for one in self.read if one.message.id not in self.repeats]

    @property
    def going(self) -> list[Interpretation]:
        """Those that need no store which is away."""
        return [one for one in self.fresh if not self.stuck(one)]

    def stuck(self, one: Interpretation) -> Set[CentreId]:
        """The stores for which a message has to wait."""
        return set() if one.message.id in self.repeats else self.away & _centres(one)


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
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._spool = spool
        self._interpret = interpret
        self._listeners = listeners
        self._jitter = jitter
        wake = spool.arrived.set
        self._senders = {key: Sender(key, store, wake, jitter, monotonic) for key, store in stores.items()}
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
        batch = self._read(self._spool.pending(BATCH))
        self._send(batch)
        self._wait(batch)
        if batch.away and not batch.waiting and all(s.fault for s in self._senders.values()):
            self._spool.hand.let_go()
            raise StoreUnavailableError("; ".join(f"{c}: {text}" for c, text in self.store_faults.items()))
        batch.away |= batch.waiting
        settled = self._settle(batch)
        for centre in batch.waiting:  # its answer settles what has just been parked
            read = [one for one in batch.read if centre in _centres(one)]
            self._under_way[centre] = replace(batch, read=read, lane=centre, waiting={centre}, away=set())
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

    def _read(self, messages: Sequence[Spooled], lane: CentreId | None = None) -> Batch:
        read = [self._interpret(message) for message in messages]
        return Batch(read=read, repeats=self._repeats(read), lane=lane)

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
        batch.away |= {centre for centre in _by_centre(batch.fresh) if not self._takes(centre, batch.lane)}
        for centre, readings in _by_centre(batch.going).items():
            self._senders[centre].send(readings)
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
        settlement = Settlement(upto=0 if batch.lane or not batch.read else batch.read[-1].message.id)
        settled = 0
        for one in batch.read:
            number, stuck = one.message.id, min(batch.stuck(one), default=None)
            if stuck is None:
                settled += 1
                _settle(settlement, one, number in batch.repeats, batch.rejected)
                if batch.lane:
                    settlement.released.append(number)
            elif stuck != batch.lane:
                settlement.parked.append((number, stuck))
        if settled or settlement.parked:
            self._hold(settlement.parked, batch)
            self._spool.settle(settlement)
            self._lanes |= {lane for _, lane in settlement.parked}
            self._tell(batch)
        return settled

    def _hold(self, parked: Sequence[tuple[int, CentreId]], batch: Batch) -> None:
        """What is parked while its store still writes stays in hand."""
        for centre in batch.waiting:
            self._spool.hand.take(centre, [number for number, lane in parked if lane == centre])

    def _tell(self, batch: Batch) -> None:
        for centre, readings in _by_centre(batch.going).items():
            kept = [reading for reading in readings if reading not in batch.rejected]
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


def _by_centre(read: Iterable[Interpretation]) -> Mapping[CentreId, list[Reading]]:
    found: dict[CentreId, list[Reading]] = {}
    for one in read:
        if one.place is not None and one.readings:
            found.setdefault(one.place.centre, []).extend(one.readings)
    return found


def _centres(one: Interpretation) -> Set[CentreId]:
    """The stores that a message needs."""
    return set(_by_centre([one]))


def _settle(
    settlement: Settlement, one: Interpretation, repeat: bool, rejected: Mapping[Reading, str]
) -> None:
    """Book one message: out of the spool, into exactly one other column."""
    settlement.tally.add(SPOOLED, "", -1)
    refusal = next((rejected[r] for r in one.readings if r in rejected), "") if rejected else ""
    reason, text = (Reason.STORE_REJECTED, refusal) if refusal else (one.reason, one.text)
    if repeat:
        settlement.tally.add(DUPLICATE)
    elif reason:
        settlement.tally.add(DEAD, str(reason))
        settlement.dead.append(_dead_letter(one, str(reason), text))
    elif one.stale:
        settlement.tally.add(SHED, Shed.STALE_RETAINED)
    else:
        settlement.tally.add(STORED)
        settlement.seen.append((one.key, one.message.received_ns))
    if one.place is not None and not one.stale:
        _hear(settlement, one)


def _hear(settlement: Settlement, one: Interpretation) -> None:
    """Remember when the sensor spoke last; an availability message tells about it but is not its own voice."""
    assert one.place is not None
    place = (one.place.centre, one.place.sensor.id)
    at, online = settlement.heard.get(place, (0, None))
    spoke = one.message.received_ns if one.online is None and not one.message.retain else 0
    settlement.heard[place] = (max(at, spoke), online if one.online is None else one.online)


def _dead_letter(one: Interpretation, reason: str, text: str) -> DeadLetter:
    return DeadLetter(
        received_ns=one.message.received_ns,
        topic=one.message.topic,
        payload=one.message.payload[:MAX_PAYLOAD],
        reason=reason,
        text=text[:MAX_TEXT],
    )
