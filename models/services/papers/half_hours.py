"""The half hours of the day of some spaces, added up over days: figures of use and of doors alone are known so finely."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from models.centre import SpaceId
from models.evidence import DOORS
from models.metric.doors import Doors, doors
from models.metric.metric import Metric
from models.metric.period import Period
from models.metric.sums import Sums
from models.ports import Ports
from models.services.known_sensors import known_sensors
from models.use_grid import SLOTS, Numbers, folded, slot_start, use, use_grid

STEP = 2
"""Quarter hours."""


def is_by_half_hour(metric: Metric) -> bool:
    """Whether it is made of quarter hours and of nothing that is only known of whole days: its test vector says of what."""
    known = metric.vector.sums
    return known == Sums(use=known.use, doors=known.doors)


def half_hours(ports: Ports, period: Period, spaces: Collection[SpaceId]) -> Mapping[str, Sums]:
    """By "08:30", in the order of the business day; those in which nothing was open are left out. Raises StoreError."""
    counted = {one.space for one in known_sensors(ports).values() if one.role in DOORS}
    found: dict[str, list[Sums]] = {}
    for space in spaces:
        for key, sums in _of_space(space, _columns(ports, period, space), is_counted=space in counted):
            found.setdefault(key, []).append(sums)
    added = {key: Sums.summed(some) for key, some in found.items()}
    return {key: added[key] for key in HALF_HOURS if key in added}


def _columns(ports: Ports, period: Period, space: SpaceId) -> Numbers:
    """Shape (48, fields of Utilisation)."""
    slots = ports.slots.grid(space, period.first, period.last)
    days = folded(use_grid(slots, period.first, period.last, ports.centre.zone_info).sums, 0)
    return folded(days.reshape(SLOTS // STEP, STEP, -1), 1)


def _of_space(space: SpaceId, columns: Numbers, *, is_counted: bool) -> Iterator[tuple[str, Sums]]:
    for key, column in zip(HALF_HOURS, columns, strict=True):
        told = use(column)
        if told.open_hours > 0:
            passed = doors(told, ()) if is_counted else Doors()
            yield key, Sums(spaces=frozenset({space}), use=told, doors=passed)


def _key(column: int) -> str:
    hour, minute = slot_start(column, STEP)
    return f"{hour:02d}:{minute:02d}"


HALF_HOURS: Sequence[str] = [_key(column) for column in range(SLOTS // STEP)]
"""The beginnings of the half hours of a business day, in its order."""
