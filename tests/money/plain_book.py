"""A book in a few lines of plain Python: what a ledger must agree with, written without looking at it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from models.money.entry import Entry


def first_of(day: date) -> date:
    return date(day.year, day.month, 1)


@dataclass
class PlainBook:
    """entries: in their order; revisions: of each; closings: of each month, how long the book was then; asked: by whom."""

    entries: list[Entry] = field(default_factory=list)
    revisions: list[int] = field(default_factory=list)
    closings: dict[date, list[int]] = field(default_factory=dict)
    asked: dict[date, str] = field(default_factory=dict)
    frozen: dict[tuple[date, int], Counter[str]] = field(default_factory=dict)

    def knows(self, entry: Entry) -> bool:
        """Whether it would change nothing."""
        same = any(one.key == entry.key for one in self.entries)
        return same or (bool(entry.reverses) and any(one.reverses == entry.reverses for one in self.entries))

    def add(self, entry: Entry) -> None:
        if not self.knows(entry):
            self.entries.append(entry)
            self.revisions.append(len(self.closings.get(first_of(entry.day), [])))

    def months(self) -> set[date]:
        return {first_of(one.day) for one in self.entries}

    def waits_for(self, month: date) -> bool:
        """Whether a month that was never closed must wait for one before it."""
        return month not in self.closings and any(
            one < month and one not in self.closings for one in self.months()
        )

    def may_ask(self, month: date) -> bool:
        if month in self.asked or self.waits_for(month):
            return False
        if month not in self.closings:
            return True
        since = self.entries[self.closings[month][-1] :]
        return any(first_of(one.day) == month for one in since)

    def may_agree(self, month: date, by: str) -> bool:
        return self.asked.get(month, by) != by and not self.waits_for(month)

    def close(self, month: date) -> None:
        del self.asked[month]
        self.closings.setdefault(month, []).append(len(self.entries))
        self.frozen[month, len(self.closings[month]) - 1] = self.sums(month)

    def sums(self, month: date | None = None) -> Counter[str]:
        found: Counter[str] = Counter()
        for one in self.entries:
            if month in (None, first_of(one.day)):
                for line in one.postings:
                    found[line.account] += line.fen
        return found
