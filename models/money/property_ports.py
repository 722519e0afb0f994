"""What the property service and the meal subsidy need from outside, as protocols: papers of one centre."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Protocol

from models.audit import AuditEntry
from models.money.entry import Entry
from models.money.meal_claim import Claim, ClaimStatus
from models.money.property import Building, ServiceLine, Tariff
from models.money.subsidy import SubsidyRule
from models.money.work_order import WorkOrder


class Property(Protocol):
    """Houses, service lines, tariffs and work orders of one centre."""

    def buildings(self) -> Sequence[Building]:
        """Every house, by its code."""
        ...

    def put_buildings(self, buildings: Sequence[Building]) -> None:
        """Insert or replace by code, in one transaction."""
        ...

    def remove_building(self, building: str) -> bool:
        """Whether there was one. For what was brought in by mistake and has no orders."""
        ...

    def lines(self) -> Sequence[ServiceLine]:
        """Every line, by its key."""
        ...

    def put_lines(self, lines: Sequence[ServiceLine]) -> None:
        """Insert or replace by key, in one transaction."""
        ...

    def tariffs(self) -> Sequence[Tariff]:
        """Every version, by line and then first day."""
        ...

    def propose(self, tariffs: Sequence[Tariff]) -> bool:
        """Insert, all or none; False = one of them is there, or a version of its line and day is."""
        ...

    def approve(self, tariff: str, *, by: str, at: datetime) -> bool:
        """False = it is gone, approved already, or proposed by the same person."""
        ...

    def withdraw(self, tariff: str) -> bool:
        """Take a proposal back; False = it is gone or approved."""
        ...

    def orders(self, first: date, last: date) -> Sequence[WorkOrder]:
        """Those that were called for, done or paid on a day from first to last, both included, the newest first."""
        ...

    def find_orders(self, orders: Collection[str]) -> Sequence[WorkOrder]:
        """Those of these ids."""
        ...

    def put_orders(self, orders: Sequence[WorkOrder]) -> None:
        """Insert or replace by id, in one transaction."""
        ...


class Subsidies(Protocol):
    """Rules of the meal subsidy and the monthly claims of one centre."""

    def rules(self) -> Sequence[SubsidyRule]:
        """Every rule, by its first day."""
        ...

    def propose(self, rules: Sequence[SubsidyRule]) -> bool:
        """Insert, all or none; False = one of that day is there already."""
        ...

    def approve(self, rule: str, *, by: str, at: datetime) -> bool:
        """False = it is gone, approved already, or proposed by the same person."""
        ...

    def withdraw(self, rule: str) -> bool:
        """Take a proposal back; False = it is gone or approved."""
        ...

    def claim(self, month: date, number: int = 0) -> Claim | None:
        """A claim that is past its draft, or a numbered supplement to it; None = nobody has checked it."""
        ...

    def claims(self) -> Sequence[Claim]:
        """Every claim that is past its draft, the newest month first; those of a month by their number."""
        ...

    def keep(
        self,
        claim: Claim,
        expected: ClaimStatus,
        told: AuditEntry | None = None,
        entry: Entry | None = None,
    ) -> bool:
        """Write it if what is kept still has that status (DRAFT = nothing is kept); a draft is forgotten. False = it has not.

        In the same transaction go its row of the audit trail and what it posts. Raises as Ledger.post.
        """
        ...
