"""The audit trail as a hash chain: what was done, by whom, and how a changed or missing row is found."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

GENESIS = "0" * 64
"""What the first row of a chain stands upon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One thing that somebody did.

    actor: account name, or "system"; action: a key such as "session.open"; subject: what it was done to;
    centre: where it belongs, "" = to the whole deployment; details: small and free of secrets.
    """

    at: datetime
    actor: str
    action: str
    subject: str = ""
    centre: str = ""
    address: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """An entry with its place in the chain; numbers run from 1 without a gap."""

    number: int
    entry: AuditEntry
    prev_hash: str
    hash: str


def chain_hash(number: int, entry: AuditEntry, prev_hash: str) -> str:
    """SHA-256 over the place, the row before and every field of the entry, in one unambiguous spelling."""
    fields = [
        number,
        prev_hash,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor,
        entry.action,
        entry.subject,
        entry.centre,
        entry.address,
        sorted(entry.details.items()),
    ]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=True).encode()).hexdigest()


def printable(entry: AuditEntry) -> AuditEntry:
    """The entry with every control character and lone surrogate written out, so that no text can fake a line."""
    return AuditEntry(
        at=entry.at.astimezone(UTC),
        actor=_visible(entry.actor),
        action=_visible(entry.action),
        subject=_visible(entry.subject),
        centre=_visible(entry.centre),
        address=_visible(entry.address),
        details={_visible(key): _visible(value) for key, value in entry.details.items()},
    )


def _visible(text: str) -> str:
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


def chained(entry: AuditEntry, last: AuditRecord | None) -> AuditRecord:
    """The entry as the row after `last`."""
    number, prev_hash = (last.number + 1, last.hash) if last else (1, GENESIS)
    return AuditRecord(number, entry, prev_hash, chain_hash(number, entry, prev_hash))


@dataclass(frozen=True, slots=True)
class Anchor:
    """The head of a chain at some instant, kept where who changes the chain does not reach it."""

    number: int
    hash: str
    at: datetime


def first_fault(records: Iterable[AuditRecord], anchors: Iterable[Anchor] = ()) -> int | None:
    """The number of the first row that was changed, swapped or taken away; None when the chain is whole.

    A chain cut at its end, or written anew from some row on, looks whole by itself: anchors show it.
    """
    kept = {(anchor.number, anchor.hash) for anchor in anchors}
    known = {number for number, _ in kept}
    last: AuditRecord | None = None
    for record in records:
        if record != chained(record.entry, last):
            return last.number + 1 if last else 1
        if record.number in known and {(record.number, record.hash)} != {
            one for one in kept if one[0] == record.number
        }:
            return record.number
        last = record
    head = last.number if last else 0
    return head + 1 if max(known, default=0) > head else None
