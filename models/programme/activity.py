"""What is offered and by whom: kinds of activity that the user names, groups, coaches and organisations."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from models.calendar import DayType
from models.message import LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityKind:
    """One of the centre's own kinds of activity. retired: no longer offered for new series, kept for the old ones."""

    key: str
    name: LocalText
    public_benefit: bool = False
    retired: bool = False


STARTING_KINDS = (
    ActivityKind(
        key="charity-fair", name={"zh-Hans": "义仓义集", "en": "Charity store and fair"}, public_benefit=True
    ),
    ActivityKind(
        key="culture-sport",
        name={"zh-Hans": "文体公益", "en": "Culture and sport for all"},
        public_benefit=True,
    ),
    ActivityKind(
        key="courtyard", name={"zh-Hans": "院落更新", "en": "Courtyard renewal"}, public_benefit=True
    ),
)
"""The kinds that are publicly named (domain.md 1.1 d); a centre adds its own and retires what it does not offer."""


class OrganiserKind(StrEnum):
    """Who may hold a slot."""

    CENTRE = "centre"
    GROUP = "group"  # self-organised: elders who dance, a choir (错峰自乐组织)
    COACH = "coach"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """Local hours on days of these types and weekdays (0 = Monday) in which a coach can teach."""

    days: frozenset[DayType]
    weekdays: frozenset[int]
    start: time
    end: time
    valid_from: date = date.min
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Away:
    """Days, both included, on which a coach is ill or away whatever the usual hours say."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Organiser:
    """A group, a coach, an organisation or the centre itself.

    people: about how many a group brings; contact: a code of the party file, never a name or a number.
    availability: coaches only; empty = at any time. away: coaches only, by day.
    """

    id: str
    kind: OrganiserKind
    name: LocalText
    people: int = 0
    contact: str = ""
    availability: tuple[Availability, ...] = ()
    retired: bool = False
    away: tuple[Away, ...] = ()

    def is_away(self, day: date) -> bool:
        return any(one.covers(day) for one in self.away)
