"""What is read for courses, groups and activities: what was planned, held and attended, and what it earned."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from models.centre import SpaceId
from models.message import LocalText
from models.metric.outcome import Outcome
from models.metric.sums import Sums
from models.programme.activity import ActivityKind, OrganiserKind
from models.programme.attendance import AttendanceSource
from models.report.home import Home


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A series, or all sessions of one home, kind and kind of organiser that belong to none (series = "").

    organiser: what kind of one, never who. title: None for single sessions and where nobody knows it any more. spaces: where it
    took place. planned: sessions that began in the month or were to; held, missed, cancelled: what became of each (missed:
    nobody came). peak, off_peak: held sessions by where most of their time lay, the others have no peak to tell by. outcome:
    what the registry makes figures of. said_by: people by who counted them. money: of the series as the earnings page has
    it, nothing for single sessions.
    """

    series: str = ""
    home: Home
    organiser: OrganiserKind | None = None
    kind: str
    title: LocalText | None = None
    spaces: tuple[SpaceId, ...] = ()
    planned: int = 0
    held: int = 0
    missed: int = 0
    cancelled: int = 0
    peak: int = 0
    off_peak: int = 0
    outcome: Outcome = field(default_factory=Outcome)
    said_by: Mapping[AttendanceSource, int] = field(default_factory=dict)
    concessions: int = 0
    money: Sums = field(default_factory=Sums)

    @property
    def sums(self) -> Sums:
        """What became of it and what it earned, as the registry divides them."""
        return replace(self.money, outcome=self.outcome)

    @property
    def key(self) -> str:
        """Unique in a month, and the same from month to month."""
        return self.series or ".".join(("single", self.home, self.organiser or "nobody", self.kind))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeInputs:
    """kinds: the centre's own, those of the past among them; single_money: what sessions of no series earned and cost.

    parties: how many different ones had a seat that they used; None = nobody booked anything.
    """

    offered: tuple[Offered, ...] = ()
    kinds: tuple[ActivityKind, ...] = ()
    single_money: Sums = field(default_factory=Sums)
    parties: int | None = None

    @property
    def gone(self) -> list[str]:
        """Keys of kinds of which something was offered and that the centre has no more."""
        return sorted({one.kind for one in self.offered} - {one.key for one in self.kinds})

    def kind_name(self, key: str) -> LocalText:
        """A kind that the centre has no more is told by its key."""
        found = next((one.name for one in self.kinds if one.key == key), None)
        return found or {"zh-Hans": key, "en": key}

    def of(self, home: Home) -> tuple[Offered, ...]:
        return tuple(one for one in self.offered if one.home is home)
