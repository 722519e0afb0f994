"""The relaxation of a week, in which half a session may take place: a bound on any plan, and which starts are promising."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver.python.model_builder_helper import (
    ModelBuilderHelper,
    ModelSolverHelper,
    SolveStatus,
)

from models.weekplan.limit import HIGHEST, LOWEST, Limit, Whole

SLACK = 1e-7
"""Of the bound, for what the arithmetic of a solver in floating point may be off."""


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """bound: on the points of the columns, HIGHEST where none was found; share: how much of each column is chosen, 0..1;

    cost: points lost by choosing a column that is not, 0 or more.
    """

    bound: int
    share: NDArray[np.float64]
    cost: NDArray[np.float64]


def relaxed(points: Whole, rows: Iterable[Limit]) -> Relaxed:
    """The best sum of points with parts of columns, without the welfare quota, which could only lower it."""
    model = ModelBuilderHelper()
    for column, worth in enumerate(points.tolist()):
        model.add_var()
        model.set_var_lower_bound(column, 0.0)
        model.set_var_upper_bound(column, 1.0)
        model.set_var_objective_coefficient(column, float(worth))
    model.set_maximize(True)
    for row in rows:
        added = model.add_linear_constraint()
        model.set_constraint_lower_bound(added, float(row.most if row.exact else LOWEST))
        model.set_constraint_upper_bound(added, float(row.most))
        for column, weight in zip(row.columns.tolist(), row.weights.tolist(), strict=True):
            model.add_term_to_constraint(added, column, float(weight))
    solver = ModelSolverHelper("glop")
    solver.solve(model)
    if solver.status() != SolveStatus.OPTIMAL:
        return Relaxed(HIGHEST, np.zeros(len(points)), np.zeros(len(points)))
    bound = int(np.floor(solver.objective_value() * (1 + SLACK) + SLACK))
    return Relaxed(
        bound, np.array(solver.variable_values()), np.maximum(-np.array(solver.reduced_costs()), 0.0)
    )
