"""What advice needs from outside: where recommendations, their snapshots and their trials are kept."""

from collections.abc import Sequence
from typing import Protocol

from models.advice.recommendation import Recommendation, State
from models.advice.rule import Rules, Weighing
from models.audit import AuditEntry
from models.effect.trial import Result, Trial


class AdviceChangedError(Exception):
    """Somebody else decided on it since it was read; nothing was written."""


class Recommendations(Protocol):
    """The recommendations of one centre. A snapshot is kept under its SHA-256 and never changes."""

    def propose(
        self,
        recommendations: Sequence[Recommendation],
        snapshot: bytes,
        told: AuditEntry | None = None,
        weighing: Weighing | None = None,
    ) -> None:
        """Keep proposals and what their numbers come from, in one transaction with the audit entry.

        told: the run of a week, which is its subject; older proposals of that week that nobody decided on expire, each
        with a decision and an entry of its own, and where ids are taken, others are given. None: they are kept beside
        what is there, under new ids. weighing: the weights that they were made with count from now on, or nothing is kept.
        Raises AdviceChangedError where somebody decided or proposed at the same time, RuleChangedError where somebody
        weighed otherwise meanwhile.
        """
        ...

    def was_run(self, week: str) -> bool:
        """Whether proposals were looked for, also where none was found."""
        ...

    def of_week(self, week: str) -> list[Recommendation]:
        """Of any state, by id."""
        ...

    def in_states(self, states: Sequence[State]) -> list[Recommendation]:
        """Of any week, by id."""
        ...

    def find(self, key: str) -> Recommendation | None: ...
    def decide(self, decided: Recommendation, told: AuditEntry, trial: Trial | None = None) -> Recommendation:
        """Keep it with its newest decision, and the trial that was frozen with it, in one transaction with the audit entry.

        version: the one that was decided on; what is kept and returned has the next. Raises AdviceChangedError where
        another version is kept.
        """
        ...

    def snapshot(self, digest: str) -> bytes | None: ...


class Trials(Protocol):
    """What is being measured in one centre, and what came of it."""

    def all(self) -> list[Trial]:
        """By id."""
        ...

    def results(self) -> list[Result]:
        """The newest result of each trial."""
        ...

    def put_result(self, result: Result) -> None:
        """Keep one more result of a trial; those before stay."""
        ...


class Advice(Protocol):
    """The advice of one centre."""

    @property
    def recommendations(self) -> Recommendations: ...
    @property
    def trials(self) -> Trials: ...
    @property
    def rules(self) -> Rules: ...
