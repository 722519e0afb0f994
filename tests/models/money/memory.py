"""The book of a centre in memory, for tests of what is written into it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from models.money.entry import Entry, Posted
from models.money.month import month_of
from models.money.ports import DifferentEntryError, PostOutcome


@dataclass
class MemoryLedger:
    """The part of a Ledger that documents need: entries by key, all or none."""

    kept: dict[str, Posted] = field(default_factory=dict)
    asked: int = 0
    """How many keys were looked up."""

    def post(self, entries: Sequence[Entry], *, by: str, at: datetime) -> PostOutcome:
        new: dict[str, Posted] = {}
        for entry in entries:
            old = self.kept.get(entry.key) or new.get(entry.key)
            if old is not None and old.entry != entry:
                raise DifferentEntryError(old)
            if old is None:
                number = len(self.kept) + len(new) + 1
                new[entry.key] = Posted(
                    number=number, entry=entry, month=month_of(entry.day), revision=0, by=by, posted_at=at
                )
        self.kept.update(new)
        return PostOutcome(tuple(new.values()))

    def by_keys(self, keys: Collection[str]) -> list[Posted]:
        self.asked += len(keys)
        return sorted((self.kept[key] for key in keys if key in self.kept), key=lambda one: one.number)

    def entries(self) -> list[Entry]:
        return [one.entry for one in self.kept.values()]

    def sums(self) -> dict[tuple[date, str], int]:
        """Fen by business date and account, without what adds up to nothing."""
        found: dict[tuple[date, str], int] = {}
        for entry in self.entries():
            for one in entry.postings:
                found[entry.day, one.account] = found.get((entry.day, one.account), 0) + one.fen
        return {place: fen for place, fen in found.items() if fen}
