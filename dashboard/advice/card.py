"""A proposal on one day of the week's picture: where it stands, and under which token its card is dragged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time

from dashboard.components.advice_words import minute_of
from models.advice.action import Action
from models.advice.recommendation import NO_CHANGE, Recommendation, State
from models.centre import SpaceId
from models.services.arranging import Spot
from models.services.strangers import refusal
from models.spell import Spell

MOVABLE = frozenset(
    {
        Action.MOVE_SESSION,
        Action.ADD_CLASS,
        Action.GRANT_SLOT,
        Action.PRICE_BAND,
        Action.MEAL_BAND,
        Action.RIGHT_SIZE,
        Action.DUAL_USE,
    }
)
"""Changes that have a time which somebody may want otherwise; the others are taken as they are."""

SHOWN = frozenset(State) - {State.REJECTED, State.EXPIRED, *NO_CHANGE}
"""States in which a proposal has a card; the rest stands in the list only."""

_DAY = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """start, end: minutes after midnight. place: which of the target's weekdays it is. tried: moved, not decided on."""

    one: Recommendation
    target: Spell
    place: int
    start: int
    end: int
    movable: bool = False
    tried: bool = False

    @property
    def key(self) -> str:
        """Stays the same while the card is moved about."""
        return f"{self.one.id}/{self.place}"

    @property
    def token(self) -> str:
        """What the card tells when it is dropped: its proposal, which of its days, and on which days it lies now."""
        return token_of(self.one.id, self.place, self.target)


def token_of(key: str, place: int, target: Spell) -> str:
    """ "2026-W49-03/0/24"."""
    return f"{key}/{place}/{''.join(str(day) for day in target.weekdays)}"


def cards_of(
    shown: Sequence[Recommendation],
    space: SpaceId,
    weekday: int,
    *,
    may_move: bool,
    tried: "Tried | None" = None,
) -> Iterator[Card]:
    """The cards of one space on one weekday."""
    for one in shown:
        moved = tried if tried is not None and tried.key == one.id else None
        target = moved.target if moved else one.target
        if one.state in SHOWN and target.space == space and weekday in target.weekdays:
            yield Card(
                one=one,
                target=target,
                place=target.weekdays.index(weekday),
                start=minute_of(target.start),
                end=minute_of(target.end, ends=True),
                movable=may_move and one.state is State.PROPOSED and one.action in MOVABLE,
                tried=moved is not None,
            )


@dataclass(frozen=True, slots=True)
class Tried:
    """Where somebody would like a proposal to stand instead. key: of the recommendation."""

    key: str
    target: Spell


def moved(one: Recommendation, token: str, spot: Spot) -> Tried:
    """The proposal with the card of `token` dropped at `spot`. Raises RefusedError where that is no place of a day."""
    _, place, days = (*token.split("/"), "", "")[:3]
    weekdays = [int(day) for day in days if day in "0123456"]
    if not (place.isascii() and place.isdigit() and int(place) < len(weekdays)):
        raise refusal("advice_page.no_card")
    weekdays[int(place)] = spot.day.weekday()
    return Tried(one.id, placed(one.target, SpaceId(spot.space), tuple(sorted(set(weekdays))), spot))


def placed(target: Spell, space: SpaceId, weekdays: tuple[int, ...], spot: Spot) -> Spell:
    """The same weeks at another place. Raises RefusedError for what does not lie within one day."""
    end = spot.start + spot.minutes
    if not (0 <= spot.start < end <= _DAY):
        raise refusal("advice_page.over_midnight")
    return replace(target, space=space, weekdays=weekdays, start=_clock(spot.start), end=_clock(end))


def _clock(minute: int) -> time:
    return time(minute % _DAY // 60, minute % 60)  # midnight is the day's end


def proposal_of(token: str) -> str:
    """The id of a recommendation in a card's token."""
    return token.partition("/")[0]
