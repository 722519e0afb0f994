"""A large week from its relaxation: the sessions that it chooses whole, and what the search makes of the rest."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.weekplan.appraisal import worth
from models.weekplan.board import Board
from models.weekplan.choice import choices
from models.weekplan.effort import Effort
from models.weekplan.greedy import filled
from models.weekplan.house import House
from models.weekplan.limit import limits
from models.weekplan.pool import pools
from models.weekplan.problem import Placement
from models.weekplan.seating import seated
from models.weekplan.solver import enough, improved, most_points, sessions_of

NEARLY = 0.99
"""A column of which the relaxation takes this share it takes whole."""


def dived(of: House, start: Sequence[Placement], effort: Effort) -> tuple[Sequence[Placement], int]:
    """A week that brings no less than `start`, and a bound on any."""
    from models.weekplan.relaxed import relaxed  # noqa: PLC0415 -- loads OR-Tools, as in the solver

    pinned = of.problem.pinned
    board = Board(of, pinned)
    together = pools(board)
    found = choices(board, together)
    aim = most_points(of.problem)
    answer = relaxed(aim.points(found), limits(board, together, found))
    whole = answer.share >= NEARLY
    whole &= _complete(found.start, found.counted, whole)
    placements, _ = seated(board, sessions_of(of, found, whole))
    fixed = [*pinned, *placements]
    week = filled(of, fixed)
    bound = worth(of.problem, pinned) + answer.bound
    if not enough(of, week):
        return start, bound
    return max((improved(of, fixed, week, aim, effort)[0], start), key=aim.score), bound


def _complete(
    start: NDArray[np.int64], counted: NDArray[np.bool_], whole: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Columns whose coach, where it is chosen apart, is chosen whole too."""
    apart = np.unique(start[~counted])
    settled = np.unique(start[~counted & whole])
    return np.isin(start, settled) | ~np.isin(start, apart)
