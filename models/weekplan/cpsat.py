"""A week's choices and limits as a CP-SAT model, and what the solver makes of it in a measured effort."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python.cp_model_helper import (
    CpModelProto,
    CpSolverResponse,
    CpSolverStatus,
    SatParameters,
    SolveWrapper,
)

from models.weekplan.effort import Effort
from models.weekplan.limit import HIGHEST, LOWEST, Limit, Quotas

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """chosen: by column, None where nothing was found; bound: on the points of the columns; spent: of the
    effort."""

    chosen: NDArray[np.bool_] | None
    value: int
    bound: int
    spent: float


def solved(
    points: Whole, rows: Iterable[Limit], quotas: Quotas | None, hint: NDArray[np.bool_], effort: Effort
) -> Answer:
    """The most points by column that keep every limit. hint: a complete choice to begin with."""
    solver = (
        SolveWrapper()
    )  # with the model's own record that is all: the library's other half loads pandas first
    solver.set_parameters(_parameters(effort))
    found: CpSolverResponse = solver.solve(_model(points, rows, quotas, hint))  # type: ignore[no-untyped-call]
    spent = float(found.deterministic_time)
    if found.status not in (CpSolverStatus.OPTIMAL, CpSolverStatus.FEASIBLE):
        return Answer(None, 0, HIGHEST, spent)  # its bound would be a 0 that nobody worked out
    bound = int(np.floor(found.best_objective_bound + 1e-6))
    chosen = np.array(found.solution, dtype=bool)[: len(points)]
    return Answer(chosen, int(points[chosen].sum()), bound, spent)


def _parameters(effort: Effort) -> SatParameters:
    given = SatParameters()
    given.max_deterministic_time = effort.deterministic
    given.num_workers = 1  # two share what they find in an order that differs from run to run
    given.linearization_level = 2  # the relaxation is near tight: without it a proof takes ten times as long
    given.random_seed = effort.seed
    given.relative_gap_limit = effort.gap
    return given


def _model(
    points: Whole, rows: Iterable[Limit], quotas: Quotas | None, hint: NDArray[np.bool_]
) -> CpModelProto:
    """The arrays go into the model's own record in one piece each; expressions by term would take half a minute for 250,000."""
    proto = CpModelProto()
    for _ in points:
        proto.variables.add().domain.extend((0, 1))
    worth = np.flatnonzero(points)
    proto.objective.vars.extend(worth.tolist())
    proto.objective.coeffs.extend((-points[worth]).tolist())  # it minimises
    proto.objective.scaling_factor = -1.0
    for row in rows:
        _limit(proto, row)
    begun = hint.tolist()
    if quotas is not None:
        begun.append(_quotas(proto, quotas, hint))
    proto.solution_hint.vars.extend(range(len(begun)))
    proto.solution_hint.values.extend([int(yes) for yes in begun])
    return proto


def _limit(proto: CpModelProto, row: Limit) -> None:
    added = proto.constraints.add()
    if row.most == 1 and not row.exact and (row.weights == 1).all():
        added.at_most_one.literals.extend(row.columns.tolist())
        return
    added.linear.vars.extend(row.columns.tolist())
    added.linear.coeffs.extend(row.weights.tolist())
    added.linear.domain.extend((row.most if row.exact else LOWEST, row.most))


def _quotas(proto: CpModelProto, quotas: Quotas, hint: NDArray[np.bool_]) -> bool:
    """A switch between the two ways to keep the quota; how it stands in the hint."""
    switch = len(proto.variables)
    proto.variables.add().domain.extend((0, 1))
    for literal, weights, least in (
        (-switch - 1, quotas.weights, quotas.least),
        (switch, quotas.reach, quotas.all_of_it),
    ):
        added = proto.constraints.add()
        added.enforcement_literal.append(literal)
        columns = np.flatnonzero(weights)
        added.linear.vars.extend(columns.tolist())
        added.linear.coeffs.extend(weights[columns].tolist())
        added.linear.domain.extend((least, HIGHEST))
    return bool(quotas.weights[hint].sum() < quotas.least)
