"""A centre that keeps needs, with a grid of two cells: a real database in a file, and a clock that tests turn by hand."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from models.account import Account, Grant, Role
from models.audit import AuditEntry
from models.centre import SpaceKind
from models.db import Database
from models.grid import Grid
from models.needs.need import Channel, Need
from models.ports import Ports
from models.services.need_intake import Said, enter, say
from models.services.needs import Seen
from tests.blank import blank_database
from tests.builders import NOON, a_centre, a_space, some_ports

GRIDS = {
    "g1": Grid(
        code="g1", name={"zh-Hans": "一格", "en": "One"}, courtyards={"y1": {"zh-Hans": "梅园", "en": "Plum"}}
    ),
    "g2": Grid(code="g2", name={"zh-Hans": "二格", "en": "Two"}, at=(1, 0)),
}
HOUSE = replace(
    a_centre(
        [a_space("gym", kind=SpaceKind.GYM, zone="green"), a_space("room", kind=SpaceKind.ROOM, zone="red")]
    ),
    grids=GRIDS,
)
COORDINATOR = Account(id=1, name="chen", grants=(Grant(role=Role.COORDINATOR),))
DESK = Account(id=2, name="wang", grants=(Grant(role=Role.FRONT_DESK),))
VIEWER = Account(id=3, name="qu", grants=(Grant(role=Role.VIEWER),))
FINANCE = Account(id=4, name="lin", grants=(Grant(role=Role.FINANCE),))
MANAGER = Account(id=5, name="li", grants=(Grant(role=Role.MANAGER),))


@dataclass
class NeedHouse:
    """The centre, and short ways to fill it."""

    database: Database
    now: datetime = NOON
    ports: Ports = field(init=False)

    def __post_init__(self) -> None:
        self.ports = replace(
            some_ports(HOUSE, clock=lambda: self.now),
            loop=self.database.loop(HOUSE.id),
            batches=self.database.batches(HOUSE.id),
            programme=self.database.programme(HOUSE),
            audit=self.database.audit().append,
        )

    def told(self) -> list[AuditEntry]:
        """What the trail tells, the oldest first."""
        return [record.entry for record in reversed(self.database.audit().recent())]

    def said(self, text: str = "想学书法", topic: str = "culture", **more: object) -> Need:
        """As the public form tells it."""
        return say(self.ports, Said(channel=Channel.FORM, topic=topic, text=text, **more))  # type: ignore[arg-type]

    def typed(self, text: str = "想学书法", topic: str = "culture", **more: object) -> Need:
        """As the desk types it in."""
        return enter(self.ports, DESK, Said(channel=Channel.DESK, topic=topic, text=text, **more))  # type: ignore[arg-type]


def a_need_house(folder: Path) -> NeedHouse:
    return NeedHouse(blank_database(folder / "centre.db"))


def seen(*needs: Need) -> list[Seen]:
    return [Seen(id=one.id, revision=one.revision) for one in needs]
