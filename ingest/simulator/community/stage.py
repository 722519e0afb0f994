"""Where the simulated community acts: the services of its centre, its people, and a clock that goes through the past."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from ingest.simulator.invoices import CLERK, MANAGER
from ingest.simulator.world import World
from models.account import Account, Grant, Role
from models.ports import Ports

COORDINATOR = Account(id=0, name="sim-coordinator", grants=(Grant(role=Role.COORDINATOR),))
SUPERVISOR = Account(id=0, name=MANAGER, grants=(Grant(role=Role.MANAGER),))
EVALUATOR = Account(id=0, name="sim-evaluator", grants=(Grant(role=Role.EVALUATOR),))
TREASURER = Account(id=0, name=CLERK, grants=(Grant(role=Role.FINANCE),))


@dataclass(slots=True)
class Stage:
    """first, until: the past that is played; its clock stands where `go` put it."""

    world: World
    told: Ports
    first: datetime
    until: datetime
    now: datetime = field(init=False)
    ports: Ports = field(init=False)

    def __post_init__(self) -> None:
        self.now = self.first
        self.ports = replace(self.told, clock=lambda: self.now)

    def go(self, share: float) -> datetime:
        """To a share of the past, 0..1."""
        self.now = self.first + (self.until - self.first) * share
        return self.now

    def day(self, share: float) -> date:
        """The business day of a share of the past."""
        return self.world.centre.business_day_of(self.first + (self.until - self.first) * share)

    def wait(self, days: float) -> datetime:
        """Later, but never beyond the end of the past."""
        self.now = min(self.now + timedelta(days=days), self.until)
        return self.now
