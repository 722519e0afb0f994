"""Who can help: the pool of talents and the pool of resources, what each offers and when, and what was matched with whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from models.calendar import Window
from models.message import LocalText
from models.needs.need import WantedTime


class ProviderKind(StrEnum):
    """Each is `provider.kind.<kind>` of the catalogue."""

    TALENT = "talent"  # 人才库: people with a skill
    RESOURCE = "resource"  # 资源库: firms, charities, units with rooms, money, goods


class Qualification(StrEnum):
    """Each is `provider.qualification.<qualification>`."""

    MINORS = "minors"
    MEDICAL = "medical"
    FIRE = "fire"
    COACH = "coach"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A talent or a resource. contact: a code of the party file, never a name or a number of a private person.

    tags: what it can do; hours: when, empty = any time; minutes_a_month: how much it gives, 0 = no limit said;
    grids: where, empty = everywhere; venue: a space of the house or "" ; money_fen, goods: what it gives;
    qualified: until when, by qualification; score: of its past work, 0..1, None = none yet.
    """

    id: str
    kind: ProviderKind
    name: LocalText
    tags: frozenset[str]
    hours: tuple[WantedTime, ...] = ()
    minutes_a_month: int = 0
    grids: frozenset[str] = frozenset()
    venue: str = ""
    money_fen: int = 0
    goods: tuple[str, ...] = ()
    qualified: Mapping[Qualification, date] | None = None
    valid_from: date = date.min
    valid_to: date | None = None
    contact: str = ""
    score: float | None = None
    retired: bool = False
    revision: int = 1


class Thing(StrEnum):
    """What a provider can give to a need; each is `match.thing.<thing>`."""

    SKILL = "skill"  # somebody's time
    MONEY = "money"
    GOODS = "goods"


class MatchStatus(StrEnum):
    """Each is `match.status.<status>`."""

    PROPOSED = "proposed"
    AGREED = "agreed"  # a person decided; the provider's minutes are taken
    REFUSED = "refused"
    DONE = "done"
    CANCELLED = "cancelled"


HOLDING = frozenset({MatchStatus.AGREED, MatchStatus.DONE})
"""Matches that take a provider's minutes and money, and that stand for the need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A need and a provider put together by a person. parts: of the score, by name; runner_up: id of the next best.

    things: what the provider gives to it; start, until, space: the off-peak slot, None and "" = none (until None: as long as its
    minutes); shared: the space keeps nobody out; series: what stands in the timetable for it, "" = nothing yet; minutes:
    taken of the provider's month; money_fen: of what it gives.
    """

    id: str
    need: str
    provider: str
    status: MatchStatus
    score: float
    parts: Mapping[str, float]
    things: frozenset[Thing] = frozenset({Thing.SKILL})
    runner_up: str = ""
    project: str = ""
    start: datetime | None = None
    until: datetime | None = None
    minutes: int = 0
    money_fen: int = 0
    space: str = ""
    shared: bool = False
    series: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    reason: str = ""
    revision: int = 1

    @property
    def window(self) -> Window | None:
        """When it takes place; None = no time is said."""
        if self.start is None:
            return None
        return Window(self.start, self.until or self.start + timedelta(minutes=self.minutes))
