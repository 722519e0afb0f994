"""How well a helper fits a need: five parts from 0 to 1, and their weighted sum (domain.md 5.5)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.needs.matching.ask import Ask, Helper
from models.needs.matching.week import HouseWeek, time_fit

USUAL_SCORE = 0.7
"""What nothing is known of is taken for."""

USUAL_MATCHES = 5
"""How many matches of one's own weigh as much as USUAL_SCORE."""

GRID_UNSAID = 0.5
"""Of a need that says no grid, before somebody who works in some grids only."""


@dataclass(frozen=True, slots=True)
class Part:
    """fit: 0..1."""

    weight: float
    fit: Callable[[Ask, Helper, HouseWeek], float]


def tag_fit(ask: Ask, helper: Helper) -> float:
    """Jaccard: shared words / all words of both, synonyms counted once."""
    every = ask.tags | helper.tags
    return len(ask.tags & helper.tags) / len(every) if every else 0.0


def grid_fit(ask: Ask, helper: Helper) -> float:
    grids = helper.provider.grids
    if not grids or ask.grid in grids:
        return 1.0
    return 0.0 if ask.grid else GRID_UNSAID


def past_score(helper: Helper) -> float:
    """The evaluation of past work, shrunk to USUAL_SCORE; one that says of how many matches it is counts as of one at least."""
    if helper.provider.score is None:
        return USUAL_SCORE
    own = max(helper.done, 1)
    return (USUAL_MATCHES * USUAL_SCORE + own * helper.provider.score) / (USUAL_MATCHES + own)


def resource_fit(ask: Ask, helper: Helper) -> float:
    """Mean over room, money and goods of offered / needed, each at most 1; 1 where nothing of it is needed."""
    takes, provider = ask.takes, helper.provider
    shares = []
    if takes.room is not None:
        shares.append(1.0 if provider.venue else 0.0)
    if takes.money_fen:
        shares.append(min(helper.money_left / takes.money_fen, 1.0))
    if takes.goods:
        shares.append(len(takes.goods & set(provider.goods)) / len(takes.goods))
    return sum(shares) / len(shares) if shares else 1.0


PARTS: Mapping[str, Part] = {
    "tags": Part(0.35, lambda ask, helper, _: tag_fit(ask, helper)),
    "time": Part(0.2, lambda ask, helper, house: time_fit(ask.week, helper.week, house)),
    "grid": Part(0.15, lambda ask, helper, _: grid_fit(ask, helper)),
    "past": Part(0.15, lambda _, helper, _house: past_score(helper)),
    "resource": Part(0.15, lambda ask, helper, _: resource_fit(ask, helper)),
}
"""Each is `match.part.<part>` of the catalogue; the weights sum to 1."""


def parts_of(ask: Ask, helper: Helper, house: HouseWeek) -> Mapping[str, float]:
    return {key: part.fit(ask, helper, house) for key, part in PARTS.items()}


def score(parts: Mapping[str, float]) -> float:
    """The weighted sum of all parts, 0..1."""
    return sum(part.weight * parts[key] for key, part in PARTS.items())
