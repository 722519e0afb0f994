"""What a reader can work out: the lowest and the highest number that each hidden count could be, by all that is told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, CpSolver, IntVar

Spot = str
"""Where a count stands."""

TOP = 10**6
"""More people than any report counts: the end of what is said of a count that is withheld."""

Range = tuple[int, int]
"""The lowest and the highest number that a count may be, both included."""


@dataclass(frozen=True, slots=True)
class Equation:
    """whole = the sum of the parts, by what the table is: a reader knows it too."""

    whole: Spot
    parts: tuple[Spot, ...]

    @property
    def spots(self) -> tuple[Spot, ...]:
        return (self.whole, *self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Everything that a reader holds. told: counts as they stand there; hidden: what the word in place of a count allows.

    Every spot of an equation is in one of both.
    """

    told: Mapping[Spot, int]
    hidden: Mapping[Spot, Range]
    equations: Sequence[Equation]


@dataclass(frozen=True, slots=True)
class Price:
    """What it costs to say less of a count, and what the vaguer word allows."""

    cost: int
    allows: Range


def reach(published: Published, spot: Spot) -> Range:
    """The least and the most that a hidden count can be. Raises KeyError, ValueError where nothing fits what is told."""
    near = around(published.equations, spot, published.hidden)
    low, high = (_Programme(published, near).end(spot, sign) for sign in (1, -1))
    return low, high


def can_be(published: Published, spot: Spot, values: Collection[int]) -> bool:
    """Whether a hidden count could be each of some numbers. Raises KeyError."""
    programme = _Programme(published, around(published.equations, spot, published.hidden))
    return all(programme.vaguer(spot, value) is not None for value in values)


def company(
    published: Published, spot: Spot, value: int, prices: Mapping[Spot, Price]
) -> frozenset[Spot] | None:
    """The cheapest of the priced counts of which less must be said before a hidden one could be `value`; None = it never could."""
    near = around(published.equations, spot, {*published.hidden, *prices})
    return _Programme(published, near, prices).vaguer(spot, value)


def around(equations: Sequence[Equation], spot: Spot, among: Collection[Spot]) -> frozenset[Spot]:
    """Those that equations join with one, itself among them. Raises KeyError for one that is not among them."""
    if spot not in among:
        raise KeyError(spot)
    known = {*among}
    found, apart = {spot}, [known.intersection(one.spots) for one in equations]
    while touching := [one for one in apart if one & found]:
        apart = [one for one in apart if not one & found]
        found.update(*touching)
    return frozenset(found)


def _blank() -> "CpModel":
    from ortools.sat.python.cp_model import CpModel  # noqa: PLC0415 -- loads OR-Tools and pandas, which a verb may not need

    return CpModel()


@dataclass(slots=True)
class _Programme:
    """The tables that would be told in the same words, as an integer programme over the counts that are not told."""

    published: Published
    near: frozenset[Spot]
    prices: Mapping[Spot, Price] = field(default_factory=dict)
    _model: "CpModel" = field(default_factory=_blank)
    _counts: "dict[Spot, IntVar]" = field(default_factory=dict)
    _vaguer: "dict[Spot, IntVar]" = field(default_factory=dict)

    def __post_init__(self) -> None:
        for spot in sorted(self.near):  # the same order gives the same answer
            self._add(spot)
        for one in self.published.equations:
            if not self.near.isdisjoint(one.spots):
                self._model.add(sum(map(self._term, one.parts)) == self._term(one.whole))
        self._model.minimize(sum(self.prices[spot].cost * chosen for spot, chosen in self._vaguer.items()))

    def end(self, spot: Spot, sign: int) -> int:
        """The least (1) or the most (-1) that a count can be."""
        self._model.minimize(sign * self._counts[spot])
        solver = self._solved()
        if solver is None:
            raise ValueError(f"no table fits what is told around {spot}")
        return int(solver.value(self._counts[spot]))

    def vaguer(self, spot: Spot, value: int) -> frozenset[Spot] | None:
        """Of which counts less must be said before one could be `value`: the cheapest choice."""
        domain = self._model.proto.variables[self._counts[spot].index].domain
        low, high = domain[0], domain[1]
        if not low <= value <= high:
            return None
        domain[0] = domain[1] = value
        solver = self._solved()
        domain[0], domain[1] = low, high
        if solver is None:
            return None
        return frozenset(one for one, chosen in self._vaguer.items() if solver.boolean_value(chosen))

    def _add(self, spot: Spot) -> None:
        told = self.published.told.get(spot, 0)
        low, high = self.published.hidden.get(spot, (told, told))
        if spot not in self.prices:
            self._counts[spot] = self._model.new_int_var(low, high, spot)
            return
        least, most = self.prices[spot].allows
        count = self._model.new_int_var(min(low, least), max(high, most), spot)
        chosen = self._model.new_bool_var(spot)
        self._model.add_linear_constraint(count, low, high).only_enforce_if(~chosen)
        self._model.add_linear_constraint(count, least, most).only_enforce_if(chosen)
        self._counts[spot], self._vaguer[spot] = count, chosen

    def _term(self, spot: Spot) -> "IntVar | int":
        return self._counts[spot] if spot in self._counts else self.published.told[spot]

    def _solved(self) -> "CpSolver | None":
        from ortools.sat.python.cp_model import OPTIMAL, CpSolver  # noqa: PLC0415 -- as in _blank

        solver = CpSolver()
        solver.parameters.num_workers = 1  # several find equally good answers in an order that differs
        solver.parameters.random_seed = 0
        solver.parameters.cp_model_probing_level = 0  # a third faster on tables of this size
        solver.parameters.symmetry_level = 0
        return solver if solver.solve(self._model) == OPTIMAL else None
