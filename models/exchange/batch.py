"""What was brought in with one file, row by row with what stood there before, so that all of it can be undone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One file that was taken in. digest: SHA-256 of its bytes; rows: those that it changed something with."""

    id: str
    kind: str
    file: str
    digest: str
    by: str
    at: datetime
    rows: int = 0
    faulty: int = 0
    undone_by: str = ""
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRow:
    """What one row did. key: what the file knows it by; subject: what we know it by.

    before, after: what stood there and what the row made of it, as JSON; "" = nothing.
    """

    batch: str
    row: int
    kind: str
    key: str
    subject: str
    fingerprint: str
    before: str = ""
    after: str = ""
    undone: bool = False


class Batches(Protocol):
    """The imports of one centre."""

    def put(self, batch: Batch) -> None:
        """Insert or replace by id."""
        ...

    def put_rows(self, rows: Sequence[BatchRow]) -> None:
        """Insert or replace by (batch, row)."""
        ...

    def all(self) -> list[Batch]:
        """Every batch, the newest first."""
        ...

    def rows(self, batch: str) -> list[BatchRow]:
        """The rows of a batch in the order of its file."""
        ...

    def latest(self, kind: str, keys: Collection[str]) -> Mapping[str, BatchRow]:
        """Key -> the last row that brought it in and was not undone."""
        ...

    def undone(self, kind: str, keys: Collection[str]) -> Mapping[str, int]:
        """Key -> how often it was brought in and undone."""
        ...
