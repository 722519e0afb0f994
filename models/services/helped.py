"""Whose help stood behind what people were asked about: the surveys of work that the talent pool, or the resource pool, helped with."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from models.needs.provider import HOLDING, ProviderKind
from models.needs.survey import About, Survey
from models.ports import Ports

Kinds = Mapping[str, frozenset[ProviderKind]]
"""By id of what was helped with."""


def helped(ports: Ports, surveys: Sequence[Survey], kind: ProviderKind) -> list[Survey]:
    """Those of projects, of their activities and sessions, and of what stands in the timetable for a match, to which a provider
    of the kind gave something. Work that both kinds helped with is told under both. Raises StoreError."""
    found = _of_subjects(ports)
    sessions = [one.subject for one in surveys if one.about is About.SESSION]
    known = ports.programme.sessions.find(sessions) if ports.programme and sessions else []
    series = {one.id: one.series for one in known}
    return [
        one
        for one in surveys
        if kind in found.get(one.subject, ()) or kind in found.get(series.get(one.subject, ""), ())
    ]


def _of_subjects(ports: Ports) -> Kinds:
    """Projects, sessions, activities and series."""
    found: dict[str, frozenset[ProviderKind]] = defaultdict(frozenset)
    if ports.loop.pool is None:
        return found
    kinds = {one.id: one.kind for one in ports.loop.pool.providers()}
    for one in ports.loop.pool.matches():
        if one.status in HOLDING and one.provider in kinds:
            for key in {one.project, one.need, one.series} - {""}:
                found[key] |= {kinds[one.provider]}
    for project in ports.loop.projects.all() if ports.loop.projects else ():
        for need in project.needs:
            found[project.id] |= found.get(need, frozenset())
        for session in project.sessions:
            found[session] |= found[project.id]
    for activity in ports.loop.activities.all() if ports.loop.activities else ():
        for key in {activity.id, activity.session} - {""}:
            found[key] |= found.get(activity.project, frozenset())
    return found
