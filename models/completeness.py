"""How many of a sensor's numbered messages came, and how many its numbers show to be missing."""

from dataclasses import dataclass

MEMORY = 2_000
"""How many numbers back a late one is still recognised: what a device keeps during an outage may come in any order."""

JUMP = 10_000
"""A number that is further ahead than this is a new beginning: nobody lost so many messages and sends the next one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The numbers of one sensor so far. last: the highest, None = none came; seen: bit n = last - n came."""

    last: int | None = None
    seen: int = 0
    received: int = 0
    missed: int = 0


def after(run: Run, seq: int, span: int = 0) -> Run:
    """The run with one more message that is no repeat. span: after how many numbers it begins again, 0 = never.

    A late number was counted as missed and is so no longer. One that came before, one far back and one far ahead are a
    new beginning: the device was restarted, and what it did in between nobody knows.
    """
    if run.last is None:
        return _begun(run, seq)
    ahead = _distance(seq, run.last, span)
    if 0 < ahead <= JUMP:
        return Run(
            last=seq,
            seen=(run.seen << ahead | 1) & (1 << MEMORY) - 1,
            received=run.received + 1,
            missed=run.missed + ahead - 1,
        )
    bit = 1 << -ahead if -MEMORY < ahead <= 0 else 0
    if not bit or run.seen & bit or not run.missed:
        return _begun(run, seq)
    return Run(last=run.last, seen=run.seen | bit, received=run.received + 1, missed=run.missed - 1)


def _begun(run: Run, seq: int) -> Run:
    """Numbers before the first one of a beginning were never awaited, so none of them is late."""
    return Run(last=seq, seen=(1 << MEMORY) - 1, received=run.received + 1, missed=run.missed)


def _distance(seq: int, last: int, span: int) -> int:
    """How far a number is ahead of the last one, the shorter way round where numbers begin again."""
    if not span:
        return seq - last
    ahead = (seq - last) % span
    return ahead if ahead <= span // 2 else ahead - span
