"""Kept messages read again with today's profiles: history is overwritten, and what is no longer said is gone."""

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby, islice

from ingest.archive import raw_messages
from ingest.arrival import Spooled
from ingest.interpretation import Interpretation, Part
from ingest.profile import Profile
from ingest.spool import Spool
from models.calendar import Window, from_ns
from models.centre import CentreId, SensorId
from models.ports import Events, EventsRejectedError, SensorStore, StoreRejectedError
from models.reading import Reading

CHUNK = 1000
TICK = timedelta(microseconds=1)

Place = tuple[CentreId, SensorId]
Interpret = Callable[[Spooled], Interpretation]
Key = tuple[str, datetime]
"""A reading of one sensor: measure and instant."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """What one rereading found. Messages are counted once; none of them is received, stored or dead once more.

    unreadable: those that today's profiles cannot read, whose old readings stay; changed, gone: readings.
    """

    messages: int = 0
    of: int = 0
    repeats: int = 0
    unreadable: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0
    refused: int = 0
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to read again. sensors: only these, empty = all; topics: as a first sieve, None = any."""

    start_ns: int
    end_ns: int
    sensors: Collection[Place] = ()
    topics: Callable[[bytes], bool] | None = None


@dataclass(frozen=True, slots=True)
class Rereading:
    """reader: makes one that reads messages as of today, from the first one on; profile_of: as of today; mark: told which
    readings of a centre came, changed or went.

    The account is not touched: a message that was stored is still stored, one that is a dead letter has to be put back
    into the spool (DeadBox.replay). Twice is the same as once, and it may be broken off anywhere.
    """

    spool: Spool
    reader: Callable[[], Interpret]
    profile_of: Callable[[Place], Profile | None]
    stores: Mapping[CentreId, SensorStore]
    events: Mapping[CentreId, Events] = field(default_factory=dict)
    mark: Callable[[CentreId, Sequence[Reading]], None] = lambda _centre, _readings: None

    def run(
        self,
        wanted: Wanted,
        stop: threading.Event,
        progress: Callable[[Tally], None] = lambda _tally: None,
        *,
        dry: bool = False,
    ) -> Tally:
        """Read again until the end or until told to stop. dry: change nothing. Raises StoreError, SpoolError."""
        tally = Tally(of=self.expected(wanted))
        known: set[bytes] = set()
        interpret = (
            self.reader()
        )  # what it remembers from one message to the next is of these, not of the live ones
        messages = self._messages(wanted)
        while not stop.is_set() and (chunk := list(islice(messages, CHUNK))):
            said = list(self._said([interpret(one) for one in chunk], wanted, known, tally))
            for (centre, sensor), parts in _by_place(said):
                self._correct(centre, sensor, parts, tally, dry=dry)
            tally.messages += len(chunk)
            tally.until = from_ns(chunk[-1].received_ns)
            progress(tally)
        return tally

    def expected(self, wanted: Wanted) -> int:
        """About how many messages there will be; exact unless topics are sieved or the edge falls into a segment."""
        with self.spool.reading() as reader:
            (count,) = reader.execute(
                "SELECT (SELECT coalesce(sum(messages), 0) FROM raw WHERE last_ns >= ? AND first_ns < ?) + (SELECT count(*) "
                "FROM message WHERE id <= (SELECT value FROM state WHERE key = 'cursor') AND received_ns >= ? AND received_ns < ?)",
                (wanted.start_ns, wanted.end_ns, wanted.start_ns, wanted.end_ns),
            ).fetchone()
        return int(count)

    def _messages(self, wanted: Wanted) -> Iterator[Spooled]:
        kept = raw_messages(self.spool, wanted.start_ns, wanted.end_ns)
        return kept if wanted.topics is None else (m for m in kept if wanted.topics(m.topic))

    def _said(
        self, read: Sequence[Interpretation], wanted: Wanted, known: set[bytes], tally: Tally
    ) -> Iterator[tuple[Spooled, Part]]:
        """What the messages say now, repeats left out: an amount must not count twice because it is read twice."""
        before = self._seen_before(read, wanted.start_ns)
        for one in read:
            if one.reason:
                tally.unreadable += 1
            elif any(key in known or key in before for key in one.repeats):
                tally.repeats += 1
            elif not one.stale:
                known.add(one.key)
                for part in one.parts:
                    if not wanted.sensors or (part.place.centre, part.place.sensor.id) in wanted.sensors:
                        yield one.message, part

    def _seen_before(self, read: Iterable[Interpretation], start_ns: int) -> set[bytes]:
        """Keys of messages that were received before the first one that is read again."""
        keys = [key for one in read for key in one.repeats]
        found: set[bytes] = set()
        with self.spool.reading() as reader:
            for start in range(0, len(keys), CHUNK):
                part = keys[start : start + CHUNK]
                marks = ", ".join("?" * len(part))
                rows = reader.execute(
                    f"SELECT key FROM seen WHERE at_ns < ? AND key IN ({marks})",  # noqa: S608 -- question marks
                    (start_ns, *part),
                )
                found |= {key for (key,) in rows}
        return found

    def _correct(
        self,
        centre: CentreId,
        sensor: SensorId,
        said: Sequence[tuple[Spooled, Part]],
        tally: Tally,
        *,
        dry: bool,
    ) -> None:
        new = {(r.measure, r.at): r for _, part in said for r in part.readings}
        instants = {at for _, at in new} | {from_ns(message.received_ns) for message, _ in said}
        old = {
            (r.measure, r.at): r
            for window in _days(instants)
            for r in self.stores[centre].read([sensor], window)
        }
        gone = self._gone((centre, sensor), old.keys() - new.keys(), said)
        changed = [reading for key, reading in new.items() if old.get(key) != reading]
        if not dry:
            tally.refused += self._write(centre, changed)
            self._forget(centre, sensor, gone, old.keys())
            self._happened(centre, said)
            self.mark(centre, [*changed, *(old[key] for key in gone)])
        tally.changed += len(changed)
        tally.same += len(new) - len(changed)
        tally.gone += len(gone)

    def _gone(self, place: Place, unsaid: Iterable[Key], said: Sequence[tuple[Spooled, Part]]) -> list[Key]:
        """What the messages can no longer have said: of a measure that the model has not, or moved to the device's own time.

        Everything else stays: another message of the device may have said it at the same instant, read in another chunk,
        received before the beginning or not kept any more.
        """
        profile = self.profile_of(place)
        possible = None if profile is None else profile.measures
        received = [from_ns(message.received_ns) for message, _ in said]
        spoken = {reading.at for _, part in said for reading in part.readings}.union(received)
        start, end = min(received), max(received)
        moved = {
            (reading.measure, from_ns(message.received_ns))
            for message, part in said
            for reading in part.readings
        }
        return [
            (measure, at)
            for measure, at in unsaid
            if (measure, at) in moved
            or (
                possible is not None
                and measure.partition(".")[0] not in possible
                and (at in spoken or start <= at <= end)
            )
        ]

    def _write(self, centre: CentreId, readings: Sequence[Reading]) -> int:
        """How many the store will never take."""
        try:
            if readings:
                self.stores[centre].write(readings)
        except StoreRejectedError as error:
            return len(error.rejected)
        return 0

    def _forget(self, centre: CentreId, sensor: SensorId, gone: Iterable[Key], old: Iterable[Key]) -> None:
        """In as few spans as hold nothing else of the measure."""
        leaving = set(gone)
        for measure, keys in groupby(sorted(old), key=lambda key: key[0]):
            run: list[datetime] = []
            for at, goes in [*((at, (measure, at) in leaving) for _, at in keys), (None, False)]:
                if goes and at is not None:
                    run.append(at)
                elif run:
                    self.stores[centre].delete(sensor, measure, Window(run[0], run[-1] + TICK))
                    run = []

    def _happened(self, centre: CentreId, said: Iterable[tuple[Spooled, Part]]) -> None:
        events = [event for _, part in said for event in part.events]
        if events and centre in self.events:
            with suppress(
                EventsRejectedError
            ):  # all others are kept; its message became a letter when it came
                self.events[centre].put(events)


def _by_place(
    said: Iterable[tuple[Spooled, Part]],
) -> Iterable[tuple[Place, Sequence[tuple[Spooled, Part]]]]:
    found: dict[Place, list[tuple[Spooled, Part]]] = {}
    for message, part in said:
        found.setdefault((part.place.centre, part.place.sensor.id), []).append((message, part))
    return found.items()


def _days(instants: Collection[datetime]) -> Iterator[Window]:
    """Spans that hold the instants, one for each day that has any: a late burst must not read a month."""
    for _, day in groupby(sorted(instants), key=datetime.date):
        found = list(day)
        yield Window(found[0], found[-1] + TICK)
