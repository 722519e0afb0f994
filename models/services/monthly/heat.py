"""Each space of a month by kind of day and half hour, with the peak list that is in force."""

from collections.abc import Iterable

from models.centre import SpaceId
from models.heatmap import Spot, heatmap
from models.metric.peak import PeakList, in_force
from models.metric.period import Period
from models.ports import Ports
from models.report.inputs.heat import HeatInputs, HeatSpot, PeakHours, SpaceHeat
from models.services.peaks import peak_lists
from models.use_grid import use_grid

HALF_HOUR = 2
"""Quarter hours."""


def heat_inputs(ports: Ports, period: Period) -> HeatInputs:
    """Raises StoreError."""
    lists = peak_lists(ports, tuple(ports.centre.spaces), period)
    return HeatInputs(
        spaces=tuple(
            SpaceHeat(
                space=key,
                name=space.name,
                spots=tuple(map(_spot, _spots(ports, key, period))),
                peak=_peak(in_force(lists.get(key, ()), period.last)),
            )
            for key, space in ports.centre.spaces.items()
        )
    )


def _spots(ports: Ports, space: SpaceId, period: Period) -> Iterable[Spot]:
    slots = ports.slots.grid(space, period.first, period.last)
    grid = use_grid(slots, period.first, period.last, ports.centre.zone_info)
    return heatmap(grid, ports.calendar, step=HALF_HOUR).spots()


def _spot(one: Spot) -> HeatSpot:
    return HeatSpot(
        kind=one.kind,
        half_hour=one.hour * 2 + one.minute // 30,
        open_hours=one.use.open_hours,
        measured_hours=one.use.measured_hours,
        person_hours=one.use.person_hours,
        seat_open_hours=one.use.seat_open_hours,
        seat_measured_hours=one.use.seat_measured_hours,
    )


def _peak(listed: PeakList | None) -> PeakHours | None:
    """Without the name of whoever decided: a report tells no person."""
    if listed is None:
        return None
    return PeakHours(
        valid_from=listed.valid_from,
        slots=listed.slots,
        is_decided=bool(listed.by),
        busy=listed.busy,
        coverage=listed.coverage,
    )
