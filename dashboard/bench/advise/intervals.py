"""The peer of the plan: the same week as optional intervals that may not overlap, as timetables are often modelled."""

from collections.abc import Iterator

import numpy as np
from ortools.sat.python import cp_model
from ortools.sat.python.cp_model import CpModel, IntervalVar, IntVar

from models.weekplan.board import Board
from models.weekplan.choice import NONE, Choices, choices
from models.weekplan.house import house
from models.weekplan.pool import pools
from models.weekplan.problem import DAYS, Problem
from models.weekplan.window import CELLS


def by_intervals(problem: Problem, seconds: float) -> tuple[int, int, bool]:
    """Points, bound and whether they are proved equal, after so many seconds of two workers. 0 points = nothing was found.

    The welfare quota is left out, which only makes it easier.
    """
    board = Board(house(problem))
    apart = {(pool.key, day) for pool in pools(board) for day in range(DAYS)}
    found = choices(board, pools(board, apart))
    model = CpModel()
    chosen = [model.new_bool_var("") for _ in range(len(found))]
    spans = [
        model.new_optional_fixed_size_interval_var(cell, length, here, "")
        for cell, length, here in zip(found.cell.tolist(), found.length.tolist(), chosen, strict=True)
    ]
    _sums(model, problem, found, chosen)
    _overlaps(model, board, found, spans)
    model.maximize(sum(int(found.value[column]) * chosen[column] for column in np.flatnonzero(found.counted)))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return 0, 0, False
    return int(solver.objective_value), int(solver.best_objective_bound), status == cp_model.OPTIMAL


def _sums(model: CpModel, problem: Problem, found: Choices, chosen: list[IntVar]) -> None:
    """Weekly and daily limits; a room and a coach chosen apart meet."""
    counted = found.counted
    for number, offer in enumerate(problem.offers):
        model.add(sum(chosen[at] for at in np.flatnonzero((found.offer == number) & counted)) <= offer.weekly)
    for columns in _each(found.day, counted):
        model.add_at_most_one([chosen[at] for at in columns])
    for number, coach in enumerate(problem.coaches):
        model.add(sum(chosen[at] for at in np.flatnonzero(found.coach == number)) <= coach.weekly)
    for columns in _each(found.start, np.isin(found.start, found.start[~counted])):
        rooms = [chosen[at] for at in columns if counted[at]]
        coaches = [chosen[at] for at in columns if not counted[at]]
        model.add(sum(rooms) == sum(coaches))


def _overlaps(model: CpModel, board: Board, found: Choices, spans: list[IntervalVar]) -> None:
    rooms = np.array([*(min(rooms) for _, rooms in found.needs), NONE])[found.need]
    for columns in (*_each(rooms, rooms != NONE), *_each(found.coach, found.coach != NONE)):
        model.add_no_overlap([spans[at] for at in columns])
    one = np.ones(len(found), dtype=np.int64)
    for number, left in enumerate(board.parallel):
        _under(model, found, spans, one, left.ravel(), found.group == number)
    _under(model, found, spans, found.heads, board.headroom.ravel(), found.counted)


def _under(
    model: CpModel,
    found: Choices,
    spans: list[IntervalVar],
    weights: np.typing.NDArray[np.int64],
    left: np.typing.NDArray[np.int64],
    among: np.typing.NDArray[np.bool_],
) -> None:
    """A capacity that changes by the half hour is its most, less fixed intervals."""
    most = int(left.max())
    columns = list(np.flatnonzero(found.counted & among).tolist())
    missing = [(cell, most - int(left[cell])) for cell in range(CELLS) if left[cell] < most]
    fixed = [model.new_fixed_size_interval_var(cell, 1, "") for cell, _ in missing]
    demands = [int(weights[at]) for at in columns] + [less for _, less in missing]
    model.add_cumulative([spans[at] for at in columns] + fixed, demands, most)


def _each(of: np.typing.NDArray[np.int64], where: np.typing.NDArray[np.bool_]) -> Iterator[list[int]]:
    columns = np.flatnonzero(where)
    order = columns[np.argsort(of[columns], kind="stable")]
    _, first = np.unique(of[order], return_index=True)
    yield from (part.tolist() for part in np.split(order, first[1:]) if len(part))
