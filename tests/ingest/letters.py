"""A spool with dead letters in it."""

from pathlib import Path

from ingest.accounting import DEAD, SPOOLED
from ingest.spool import DeadLetter, Settlement, Spool
from tests.ingest.spools import append

SECOND_NS = 10**9


def a_letter(n: int, reason: str = "not_json", topic: bytes = b"\xfft") -> DeadLetter:
    return DeadLetter(
        received_ns=(100 + n) * SECOND_NS, topic=topic, payload=b"%d" % n, reason=reason, text="why"
    )


def with_letters(file: Path, *letters: DeadLetter) -> Spool:
    """As many messages were received as there are letters."""
    spool = Spool(file)
    append(spool, range(len(letters)))
    settlement = Settlement(upto=len(letters), dead=list(letters))
    settlement.tally.add(SPOOLED, "", -len(letters))
    for letter in letters:
        settlement.tally.add(DEAD, letter.reason)
    spool.settle(settlement)
    return spool
