"""The books of a centre in memory, for tests of what is made of their sums."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from models.money.month import month_of
from models.money.ports import ALL, Such, Sum


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the ledger with what its entry says."""

    account: str
    fen: int
    day: date
    at: datetime | None = None
    space: str = ""
    session: str = ""
    series: str = ""

    def as_sum(self) -> Sum:
        return Sum(account=self.account, fen=self.fen)


@dataclass
class SummedLedger:
    """The part of a Ledger that adds lines up, by the same rules as the database's."""

    written: list[Line] = field(default_factory=list)

    def sums(self, by: Sequence[str], such: Such = ALL) -> list[Sum]:
        groups: dict[tuple[Any, ...], int] = {}
        for one in self.written:
            if _meant(one, such):
                key = tuple(getattr(one, name) for name in by)
                groups[key] = groups.get(key, 0) + one.fen
        return [Sum(fen=fen, **dict(zip(by, key, strict=True))) for key, fen in groups.items()]

    def find(self, such: Such = ALL, *, limit: int = 100) -> list[Any]:
        """The newest ones, with as much of an entry as says when it was."""
        meant = [one for one in reversed(self.written) if _meant(one, such)]
        return [SimpleNamespace(entry=one) for one in meant[:limit]]


def _meant(one: Line, such: Such) -> bool:
    months = such.months or (date.min, date.max)
    return (
        (such.first or date.min) <= one.day <= (such.last or date.max)
        and months[0] <= month_of(one.day) <= months[1]
        and (not such.accounts or one.account.startswith(such.accounts))
        and such.space in ("", one.space)
    )


def books(*written: Line) -> Any:
    """As Ports.money has them."""
    return SimpleNamespace(ledger=SummedLedger([*written]))
