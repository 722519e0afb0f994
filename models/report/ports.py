"""What reports need from outside: where their versions are kept."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from models.audit import AuditEntry
from models.report.version import ReportVersion


class ReportChangedError(Exception):
    """Somebody else moved the version on since it was read, or made one of the same number; nothing was written."""


class Reports(Protocol):
    """The monthly reports of one centre."""

    def versions(self, month: date | None = None) -> Sequence[ReportVersion]:
        """Of a month, None = of all; the newest month first, then the newest version."""
        ...

    def add(self, version: ReportVersion, inputs: bytes, statement: bytes, told: AuditEntry) -> None:
        """Keep a version with its contents, in one transaction with the audit entry. Raises ReportChangedError."""
        ...

    def move(self, version: ReportVersion, told: AuditEntry) -> ReportVersion:
        """Keep a step of it, in one transaction with the audit entry; what is kept and returned has the next revision.

        Its digests, its making and its month never change. Raises ReportChangedError where another revision is kept.
        """
        ...

    def content(self, digest: str) -> bytes | None:
        """The bytes kept under a SHA-256; None where there are none, or none that can be read."""
        ...
