"""What residents wanted in a month, by topic and grid, and where projects stood at its end."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from models.calendar import business_date
from models.message import LocalText
from models.metric.period import Period
from models.needs.funding import funds_of
from models.needs.gates import STAGES, overdue_days
from models.needs.judgement import whole_score
from models.needs.need import Need
from models.needs.project import Project
from models.needs.provider import HOLDING
from models.needs.then import knows_due, then
from models.needs.voice import met
from models.ports import Ports
from models.report.inputs.needs import NeedCount, NeedsInputs, ProjectStage
from models.services.needs import topic_names
from models.services.project_progress import paid_by_line

NOT_SAID = ""


def needs_inputs(ports: Ports, period: Period) -> NeedsInputs | None:
    """None where this deployment keeps neither needs nor projects. Raises StoreError."""
    if ports.loop.needs is None and ports.loop.projects is None:
        return None
    needs = ports.loop.needs.of() if ports.loop.needs else []
    grids = {key: one.name for key, one in ports.centre.grids.items()}
    return NeedsInputs(
        topics=_counts(ports, period, needs, lambda one: one.topic, topic_names(ports)),
        grids=_counts(ports, period, needs, lambda one: one.grid, grids),
        stages=tuple(_stages(ports, period)),
    )


def _counts(
    ports: Ports,
    period: Period,
    needs: Sequence[Need],
    key: Callable[[Need], str],
    names: Mapping[str, LocalText],
) -> tuple[NeedCount, ...]:
    """Records as they came in, repeats among them; met: on a day of the month, a repeat with the need that it repeats."""
    zone = ports.centre.zone_info
    came = Counter(key(one) for one in needs if period.holds(business_date(one.received_at, zone)))
    days = met(needs)
    closed = Counter(key(one) for one in needs if period.holds(days.get(one.id)))
    return tuple(
        NeedCount(key=one, name=names.get(one) or _as_key(one), came=came[one], closed=closed[one])
        for one in sorted({*came, *closed}, key=lambda one: (one == NOT_SAID, one))
    )


def _as_key(key: str) -> LocalText:
    """What has no name any more is told by its key; what nobody said, by a dash."""
    return {"zh-Hans": key or "–", "en": key or "–"}


def _stages(ports: Ports, period: Period) -> Iterable[ProjectStage]:
    """Every stage in which a project stood at the end of the month, in their order."""
    if ports.loop.projects is None:
        return
    end = period.window(ports.centre.zone_info).end
    every = ports.loop.projects.all()
    stood = [one for project in every if (one := then(project, end)) is not None]
    now = {one.id: one for one in every}
    lost = frozenset(one.id for one in stood if not knows_due(one, now[one.id]))
    paid = paid_by_line(ports, stood, period.last)
    matched = _matched(ports, end)
    for stage in STAGES:
        some = [one for one in stood if one.stage is stage]
        if some:
            yield _stage(some, period, paid, matched, lost)


def _stage(
    some: Sequence[Project],
    period: Period,
    paid: Mapping[str, Mapping[str, int]],
    matched: frozenset[str],
    lost: frozenset[str],
) -> ProjectStage:
    """lost: ids of those of which nobody knows any more when they were due, so that nobody knows how many were late."""
    late = sum(overdue_days(one, period.last) > 0 for one in some)
    money = [funds_of(one, paid.get(one.id, {})) for one in some]
    scores = [score for one in some if (score := whole_score(one)) is not None]
    return ProjectStage(
        stage=some[0].stage,
        projects=len(some),
        overdue=None if any(one.id in lost for one in some) else late,
        matched=sum(one.id in matched or not matched.isdisjoint(one.needs) for one in some),
        budget_fen=sum(one.budget for one in money),
        committed_fen=sum(one.committed for one in money),
        paid_fen=sum(one.paid for one in money),
        score=sum(scores) / len(scores) if scores else None,
    )


def _matched(ports: Ports, end: datetime) -> frozenset[str]:
    """Ids of projects and needs that somebody had agreed to help with by then."""
    if ports.loop.pool is None:
        return frozenset()
    agreed = [
        one
        for one in ports.loop.pool.matches()
        if one.status in HOLDING and one.decided_at is not None and one.decided_at < end
    ]
    return frozenset(key for one in agreed for key in (one.project, one.need) if key)
