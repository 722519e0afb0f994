"""How much of a provider its matches take: minutes by month, money in all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo

from models.needs.provider import HOLDING, Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """minutes: of one month; money_fen: of all matches."""

    minutes: int = 0
    money_fen: int = 0


def month_of(match: Match, zone: tzinfo) -> date:
    """The first day of the month whose minutes it takes: that of its slot, else that in which it was decided.

    Raises ValueError for a match that has neither.
    """
    at = match.start or match.decided_at
    if at is None:
        raise ValueError(f"match '{match.id}' has neither a slot nor a decision: no month is known")
    return at.astimezone(zone).date().replace(day=1)


def taken(matches: Iterable[Match], day: date, zone: tzinfo) -> Mapping[str, Taken]:
    """By provider, what its agreed and done matches take of the day's month."""
    minutes: dict[str, int] = defaultdict(int)
    money: dict[str, int] = defaultdict(int)
    for one in matches:
        if one.status in HOLDING:
            money[one.provider] += one.money_fen
            minutes[one.provider] += one.minutes * (month_of(one, zone) == day.replace(day=1))
    return {key: Taken(minutes=minutes[key], money_fen=money[key]) for key in money}
