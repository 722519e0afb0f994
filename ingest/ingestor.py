"""Works the spool off in order: interpret, write to the centre's store, then settle the account, for ever."""

import logging
import random
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from types import MappingProxyType
from typing import Protocol

from ingest.accounting import DEAD, DUPLICATE, SHED, SPOOLED, STORED, Shed
from ingest.interpretation import Interpretation, Interpreter, Part
from ingest.sample import MAX_PAYLOAD, Reason
from ingest.spool import DeadLetter, Heard, Settlement, Spool, SpoolError
from ingest.strangers import Met
from models.centre import CentreId
from models.event import Event
from models.ports import Events, SensorStore, StoreError, StoreRejectedError, StoreUnavailableError
from models.reading import Reading

log = logging.getLogger(__name__)

BATCH = 500
TICK_S = 0.25
"""How long a change may wait to be shown when it came right after another one."""
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


class Ingestor:
    """One worker over one spool and the stores of all centres."""

    def __init__(
        self,
        spool: Spool,
        stores: Mapping[CentreId, SensorStore],
        interpret: Interpreter,
        listeners: Sequence[Listener] = (),
        jitter: Callable[[float, float], float] = random.uniform,
        events: Mapping[CentreId, Events] = MappingProxyType({}),
    ) -> None:
        self._spool = spool
        self._stores = stores
        self._events = events
        self._interpret = interpret
        self._listeners = listeners
        self._jitter = jitter
        self._failures = 0
        self._tick_at = 0.0
        self.store_faults: Mapping[CentreId, str] = {}
        """What each refusing store said, until it takes something again."""

    def run(self, stop: threading.Event) -> None:
        """Until told to stop; what is not settled then stays in the spool."""
        while not stop.is_set():
            self._tick()
            try:
                worked = self.step()
            except (StoreError, SpoolError) as error:
                self._pause(error, stop)
            else:
                self._failures = 0
                if not worked:
                    self._spool.arrived.wait(max(0.0, self._tick_at - time.monotonic()))

    def step(self) -> int:
        """Settle the oldest messages; how many. Raises StoreUnavailableError or SpoolError with nothing settled."""
        self._spool.arrived.clear()
        messages = self._spool.pending(BATCH)
        if not messages:
            return 0
        read = [self._interpret(message) for message in messages]
        repeats = self._repeats(read)
        fresh = [one for one in read if one.message.id not in repeats]
        rejected = self._store(fresh)
        settlement = Settlement(upto=messages[-1].id)
        for one in read:
            _settle(settlement, one, one.message.id in repeats, rejected)
        self._spool.settle(settlement)
        self._tell(fresh, rejected)
        return len(messages)

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

    def _store(self, fresh: Iterable[Interpretation]) -> Mapping[Reading, str]:
        """Write every centre's readings; those that its store will never take, and why."""
        rejected: dict[Reading, str] = {}
        faults: dict[CentreId, str] = {}
        for centre, readings in _by_centre(fresh).items():
            try:
                self._stores[centre].write(readings)
            except StoreRejectedError as error:
                rejected |= dict.fromkeys(error.rejected, str(error))
            except StoreUnavailableError as error:
                faults[centre] = str(error)
        for centre, happened in _events_by_centre(fresh).items():
            try:
                self._events[centre].put(happened)
            except StoreUnavailableError as error:
                faults[centre] = str(error)
        self.store_faults = faults
        if faults:
            raise StoreUnavailableError("; ".join(f"{centre}: {text}" for centre, text in faults.items()))
        return rejected

    def _tell(self, fresh: Iterable[Interpretation], rejected: Mapping[Reading, str]) -> None:
        for centre, readings in _by_centre(fresh).items():
            kept = [reading for reading in readings if reading not in rejected]
            for listener in self._listeners:
                _guarded(partial(listener.stored, centre, kept))

    def _tick(self) -> None:
        if time.monotonic() >= self._tick_at:
            self._tick_at = time.monotonic() + TICK_S
            for listener in self._listeners:
                _guarded(partial(listener.tick, datetime.now(UTC)))

    def _pause(self, error: Exception, stop: threading.Event) -> None:
        """Full-jitter back-off, for ever: a store that is away must not lose anything."""
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
    for part in _parts(read):
        if part.readings:
            found.setdefault(part.place.centre, []).extend(part.readings)
    return found


def _events_by_centre(read: Iterable[Interpretation]) -> Mapping[CentreId, list[Event]]:
    found: dict[CentreId, list[Event]] = {}
    for part in _parts(read):
        if part.events:
            found.setdefault(part.place.centre, []).extend(part.events)
    return found


def _parts(read: Iterable[Interpretation]) -> Iterable[Part]:
    return (part for one in read for part in one.parts)


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
    settlement.met += _strangers(one)
    if not one.stale:
        for part in one.parts:
            _hear(settlement, one, part)


def _strangers(one: Interpretation) -> list[Met]:
    """Devices of the message that nobody knows: those that it names, or whoever owns its topic."""
    names = one.strangers or (("",) if one.reason == Reason.UNKNOWN_DEVICE else ())
    message = one.message
    return [
        Met(topic=message.topic, device=name, at_ns=message.received_ns, payload=message.payload)
        for name in names
    ]


def _hear(settlement: Settlement, one: Interpretation, part: Part) -> None:
    """Remember when the sensor spoke last; an availability message tells about it but is not its own voice."""
    place = (part.place.centre, part.place.sensor.id)
    before = settlement.heard.get(place, Heard())
    spoke = one.message.received_ns if one.online is None and not one.message.retain else 0
    settlement.heard[place] = Heard(
        at_ns=max(before.at_ns, spoke),
        online=_is_online(before, one.online, spoke),
        vitals={**before.vitals, **part.vitals},
    )


def _is_online(before: Heard, said: bool | None, spoke_ns: int) -> bool | None:
    """What it said about itself; one that measures again is there, even if nobody took its last will back."""
    if said is None and before.online is False and spoke_ns > before.at_ns:
        return True
    return before.online if said is None else said


def _dead_letter(one: Interpretation, reason: str, text: str) -> DeadLetter:
    return DeadLetter(
        received_ns=one.message.received_ns,
        topic=one.message.topic,
        payload=one.message.payload[:MAX_PAYLOAD],
        reason=reason,
        text=text[:MAX_TEXT],
        retain=one.message.retain,
    )
