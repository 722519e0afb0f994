"""Small counts of a table that leaves the house: hidden, with others beside them, so that none can be subtracted back.

Below K a count is told as "fewer than K"; where its row and column would still give it away, other cells are withheld until
another table says the same (domain.md 4.6). Zeros and totals are told where that can be.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import product

K = 5
"""Fewer persons than this may be known to those who read the table."""


class Hidden(StrEnum):
    """Why a cell has no number."""

    FEW = "few"  # 1 to K - 1
    WITHHELD = "withheld"  # it would give another away


Cell = int | Hidden
Table = list[list[int]]
Spot = tuple[int, int]


def suppressed(counts: Sequence[Sequence[int]]) -> list[list[Cell]]:
    """Rows with their total at the end, and the row of totals below; numbers that may be told, and why others may not."""
    full = _with_totals(counts)
    hidden = {spot for spot in _spots(full) if 0 < full[spot[0]][spot[1]] < K}
    for spot in sorted(hidden):
        if not _is_open(full, hidden, spot):
            company = _company(full, hidden, spot)
            if not company:  # so few that even the word "few" says which
                return [[Hidden.WITHHELD] * len(full[0]) for _ in full]
            hidden |= company
    return [[_told(full, hidden, (r, c)) for c in range(len(full[0]))] for r in range(len(full))]


def _with_totals(counts: Sequence[Sequence[int]]) -> Table:
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)] if rows else [0]]


def _spots(full: Table) -> Iterator[Spot]:
    return product(range(len(full)), range(len(full[0])))


def _told(full: Table, hidden: set[Spot], spot: Spot) -> Cell:
    count = full[spot[0]][spot[1]]
    if spot not in hidden:
        return count
    return Hidden.FEW if 0 < count < K else Hidden.WITHHELD


def _company(full: Table, hidden: set[Spot], spot: Spot) -> set[Spot]:
    """The three other corners of a rectangle that keep a cell open, with as few totals and counts lost as can be; none where there is no such rectangle."""
    (row, column), found = spot, []
    for r, c in _spots(full):
        corners = {(row, c), (r, column), (r, c)}
        if r != row and c != column and _is_open(full, hidden | corners, spot):
            found.append((_loss(full, corners - hidden), sorted(corners)))
    return set(min(found)[1]) if found else set()


def _loss(full: Table, corners: set[Spot]) -> tuple[int, int]:
    last = (len(full) - 1, len(full[0]) - 1)
    totals = sum(r == last[0] or c == last[1] for r, c in corners)
    return totals, sum(full[r][c] for r, c in corners)


def _is_open(full: Table, hidden: set[Spot], spot: Spot) -> bool:
    """Whether a table with another number there tells the same: numbers can be moved around a ring of hidden cells."""
    return any(_ring(full, hidden, spot, step) for step in (1, -1))


def _ring(full: Table, hidden: set[Spot], spot: Spot, step: int) -> bool:
    """Whether `step` more in a cell can be made up for by other hidden cells, each one more or less.

    Rows and columns are places, a hidden cell the way between its two: one way where it may grow, the other where it may
    shrink. In the row and the column of totals growing and shrinking change roles, for they stand on the other side.
    """
    if not _may(full, spot, step):
        return False
    ways = [(one, sign) for one in hidden - {spot} for sign in (1, -1) if _may(full, one, sign)]
    begin, goal = (spot[1], spot[0]) if _turned(full, spot, step) > 0 else (spot[0], spot[1])
    forward = _turned(full, spot, step) > 0
    seen, todo = {(not forward, begin)}, [(not forward, begin)]
    while todo:
        is_row, place = todo.pop()
        for (r, c), sign in ways:
            leads = _turned(full, (r, c), sign) > 0  # from its row to its column
            here, there = ((True, r), (False, c)) if leads else ((False, c), (True, r))
            if here == (is_row, place) and there not in seen:
                seen.add(there)
                todo.append(there)
    return (forward, goal) in seen


def _turned(full: Table, spot: Spot, step: int) -> int:
    totals = (spot[0] == len(full) - 1) + (spot[1] == len(full[0]) - 1)
    return -step if totals == 1 else step


def _may(full: Table, spot: Spot, step: int) -> bool:
    """Whether a cell that is hidden for the same reason could hold one more or less."""
    count = full[spot[0]][spot[1]]
    moved = count + step
    return 0 < moved < K if 0 < count < K else count >= K and moved >= K
