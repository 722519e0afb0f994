"""What became of kept messages, told from the books: waiting, stored, a repeat, or the reason why not."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.accounting import DUPLICATE, SPOOLED, STORED, Shed
from ingest.arrival import Spooled
from ingest.interpretation import Interpretation
from ingest.spool import Spool


@dataclass(frozen=True, slots=True)
class Outcomes:
    """interpret: as of today; what a message once said is not kept, so a mended profile shows what it would become."""

    spool: Spool
    interpret: Callable[[Spooled], Interpretation]

    def of(self, messages: Sequence[Spooled]) -> Mapping[int, str]:
        """Id -> outcome. Raises SpoolError."""
        read = {message.id: self.interpret(message) for message in messages}
        waiting, dead, seen = self._books(messages, read.values())
        return {
            message.id: waiting.get(message.id)
            or dead.get((message.received_ns, message.topic))
            or _outcome(read[message.id], seen)
            for message in messages
        }

    def _books(
        self, messages: Sequence[Spooled], read: Iterable[Interpretation]
    ) -> tuple[Mapping[int, str], Mapping[tuple[int, bytes], str], Mapping[bytes, int]]:
        keys = [key for one in read for key in one.repeats]
        with self.spool.reading() as reader:
            (cursor,) = reader.execute("SELECT value FROM state WHERE key = 'cursor'").fetchone()
            parked = {number for (number,) in reader.execute("SELECT id FROM parked")}
            marks = ", ".join("?" * len(messages))
            dead = {
                (received_ns, bytes(topic)): str(reason)
                for received_ns, topic, reason in reader.execute(
                    f"SELECT received_ns, topic, reason FROM dead WHERE received_ns IN ({marks})",  # noqa: S608
                    [message.received_ns for message in messages],
                )
            }
            known = ", ".join("?" * len(keys))
            query = f"SELECT key, at_ns FROM seen WHERE key IN ({known})"  # noqa: S608 -- question marks
            seen = dict(reader.execute(query, keys).fetchall())
        waiting = {m.id: SPOOLED for m in messages if m.id > cursor or m.id in parked}
        return waiting, dead, seen


def _outcome(one: Interpretation, seen: Mapping[bytes, int]) -> str:
    if one.reason:
        return str(one.reason)
    if any(seen.get(key, one.message.received_ns) < one.message.received_ns for key in one.repeats):
        return DUPLICATE
    return Shed.STALE_RETAINED if one.stale else STORED
