"""The parts of a centre's needs loop, or the refusal where it does not keep them."""

from typing import TypeVar

from models.needs.ports import Activities, Meetings, Needs, Pool, Projects, Surveys
from models.ports import Ports
from models.services.strangers import refusal

T = TypeVar("T")


def needs_of(ports: Ports) -> Needs:
    return _kept(ports.loop.needs)


def meetings_of(ports: Ports) -> Meetings:
    return _kept(ports.loop.meetings)


def pool_of(ports: Ports) -> Pool:
    return _kept(ports.loop.pool)


def projects_of(ports: Ports) -> Projects:
    return _kept(ports.loop.projects)


def activities_of(ports: Ports) -> Activities:
    return _kept(ports.loop.activities)


def surveys_of(ports: Ports) -> Surveys:
    return _kept(ports.loop.surveys)


def _kept(part: T | None) -> T:
    """Raises RefusedError for a part that this deployment does not keep."""
    if part is None:
        raise refusal("loop.none")
    return part
