"""The book of business days and their sums in memory."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ingest.fact_work import FactWork
from ingest.rollup import Rollup
from models.calendar import CHINA, Calendar, Window, business_date
from models.centre import Centre, SpaceId
from models.day_account import DayAccount
from models.day_fact import DayFact, day_fact
from models.estimate.learning import pupils
from models.fact_ports import LESSONS, Asked, Kept, Settled, WorkOut
from models.people_day import packed, unpacked
from models.ports import Holds, SensorStore
from models.slot import SlotFact
from models.terms import Terms
from tests.fakes import MemoryBalances, MemorySlots


@dataclass
class MemoryDays:
    """A DayFacts that sums the slots when it is asked."""

    slots: MemorySlots

    def within(self, spaces: Collection[SpaceId], first: date, last: date) -> list[DayFact]:
        return [fact for fact in self._all() if fact.space in spaces and first <= fact.day <= last]

    def versions(self) -> Mapping[int, int]:
        return Counter(fact.calc_version for fact in self._all())

    def _all(self) -> list[DayFact]:
        days: dict[tuple[date, SpaceId], list[SlotFact]] = {}
        for fact in self.slots.kept.values():
            days.setdefault((business_date(fact.start, CHINA), fact.space), []).append(fact)
        return [day_fact(day, facts) for (day, _), facts in sorted(days.items())]


@dataclass
class MemoryBook:
    """A DayBook over dicts; what it is asked stays in the order of asking."""

    slots: MemorySlots = field(default_factory=MemorySlots)
    balances: MemoryBalances | None = None
    people: dict[tuple[SpaceId, date], Kept] = field(default_factory=dict)
    asked: dict[tuple[SpaceId, date], Asked] = field(default_factory=dict)
    stamps: int = 0
    terms: dict[SpaceId, Terms] = field(default_factory=dict)

    def settle(
        self,
        space: SpaceId,
        windows: Mapping[date, Window],
        work: WorkOut,
        asked: Collection[Asked] = (),
        taught_until: date | None = None,
    ) -> Settled:
        accounts = {day: work(day, self._kept(space, windows[day], day)) for day in windows}
        whole, pupil_days = Settled(), set[date]()
        for day, account in accounts.items():
            before = self.balances.kept.get((space, day)) if self.balances is not None else None
            whole += Settled(left=1) if account is None else self._keep(space, windows[day], account)
            if account is not None and account.balance is not None and taught_until is not None:
                pupil_days |= set(pupils(before, account.balance, taught_until))
        self.forget(asked)
        self.ask({(space, day) for day in pupil_days}, LESSONS)
        return whole

    def _kept(self, space: SpaceId, window: Window, day: date) -> Kept:
        measured = any(fact.measured_min > 0 for fact in self.slots.within([space], window))
        return replace(self.people.get((space, day), Kept()), measured=measured)

    def _keep(self, space: SpaceId, window: Window, account: DayAccount) -> Settled:
        before = {fact.start: fact for fact in self.slots.within([space], window)}
        after = {fact.start: fact for fact in account.facts}
        for start in before.keys() - after.keys():
            del self.slots.kept[space, start]
        self.slots.put([fact for start, fact in after.items() if before.get(start) != fact])
        self.people[space, account.day] = Kept(unpacked(packed(account.present)), self._next())
        if self.balances is not None and account.balance is not None:
            self.balances.put([account.balance])
        changed = sum(before.get(start) != after.get(start) for start in before.keys() | after.keys())
        return Settled(days=1, slots=changed)

    def _next(self) -> int:
        self.stamps += 1
        return self.stamps

    def stamp(self, space: SpaceId, day: date) -> int:
        return self.people.get((space, day), Kept()).stamp

    def ask(self, days: Collection[tuple[SpaceId, date]], reason: str) -> None:
        for space, day in sorted(days):
            self.asked[space, day] = Asked(space=space, day=day, reason=reason, token=self._next())

    def waiting(self, spaces: Collection[SpaceId], limit: int = 100) -> list[Asked]:
        return [one for one in self.asked.values() if one.space in spaces][:limit]

    def forget(self, asked: Collection[Asked]) -> None:
        self.asked = {key: one for key, one in self.asked.items() if one not in asked}

    def agree(self, space: SpaceId, terms: Terms, until: date, reason: str) -> list[date]:
        before, self.terms[space] = self.terms.get(space, terms), terms
        changed = [day for day in terms.changed(before) if day <= until]
        self.ask({(space, day) for day in changed}, reason)
        return changed

    def span(self) -> Window | None:
        return self.slots.span()


def a_rollup(
    centre: Centre,
    calendar: Calendar,
    store: SensorStore,
    slots: MemorySlots,
    holds: Holds,
    balances: MemoryBalances | None = None,
    **more: Any,
) -> Rollup:
    """A roll-up whose book is in memory, over these slots; more: keywords of Rollup."""
    work = FactWork(
        centre=centre,
        calendar=calendar,
        store=store,
        book=MemoryBook(slots, balances),
        holds=holds,
        balances=balances,
    )
    return Rollup(work, **more)
