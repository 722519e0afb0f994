"""A booking office for tests of services: a real database in a file, facts and live states in memory, a clock by hand."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from models.account import Account, Grant, Role
from models.audit import AuditEntry
from models.calendar import SLOT, floor_slot
from models.centre import SpaceKind
from models.db import Database
from models.hold import SessionStatus
from models.money.price import PlanStatus, PlanVersion, Priced
from models.ports import Ports
from models.programme.booking import Party
from models.programme.ports import Programme
from models.programme.session import Session
from tests.blank import blank_database
from tests.builders import NOON, a_fact, a_session, a_state, some_ports
from tests.fakes import MemoryLive, MemorySlots
from tests.models.db.offices import CENTRE

WANG = Account(id=1, name="wang", grants=(Grant(role=Role.FRONT_DESK),))
PARTY = Party(id="x", code="李* 8")


@dataclass
class Office:
    """The office, with what tests turn by hand."""

    database: Database
    now: datetime = NOON
    told: list[AuditEntry] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ports: Ports = replace(
            some_ports(CENTRE, clock=lambda: self.now),
            programme=self.database.programme(CENTRE),
            jobs=self.database.jobs(CENTRE.id),
            money=self.database.money(CENTRE.id),
            audit=self.told.append,
        )

    @property
    def programme(self) -> Programme:
        assert self.ports.programme is not None
        return self.ports.programme

    def open(self, places: int = 2, **options: object) -> Session:
        (session,) = self.programme.sessions.write([a_session(NOON, places=places, **options)])  # type: ignore[arg-type]
        return session

    def status(self) -> SessionStatus:
        (session,) = self.programme.sessions.find(["s1"])
        return session.status

    def bookings(self) -> dict[str, str]:
        return {one.id: one.status.value for one in self.programme.bookings.of_sessions(["s1"])}

    def let_rooms(self, fen: int = 4000) -> None:
        """What is not shared is a room, and a plan hires rooms out."""
        centre = self.ports.centre
        rooms = {
            key: one if one.shared else replace(one, kind=SpaceKind.ROOM)
            for key, one in centre.spaces.items()
        }
        self.ports = replace(self.ports, centre=replace(centre, spaces=rooms))
        self.price(
            PlanVersion(
                plan="hire",
                name={"zh-Hans": "活动室租用"},
                what=Priced.ROOM,
                base_fen=fen,
                valid_from=date(2026, 1, 1),
            )
        )

    def price(self, *versions: PlanVersion) -> None:
        """Price plans as they are kept once two persons agreed."""
        money = self.ports.money
        assert money is not None
        for one in versions:
            kept = money.prices.propose(one, by="li", at=self.now)
            money.prices.decide(
                one.plan, kept.number, PlanStatus.APPROVED, by="wu", at=self.now, today=date(2026, 1, 1)
            )

    def at(self, minutes: float) -> datetime:
        """Move the clock to so many minutes after the start."""
        self.now = NOON + timedelta(minutes=minutes)
        return self.now

    def measured(self, *people: float | None, space: str = "room", used_min: float | None = None) -> None:
        """Facts of the quarter hours from noon on, and a live state that agrees with the last of them."""
        slots, live = self.ports.slots, self.ports.live
        assert isinstance(slots, MemorySlots)
        assert isinstance(live, MemoryLive)
        facts = [a_fact(floor_slot(NOON) + n * SLOT, one, space) for n, one in enumerate(people)]
        if used_min is not None:
            facts[0] = replace(facts[0], used_min=used_min)
        slots.put(facts)
        live.put(a_state(people[-1], space, at=self.now), at=self.now)


def an_office(folder: Path) -> Office:
    return Office(blank_database(folder / "centre.db"))
