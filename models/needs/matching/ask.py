"""Both sides of a match as they are compared: what a need asks, and what a helper has left to give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.needs.matching.load import Taken
from models.needs.matching.week import Shares, week_of
from models.needs.need import Need, Topic
from models.needs.provider import Provider, Qualification, Thing
from models.needs.takes import Synonyms, Takes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ask:
    """What a need asks. heat: how many people want it, 1 at least; missing: the things that nobody gives it yet;
    week: the wanted hours."""

    need: str
    topic: str
    tags: frozenset[str]
    needed: frozenset[Qualification]
    week: Shares
    grid: str
    takes: Takes
    missing: frozenset[Thing]
    heat: int = 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Helper:
    """A provider on a day. minutes_left: of that month, None = no limit said; money_left: fen; done: matches carried out."""

    provider: Provider
    day: date
    tags: frozenset[str]
    week: Shares
    minutes_left: int | None
    money_left: int
    done: int = 0


def things_of(takes: Takes) -> frozenset[Thing]:
    """What a need of the topic must be given."""
    asked = {Thing.SKILL: takes.minutes > 0, Thing.MONEY: takes.money_fen > 0, Thing.GOODS: bool(takes.goods)}
    return frozenset(thing for thing, yes in asked.items() if yes)


def ask_of(
    need: Need,
    topic: Topic,
    takes: Takes,
    synonyms: Synonyms,
    *,
    heat: int = 1,
    given: frozenset[Thing] = frozenset(),
) -> Ask:
    """given: what other matches give it already."""
    needed = {Qualification.MINORS: topic.minors, Qualification.MEDICAL: topic.medical}
    return Ask(
        need=need.id,
        topic=topic.key,
        tags=synonyms.plain(topic.tags),
        needed=frozenset(one for one, yes in needed.items() if yes),
        week=week_of(need.wanted),
        grid=need.grid,
        takes=takes,
        missing=things_of(takes) - given,
        heat=max(heat, 1),
    )


def helpers(
    providers: Sequence[Provider],
    day: date,
    synonyms: Synonyms,
    taken: Mapping[str, Taken],
    done: Mapping[str, int],
) -> list[Helper]:
    """taken: by provider, minutes of the day's month and all money; done: matches that were carried out."""
    return [_helper(one, day, synonyms, taken.get(one.id, Taken()), done.get(one.id, 0)) for one in providers]


def _helper(provider: Provider, day: date, synonyms: Synonyms, taken: Taken, done: int) -> Helper:
    limit = provider.minutes_a_month
    return Helper(
        provider=provider,
        day=day,
        tags=synonyms.plain(provider.tags),
        week=week_of(provider.hours),
        minutes_left=max(limit - taken.minutes, 0) if limit else None,
        money_left=max(provider.money_fen - taken.money_fen, 0),
        done=done,
    )
