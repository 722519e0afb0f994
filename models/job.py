"""The jobs of the house: work that comes round again, done by one process at a time, and whose health is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

LEASE = timedelta(minutes=10)
"""A process that took a job and says nothing for so long is gone; another may take it."""

LATE_TURNS = 5
"""A job that has not come to a good end for this many of its turns is late..."""

LATE_AT_LEAST = timedelta(minutes=15)
"""...but not before this: a restart is no fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRun:
    """How a job went. started_at, ended_at: of the newest run; good_at: the end of the newest one that went well, None = never.

    failures: runs in a row that did not; fault: what the last of them said; done: what the newest good one changed.
    """

    job: str
    started_at: datetime
    ended_at: datetime | None = None
    good_at: datetime | None = None
    failures: int = 0
    fault: str = ""
    done: int = 0

    def late(self, every: timedelta, at: datetime) -> bool:
        """Whether it has been too long since it went well; of one that never did, since it began."""
        return at - (self.good_at or self.started_at) > max(LATE_TURNS * every, LATE_AT_LEAST)


class Jobs(Protocol):
    """The jobs of one centre."""

    def take(self, job: str, every: timedelta, at: datetime) -> JobRun | None:
        """Take a job whose turn has come; None = it has not, or another process is at it.

        What is returned tells of the run before; started_at is this one's.
        """
        ...

    def give_back(self, job: str, at: datetime, *, done: int = 0, fault: str = "") -> None:
        """It ended: well, or with a fault."""
        ...

    def runs(self) -> Sequence[JobRun]:
        """How each job went that was ever taken, by name."""
        ...
