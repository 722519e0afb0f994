"""The dead letters: messages that could not be read, kept as they came, and given another try after a fix."""

from collections.abc import Iterator, Mapping

from ingest.accounting import DEAD, SPOOLED, Tally, book
from ingest.spool import DeadLetter, Spool


def dead_letters(spool: Spool, limit: int = 100) -> Iterator[DeadLetter]:
    """The newest first."""
    with spool.reading() as reader:
        rows = reader.execute(
            "SELECT received_ns, topic, payload, reason, text FROM dead ORDER BY id DESC LIMIT ?", (limit,)
        ).fetchall()
    for received_ns, topic, payload, reason, text in rows:
        yield DeadLetter(received_ns=received_ns, topic=topic, payload=payload, reason=reason, text=text)


def kept_by_reason(spool: Spool) -> Mapping[str, int]:
    """How many letters are still there, by reason."""
    with spool.reading() as reader:
        return dict(reader.execute("SELECT reason, count(*) FROM dead GROUP BY reason").fetchall())


def replay(spool: Spool, reason: str = "") -> int:
    """Put letters (of one reason, "" = all) back into the spool with the time of their first receipt; how many."""
    with spool.writing() as writer:
        writer.execute(
            "INSERT INTO message (received_ns, topic, payload, retain, dup, rank) "
            "SELECT received_ns, topic, payload, 0, 0, 0 FROM dead WHERE ? IN ('', reason) ORDER BY id",
            (reason,),
        )
        tally = Tally()
        for back, count in writer.execute(
            "SELECT reason, count(*) FROM dead WHERE ? IN ('', reason) GROUP BY reason", (reason,)
        ).fetchall():
            tally.add(DEAD, back, -count)
            tally.add(SPOOLED, "", count)
        book(writer, tally)
        writer.execute("DELETE FROM dead WHERE ? IN ('', reason)", (reason,))
    spool.arrived.set()
    return tally.changes.get((SPOOLED, ""), 0)
