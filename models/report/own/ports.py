"""What reports of one's own need from outside: where they and the papers that were made are kept, and whose they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from models.account import Account
from models.audit import AuditEntry
from models.report.own.saved import MadePaper, OwnReport


class OwnChangedError(Exception):
    """Somebody else changed or removed it since it was read; nothing was written."""


class OwnReports(Protocol):
    """The reports that people of one centre keep."""

    def all(self) -> Sequence[OwnReport]:
        """By name, then id."""
        ...

    def put(self, report: OwnReport, told: AuditEntry) -> OwnReport:
        """Keep it, in one transaction with the audit entry; what is kept and returned has the next revision.

        One of revision 1 that is not there yet is new. Raises OwnChangedError where another revision is kept.
        """
        ...

    def remove(self, report: OwnReport, told: AuditEntry) -> None:
        """Raises OwnChangedError where another revision is kept, or none."""
        ...


class MadePapers(Protocol):
    """The papers that the house made by itself in one centre."""

    def all(self) -> Sequence[MadePaper]:
        """The newest first."""
        ...

    def add(self, paper: MadePaper, statement: bytes, since: datetime) -> bool:
        """Keep it, and forget those that were made before `since`. False = one of its key was there, and stays."""
        ...

    def content(self, key: str) -> bytes | None:
        """The statement's bytes; None = there is none, or none that can be read."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """account: by its name, as it stands now, disabled or not; None = it is gone."""

    reports: OwnReports
    papers: MadePapers
    account: Callable[[str], Account | None]
