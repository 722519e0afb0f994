"""Changes of a kind that are accepted together begin one after the other by lot, where the operator agrees to it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from models.advice.ports import Recommendations
from models.advice.recommendation import Recommendation
from models.effect.lot import MOST_WEEKS, Lot, Sibling, seed_of, stagger
from models.ports import Ports
from models.services.advising import advice_of
from models.services.strangers import refusal

FIRST, WEEKS, UNITS = "lot.first", "lot.weeks", "lot.units"
"""Parameters of a change whose start was drawn."""


def drawn(ports: Ports, keys: Sequence[str], weeks: int) -> Mapping[str, Recommendation]:
    """The proposals that begin by lot, each as it would begin: of every kind of action of which there are two or more.

    weeks: over so many the starts are spread; 1 = nobody waits. Raises RefusedError for more than MOST_WEEKS.
    """
    if not 1 <= weeks <= MOST_WEEKS:
        raise refusal("advice.lot_weeks", most=MOST_WEEKS)
    known = (advice_of(ports).recommendations.find(key) for key in keys) if weeks > 1 else ()
    kinds: dict[str, list[Recommendation]] = defaultdict(list)
    for one in known:
        if one is not None:
            kinds[one.action].append(one)
    return {one.id: one for some in kinds.values() if len(some) > 1 for one in _drawn(some, weeks)}


def _drawn(some: Sequence[Recommendation], weeks: int) -> Sequence[Recommendation]:
    units = [one.id for one in some]
    first = max(one.target.first for one in some)
    starts = stagger(units, first, weeks, seed_of(units))
    told = {FIRST: first.isoformat(), WEEKS: str(weeks), UNITS: ",".join(sorted(units))}
    return [
        replace(
            one,
            target=replace(one.target, first=starts[one.id]),
            parameters={**one.parameters, **told},
        )
        for one in some
    ]


def by_lot(some: Sequence[Recommendation]) -> list[Recommendation]:
    """Those whose start was drawn, the first to begin first."""
    return sorted(
        (one for one in some if UNITS in one.parameters), key=lambda one: (one.target.first, one.id)
    )


def lot_of(kept: Recommendations, change: Recommendation) -> Lot | None:
    """How the start of a change was drawn, from what it says itself; None where it was not."""
    if UNITS not in change.parameters:
        return None
    units = change.parameters[UNITS].split(",")
    first, weeks = date.fromisoformat(change.parameters[FIRST]), int(change.parameters[WEEKS])
    seed = seed_of(units)
    starts = stagger(units, first, weeks, seed)
    others = (kept.find(unit) for unit in units if unit != change.id)
    siblings = tuple(
        Sibling(id=one.id, target=replace(one.target, first=starts[one.id]), starts=starts[one.id])
        for one in others
        if one is not None
    )
    return Lot(first=first, weeks=weeks, seed=seed, siblings=siblings)
