"""Heads of the audit trail in a file of their own, out of reach of whoever can write to the database."""

import json
import os
from datetime import datetime
from pathlib import Path

from models.audit import Anchor, AuditRecord
from models.ports import StoreError, StoreUnavailableError

FILE = "audit-anchors.jsonl"
"""Its name in the data folder: a line each, {"at": ..., "number": ..., "hash": ...}, the newest last."""


class AnchorFile:
    """Anchors are added and never changed. A copy that lies elsewhere is worth more still."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self, head: AuditRecord | None, at: datetime) -> bool:
        """Add the head where it is a new one; False = there is nothing new. Raises StoreUnavailableError."""
        try:
            if head is None or head.number in {anchor.number for anchor in self.all()}:
                return False
            self._add({"at": at.isoformat(), "number": head.number, "hash": head.hash})
        except OSError as error:
            raise StoreUnavailableError(f"{self._path}: {error.strerror}") from error
        return True

    def all(self) -> list[Anchor]:
        """Every anchor; none where there is no file. Raises StoreError that names a line which is none."""
        try:
            text = self._path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return []
        except (OSError, UnicodeError) as error:
            raise StoreError(f"{self._path}: {error}") from error
        whole = text[: text.rfind("\n") + 1]  # what has no end was being written when the power went
        return [self._anchor(n, line) for n, line in enumerate(whole.splitlines(), 1)]

    def _add(self, fields: dict[str, str | int]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab+") as file:
            file.seek(0)
            file.truncate(file.read().rfind(b"\n") + 1)
            file.write(json.dumps(fields).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def _anchor(self, number: int, line: str) -> Anchor:
        try:
            fields = json.loads(line)
            return Anchor(int(fields["number"]), str(fields["hash"]), datetime.fromisoformat(fields["at"]))
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{self._path}: line {number} is no anchor: {line[:80]!r}") from error
