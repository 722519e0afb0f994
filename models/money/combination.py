"""A few of some amounts that add up to a sum, where one choice alone does; a search with an end."""

from collections.abc import Sequence

MOST_CHOSEN = 4
MOST_AMOUNTS = 40
MOST_STEPS = 20_000
"""Milliseconds; with MOST_AMOUNTS it is enough for every choice of three and most of four."""


def combination(amounts: Sequence[int], whole: int) -> tuple[int, ...] | None:
    """Places of 2 to MOST_CHOSEN amounts that add up to `whole`; None when no choice or several do, or the search is too long.

    Choices of equal amounts are the same choice: the first places stand for it.
    """
    if len(amounts) > MOST_AMOUNTS:
        return None
    search = _Search(amounts, whole)
    search.go(0, (), 0)
    return search.found[0] if len(search.found) == 1 and search.steps <= MOST_STEPS else None


class _Search:
    """Depth first over places in order."""

    def __init__(self, amounts: Sequence[int], whole: int) -> None:
        self.amounts, self.whole = amounts, whole
        self.found: list[tuple[int, ...]] = []
        self.steps = 0

    def go(self, start: int, chosen: tuple[int, ...], total: int) -> None:
        if len(chosen) > 1 and total == self.whole:
            self.found.append(chosen)
        if len(chosen) == MOST_CHOSEN or len(self.found) > 1:
            return
        tried = set()
        for place in range(start, len(self.amounts)):
            self.steps += 1
            if self.steps > MOST_STEPS or len(self.found) > 1:
                return
            if self.amounts[place] not in tried:
                tried.add(self.amounts[place])
                self.go(place + 1, (*chosen, place), total + self.amounts[place])
