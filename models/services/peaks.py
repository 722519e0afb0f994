"""Which half hours count as peak: worked out at a look into a quarter, then frozen; people may decide otherwise.

Frozen is only what was made of at least FLAGGED_BELOW of the twelve weeks. A list of less is provisional: it is used, not
kept, and made anew at every look, for history may still be filling or readings be on their way.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from models.calendar import business_date
from models.centre import Schedule, SpaceId
from models.metric.coverage import FLAGGED_BELOW
from models.metric.peak import HalfHours, PeakList, peak_list, quarter_of, weeks_before
from models.metric.period import Period
from models.ports import Ports
from models.services.deed import note


def peak_lists(
    ports: Ports, spaces: Collection[SpaceId], period: Period
) -> Mapping[SpaceId, Sequence[PeakList]]:
    """Every list that is in force on a day of the period; quarters that nobody has looked into yet are frozen now, where
    enough was measured before them."""
    if ports.peaks is None:
        return {}
    today = business_date(ports.clock(), ports.centre.zone_info)
    first, last = quarter_of(period.first), min(period.last, today)
    kept = ports.peaks.within(spaces, first, last)
    made = _missing(ports, spaces, _quarters(first, last), kept)
    if final := [one for one in made if _is_final(one)]:
        ports.peaks.keep(final)
        kept = ports.peaks.within(spaces, first, last)  # another process may have been faster
    provisional = [one for one in made if not _is_final(one)]
    found = sorted([*kept, *provisional], key=lambda one: one.valid_from)
    return {space: [one for one in found if one.space == space] for space in spaces}


def decide_peak(ports: Ports, space: SpaceId, slots: HalfHours, day: date, by: str, why: str) -> PeakList:
    """From that day to the end of its quarter these half hours are the peak, whatever was worked out.

    Raises ValueError for a day that is over, a list without who and why, and a second decision for one day: no figure of
    a past day may change.
    """
    if ports.peaks is None:
        raise ValueError("this deployment keeps no peak lists")
    if day < business_date(ports.clock(), ports.centre.zone_info):
        raise ValueError(f"{day} is over: its peak stays as it was")
    if not by.strip() or not why.strip():
        raise ValueError(f"the peak of '{space}' cannot be decided without who and why")
    decided = PeakList(space=space, valid_from=day, slots=slots, made_at=ports.clock(), by=by, why=why)
    ports.peaks.keep([decided])
    if ports.peaks.within([space], day, day) != [decided]:
        raise ValueError(f"the peak of '{space}' from {day} on is decided already")
    note(ports, by, "peak.decide", space, why=why)
    return decided


def _is_final(made: PeakList) -> bool:
    return made.coverage is not None and made.coverage >= FLAGGED_BELOW


def _quarters(first: date, last: date) -> list[date]:
    """The first days of all quarters that begin from `first` to `last`."""
    found = []
    while first <= last:
        found.append(first)
        first = quarter_of(first + timedelta(days=100))
    return found


def _missing(
    ports: Ports, spaces: Collection[SpaceId], quarters: Sequence[date], kept: Sequence[PeakList]
) -> list[PeakList]:
    known = {(one.space, one.valid_from) for one in kept}
    wanted = ((space, quarter) for quarter in quarters for space in spaces if (space, quarter) not in known)
    made = (_made(ports, space, quarter) for space, quarter in wanted)
    return [one for one in made if one is not None]


def _made(ports: Ports, space: SpaceId, quarter: date) -> PeakList | None:
    zone, place = ports.centre.zone_info, ports.centre.spaces[space]
    weeks = weeks_before(quarter)
    opened = sum(
        span.hours for span in Schedule(place, ports.calendar, zone).within(Period(*weeks).window(zone))
    )
    slots = ports.slots.grid(space, *weeks)
    return peak_list(space, quarter, slots, opened, ports.calendar, zone, ports.clock())
