"""A whole-number programme: the columns of most points whose weights keep every row's limit, with a bound that proves it.

Its linear relaxation comes first: it bounds every choice, and its prices tell which columns cannot matter, or hardly. What is
left is small enough for a search that ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver.python import model_builder
from ortools.sat.python import cp_model

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

SEED = 1
SEARCHED = 4_000
"""Columns of the search. Of 54,000 it finds nothing in a minute, of the cheapest 4,000 in a few seconds."""

_SLACK = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """The weights of the chosen columns sum to `limit` at most. Weights are above 0."""

    columns: Whole
    weights: Whole
    limit: int

    @property
    def binds(self) -> bool:
        """Whether it could be broken at all."""
        return int(self.weights.sum()) > self.limit


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """chosen: by column; bound: no choice has more points."""

    chosen: Flags
    bound: int


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """points: of the relaxation; loss: by column, how many points at least are lost by choosing it."""

    points: float
    loss: NDArray[np.float64]


def most(points: Whole, rows: Sequence[Row], hint: Flags, effort: float) -> Answer:
    """hint: a choice that keeps every row; the answer has no fewer points. The same effort gives the same answer everywhere.

    points: above 0.
    """
    binding = [row for row in rows if row.binds]
    if not binding:
        return Answer(np.ones(len(points), dtype=bool), int(points.sum()))
    relaxed = _relaxed(points, binding)
    order = np.argsort(relaxed.loss, kind="stable")
    kept = np.union1d(order[:SEARCHED], np.flatnonzero(hint))
    left_out = relaxed.loss[np.setdiff1d(order, kept)]
    found = _searched(points[kept], _cut(binding, kept), hint[kept], effort)
    chosen = np.zeros(len(points), dtype=bool)
    chosen[kept[found.chosen]] = True
    with_another = relaxed.points - left_out.min(initial=np.inf)
    bound = min(relaxed.points, max(found.bound, with_another))
    return Answer(chosen, max(int(np.floor(bound + _SLACK)), int(points[chosen].sum())))


def _relaxed(points: Whole, rows: Sequence[Row]) -> Relaxed:
    model = model_builder.Model()  # type: ignore[no-untyped-call]
    columns = [model.new_num_var(0, 1, "") for _ in points]
    for row in rows:
        terms = model_builder.LinearExpr.weighted_sum(
            [columns[n] for n in row.columns], row.weights.astype(float).tolist()
        )
        model.add(terms <= row.limit)
    model.maximize(model_builder.LinearExpr.weighted_sum(columns, points.astype(float).tolist()))
    solver = model_builder.Solver("glop")
    if solver.solve(model) != model_builder.SolveStatus.OPTIMAL:
        return Relaxed(float(points.sum()), np.zeros(len(points)))
    priced = np.array([solver.reduced_cost(one) for one in columns])
    return Relaxed(solver.objective_value, np.maximum(-priced, 0.0))


def _cut(rows: Sequence[Row], kept: Whole) -> list[Row]:
    """The rows over the kept columns, which are numbered anew."""
    found = []
    for row in rows:
        inside = np.isin(row.columns, kept)
        one = Row(np.searchsorted(kept, row.columns[inside]), row.weights[inside], row.limit)
        if one.binds:
            found.append(one)
    return found


def _searched(points: Whole, rows: Sequence[Row], hint: Flags, effort: float) -> Answer:
    solver = cp_model.CpSolver()
    solver.parameters.max_deterministic_time = effort
    solver.parameters.num_workers = 1  # two share what they find in an order that differs from run to run
    solver.parameters.linearization_level = 2  # the relaxation of an assignment is near tight
    solver.parameters.random_seed = SEED
    status = solver.solve(_model(points, rows, hint))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(hint, int(points.sum()))
    chosen = np.array(solver.response_proto.solution, dtype=bool)[: len(points)]
    better = points[chosen].sum() >= points[hint].sum()
    return Answer(chosen if better else hint, int(np.floor(solver.best_objective_bound + _SLACK)))


def _model(points: Whole, rows: Sequence[Row], hint: Flags) -> cp_model.CpModel:
    """Straight into the model's own record: expressions by term take twenty times as long."""
    model = cp_model.CpModel()
    proto = model.proto
    for _ in points:
        proto.variables.add().domain.extend((0, 1))
    proto.objective.vars.extend(range(len(points)))
    proto.objective.coeffs.extend((-points).tolist())  # it minimises
    proto.objective.scaling_factor = -1.0
    for row in rows:
        _add(model, row)
    proto.solution_hint.vars.extend(range(len(hint)))
    proto.solution_hint.values.extend(hint.astype(int).tolist())
    return model


def _add(model: cp_model.CpModel, row: Row) -> None:
    added = model.proto.constraints.add()
    if row.limit == 1 and (row.weights == 1).all():
        added.at_most_one.literals.extend(row.columns.tolist())
        return
    added.linear.vars.extend(row.columns.tolist())
    added.linear.coeffs.extend(row.weights.tolist())
    added.linear.domain.extend((0, row.limit))
