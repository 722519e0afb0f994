"""Activities held elsewhere, what volunteers gave and how content people were, of a month."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from models.calendar import business_date
from models.metric.period import Period
from models.needs.activity import Activity, ActivityStatus
from models.needs.satisfaction import Opinion, opinion
from models.ports import Ports
from models.report.inputs.activity import ActivityInputs, Elsewhere


def activity_inputs(ports: Ports, period: Period) -> ActivityInputs:
    """An activity that a session of the programme stands for is told there, with its attendances. Raises StoreError."""
    kept = ports.loop.activities
    if kept is None:
        return ActivityInputs()
    every, work = kept.all(), kept.work()
    held = [one for one in every if _is_told(one, period)]
    off = {one.id for one in every if one.status is ActivityStatus.CANCELLED}
    given = [one for one in work if period.holds(one.day) and one.activity not in off]
    said = _said(ports, period)
    return ActivityInputs(
        elsewhere=tuple(_kinds(held)),
        volunteers=sum(one.volunteers for one in given) if work else None,
        volunteer_minutes=sum(one.minutes for one in given) if work else None,
        content=said.shown.content if said.shown else 0,
        answered=said.shown.answered if said.shown else 0,
        overfull=said.overfull,
    )


def _is_told(one: Activity, period: Period) -> bool:
    return one.status is ActivityStatus.HELD and not one.session and period.holds(one.day)


def _kinds(held: Sequence[Activity]) -> Iterable[Elsewhere]:
    by: dict[str, list[Activity]] = defaultdict(list)
    for one in held:
        by[one.kind].append(one)
    for kind, some in sorted(by.items()):
        counted = [one.attendances for one in some if one.attendances is not None]
        yield Elsewhere(
            kind=kind,
            held=len(some),
            counted=len(counted),
            attendances=sum(counted) if counted else None,
        )


def _said(ports: Ports, period: Period) -> Opinion:
    """Of surveys that began in the month."""
    kept, zone = ports.loop.surveys, ports.centre.zone_info
    if kept is None:
        return Opinion(tally={})
    asked = [one for one in kept.all() if period.holds(business_date(one.begun_at, zone))]
    return opinion(asked, kept.tallies([one.id for one in asked]))
