"""Items that one settlement may be for: of a day, of some days in a row, of a month, of an account or of one space."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby

from models.money.month import month_of
from models.money.statement import OpenItem

LONGEST_RUN = 4
"""Days that one settlement may cover: a weekend and a bridging day."""


@dataclass(frozen=True, slots=True)
class Group:
    """Items of one account whose days end with `last`."""

    items: Sequence[OpenItem]
    last: date
    fen: int


def groups(items: Sequence[OpenItem]) -> Iterator[Group]:
    """Several items of an account, and of each space where several took something, for each has its own code on the
    counter: of each day, of each run of up to LONGEST_RUN days, of each month."""
    whole: dict[str, dict[date, list[OpenItem]]] = defaultdict(lambda: defaultdict(list))
    spaces: dict[tuple[str, str], dict[date, list[OpenItem]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        whole[item.account][item.day].append(item)
        spaces[item.account, item.space][item.day].append(item)
    seen: set[tuple[str, str, int]] = set()
    for days in chain(whole.values(), spaces.values()):
        for span in chain(_runs(sorted(days)), _months(sorted(days))):
            some = [item for day in span for item in days[day]]
            same = (some[0].ref, some[-1].ref, len(some))  # where only one space took something
            if len(some) > 1 and same not in seen:
                seen.add(same)
                yield Group(some, span[-1], sum(item.fen for item in some))


def _runs(days: Sequence[date]) -> Iterator[Sequence[date]]:
    for n in range(len(days)):
        for length in range(1, LONGEST_RUN + 1):
            run = days[n : n + length]
            if len(run) == length and (run[-1] - run[0]).days < LONGEST_RUN:
                yield run


def _months(days: Sequence[date]) -> Iterator[Sequence[date]]:
    """Those that no run covers already."""
    for _, month in groupby(days, key=month_of):
        span = list(month)
        if (span[-1] - span[0]).days >= LONGEST_RUN:
            yield span
