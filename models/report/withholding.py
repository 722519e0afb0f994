"""Of which counts of people a report says less, so that no small one can be worked out from all that it tells.

A small count is told as "fewer than k". All that stands beside it must leave it every number that this word allows, from 1
to k - 1: protection levels as in Fischetti and Salazar, Management Science 47 (2001), the widest that the word can have. Where
it is not left them, the cheapest other counts are withheld as well, found by the integer programme that also attacks.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from models.report.attack import TOP, Equation, Price, Published, Range, Spot, around, can_be, company
from models.suppression import Hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What there is to tell, and what was told before and cannot be taken back. stays: spots that were hidden before.

    Equations are over spots of `now` and of `before`. In `now` they hold.
    """

    now: Mapping[Spot, int]
    equations: Sequence[Equation]
    before: Published = field(default_factory=lambda: Published(told={}, hidden={}, equations=()))
    stays: Collection[Spot] = ()


def withheld(counts: Counts, k: int) -> Mapping[Spot, Hidden]:
    """The spots that are not told, and the word for each. FEW stands only where the count is 1 to k - 1."""
    words = {spot: few(k) for spot, count in counts.now.items() if _is_small(count, k)}
    words |= {
        one.whole: ANY for one in counts.equations if one.whole in words and _is_of_several(counts, one)
    }
    words |= {spot: (k, TOP) for spot in counts.stays if counts.now.get(spot, 0) >= k}
    todo = sorted({*words, *counts.before.hidden})
    while todo:
        spot = todo.pop(0)
        changed = _protection(counts, words, spot, k)
        words |= changed
        todo += sorted(one for one in changed if one not in todo)
    return {spot: Hidden.FEW if word == few(k) else Hidden.WITHHELD for spot, word in words.items()}


def published(counts: Counts, words: Mapping[Spot, Range]) -> Published:
    """What a reader holds once this is told beside what was told before."""
    told = {spot: count for spot, count in counts.now.items() if spot not in words}
    return Published(
        told={**counts.before.told, **told},
        hidden={**counts.before.hidden, **words},
        equations=[*counts.before.equations, *counts.equations],
    )


def guarded(count: int | None, word: Range, k: int) -> tuple[int, ...]:
    """The numbers that a hidden count must each be able to be; none where it is not small and hides for others' sake.

    count: None = one of which only the word is known. A small count whose word does not say so may be no small one.
    """
    if word == few(k):
        return word
    return (k,) if count is not None and _is_small(count, k) else ()


def _protection(counts: Counts, words: Mapping[Spot, Range], spot: Spot, k: int) -> Mapping[Spot, Range]:
    """Vaguer words that let one hidden count be what it must be able to be; none where it already can."""
    word = words[spot] if spot in words else counts.before.hidden[spot]
    wanted = guarded(counts.now.get(spot), word, k)
    if not wanted or can_be(published(counts, words), spot, wanted):
        return {}
    prices = {
        one: _price(counts, words, one, k) for one, count in counts.now.items() if count and one != spot
    }
    found: dict[Spot, Range] = {}
    for value in wanted:
        beside = company(published(counts, {**words, **found}), spot, value, prices)
        if beside is None:
            return _veiled(counts, words, spot)
        found |= {one: prices[one].allows for one in beside}
    return {one: word for one, word in found.items() if words.get(one) != word}


def _price(counts: Counts, words: Mapping[Spot, Range], spot: Spot, k: int) -> Price:
    """Totals are lost last, then as few people as can be; a total that is hidden anyway costs little to say less of."""
    is_total = any(one.whole == spot and len(one.parts) > 1 for one in counts.equations)
    if spot in words:
        return Price(1 if is_total else _WORD, ANY)
    return Price((_TOTAL if is_total else 0) + counts.now[spot], (k, TOP))


def _veiled(counts: Counts, words: Mapping[Spot, Range], spot: Spot) -> Mapping[Spot, Range]:
    """Nothing of all that is joined with it is told, not even that nobody came: the last resort. What was told before stays
    told, and where that gives a count away already, nothing helps."""
    near = around(counts.equations, spot, {*counts.now, *counts.before.hidden})
    return {one: _NOTHING for one in near if one in counts.now and words.get(one) != _NOTHING}


def _is_small(count: int, k: int) -> bool:
    return 0 < count < k


def _is_of_several(counts: Counts, one: Equation) -> bool:
    """A small total of several: "fewer than k" over it would say of each of them that it is fewer still."""
    return sum(counts.now.get(part, 0) > 0 for part in one.parts) > 1


def few(k: int) -> Range:
    return (1, k - 1)


ANY, _NOTHING = (1, TOP), (0, TOP)
"""What a withheld count may be where small ones are withheld too, and where zeros are."""

_TOTAL, _WORD = 10**6, 10**9
