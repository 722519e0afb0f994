"""Who went through the doors of a space while it was shut: what the doors counted beyond what open quarter hours hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.balance import Balance
from models.centre import SpaceId
from models.day_fact import DayFact


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterHours:
    """Persons that the doors of a space counted in and out on a business day outside its open quarter hours.

    Who leaves within the hour after closing is no such person (models.slot.LEAVING).
    """

    space: SpaceId
    day: date
    entries: int
    exits: int


def after_hours(balances: Iterable[Balance], facts: Iterable[DayFact]) -> list[AfterHours]:
    """Newest first; days on which nobody passed are left out. facts: of the same days; a day that has none was shut."""
    opened = {(fact.space, fact.day): fact for fact in facts}
    days = (_of_day(one, opened.get((one.space, one.day))) for one in balances if one.doors)
    return sorted((one for one in days if one.entries or one.exits), key=lambda one: one.day, reverse=True)


def _of_day(balance: Balance, fact: DayFact | None) -> AfterHours:
    entries, exits = (sum(getattr(door, name) for door in balance.doors) for name in ("entries", "exits"))
    return AfterHours(
        space=balance.space,
        day=balance.day,
        entries=max(0, entries - (fact.entries if fact else 0)),
        exits=max(0, exits - (fact.exits if fact else 0)),
    )
