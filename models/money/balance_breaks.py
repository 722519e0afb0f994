"""Whether the balances that statements tell follow from their lines, over all the files that were brought in."""

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from models.money.statement import StatementLine


def breaks(lines: Iterable[StatementLine]) -> list[StatementLine]:
    """Lines after which the statement says another balance than the line before and their own amount make.

    Within one instant statements have no order that we would know: a run of lines at the same minute is taken together.
    """
    told = [line for line in lines if line.balance_fen is not None]
    found = []
    for _, some in groupby(sorted(told, key=lambda one: (one.source, one.at)), key=lambda one: one.source):
        runs = [list(run) for _, run in groupby(some, key=lambda one: one.at)]
        found += [now[0] for before, now in pairwise(runs) if not _follows(before, now)]
    return found


def _follows(before: Sequence[StatementLine], now: Sequence[StatementLine]) -> bool:
    """Whether any last balance of one run leads to any last balance of the next."""
    moved = sum(line.fen for line in now)
    return any(
        then.balance_fen + moved == line.balance_fen
        for then in before
        for line in now
        if then.balance_fen is not None
    )
