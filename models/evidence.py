"""What each kind of sensor says about the people of a space, and how well."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import timedelta
from math import inf, nan, sqrt
from typing import NamedTuple

from models.centre import Sensor, SensorId, SensorRole
from models.estimate.crowd import NINE_OF_TEN
from models.estimate.sight import view_variance

EVIDENCE: Mapping[SensorRole, frozenset[str]] = {
    SensorRole.FLOW: frozenset({"people_in_total", "people_out_total"}),
    SensorRole.GATE: frozenset({"people_in_period", "people_out_period"}),
    SensorRole.COUNT: frozenset({"occupancy_count"}),
    SensorRole.PRESENCE: frozenset({"presence"}),
    SensorRole.SEAT: frozenset({"presence"}),
    SensorRole.MACHINE: frozenset({"power"}),
}
"""Which measures of a sensor speak of people. The periods of a counter with totals say nothing that these do not."""

DOORS = frozenset({SensorRole.FLOW, SensorRole.GATE})
"""Who counts passages: a space knows its people by all of them together, as SensorRole.FLOW. Each is a door of its own."""

BEST_FIRST = (
    SensorRole.COUNT,
    SensorRole.FLOW,
    SensorRole.SEAT,
    SensorRole.MACHINE,
    SensorRole.PRESENCE,
)
"""How people are known, best evidence first."""

BEST_BESIDE_DOORS = (SensorRole.FLOW, *(role for role in BEST_FIRST if role is not SensorRole.FLOW))
"""The same where doors count: all that is seen inside corrects them, so that they come first as long as they speak."""

STANDS_IN: Mapping[SensorRole, tuple[SensorRole, ...]] = {
    SensorRole.COUNT: (SensorRole.PRESENCE,),
}
"""Who speaks for a silent role where there are no doors. Seats and machines do not: three treadmills in use say little about a full gym."""

NOBODY_EVERY = timedelta(minutes=15)
"""Motion sensors that see nobody are evidence anew after so long: each word of theirs is not a new one."""

Values = Mapping[SensorId, Mapping[str, float]]
"""The newest value of each sensor and channel."""


class Estimate(NamedTuple):
    """Persons present and the bounds between which they lie nine times of ten; nan = no data.

    high: inf where the evidence is a lower bound only; sure: good evidence; number: the flow's step that says so, None
    where something else does.
    """

    people: float
    low: float
    high: float
    sure: bool
    number: int | None = None


NOTHING = Estimate(nan, nan, nan, sure=False)


def counted(sensors: Sequence[Sensor], values: Values) -> float:
    """What all cameras see: a camera's own total where it sends one, else the sum of its regions."""
    cameras = (values.get(s.id, {}) for s in sensors if s.role is SensorRole.COUNT)
    return sum(seen[""] if "" in seen else sum(seen.values()) for seen in cameras)


def by_count(sensors: Sequence[Sensor], values: Values) -> Estimate:
    """As many as the cameras see."""
    people = counted(sensors, values)
    reach = NINE_OF_TEN * sqrt(view_variance(people))
    return Estimate(people, max(0.0, people - reach), people + reach, sure=True)


def taken(sensors: Sequence[Sensor], values: Values, roles: Collection[SensorRole]) -> int:
    """Sensors of these roles that say yes."""
    return sum(any(values.get(s.id, {}).values()) for s in sensors if s.role in roles)


UNITS = frozenset({SensorRole.SEAT, SensorRole.MACHINE})


def by_units(sensors: Sequence[Sensor], values: Values) -> Estimate:
    """Seats or machines in use: a lower bound of the people, so never sure."""
    people = float(taken(sensors, values, UNITS))
    return Estimate(people, people, inf, sure=False)


def by_presence(sensors: Sequence[Sensor], values: Values) -> Estimate:
    """Somebody or nobody: one person at least, so sure only when nobody."""
    if taken(sensors, values, {SensorRole.PRESENCE}):
        return Estimate(1.0, 1.0, inf, sure=False)
    return Estimate(0.0, 0.0, 0.0, sure=True)


SAYS: Mapping[SensorRole, Callable[[Sequence[Sensor], Values], Estimate]] = {
    SensorRole.COUNT: by_count,
    SensorRole.SEAT: by_units,
    SensorRole.MACHINE: by_units,
    SensorRole.PRESENCE: by_presence,
}
"""How people are known where doors are not asked."""

SEEN_BY: Mapping[SensorRole, str] = {
    SensorRole.COUNT: "sum.camera",
    SensorRole.SEAT: "sum.proven",
    SensorRole.MACHINE: "sum.proven",
    SensorRole.PRESENCE: "sum.motion",
}
"""The reason that is told of a change by such evidence alone."""
