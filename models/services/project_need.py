"""The needs behind projects: whose voices stand behind one, and how many people of each courtyard spoke at all."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.account import Account, Permission
from models.needs.need import Need, NeedStatus
from models.needs.project import Project
from models.needs.provider import HOLDING, Match, Provider
from models.ports import Ports
from models.services.project_keeping import permitted

HEARD = (NeedStatus.NEW, NeedStatus.OPEN, NeedStatus.DUPLICATE, NeedStatus.PLANNED, NeedStatus.MET)
"""What counts as need: everything but what was declined."""


def courtyard_voices(ports: Ports, account: Account) -> Mapping[str, int]:
    """Voices by courtyard, "" = not said; empty where no needs are kept. Raises RefusedError, StoreError."""
    permitted(ports, account, Permission.PROJECT_READ)
    found: dict[str, int] = defaultdict(int)
    for one in ports.loop.needs.of(HEARD) if ports.loop.needs else ():
        found[one.courtyard] += one.voices
    return found


def needs_behind(ports: Ports, account: Account, project: Project) -> Sequence[Need]:
    """The needs that a project answers, by the day they came; none where no needs are kept. Raises RefusedError, StoreError."""
    permitted(ports, account, Permission.PROJECT_READ)
    found = ports.loop.needs.find(project.needs) if ports.loop.needs and project.needs else []
    return sorted(found, key=lambda one: (one.received_at, one.id))


@dataclass(frozen=True, slots=True)
class Help:
    """A match that holds. provider: None = it is in the pool no more."""

    match: Match
    provider: Provider | None


def helps_behind(ports: Ports, account: Account, project: Project) -> Sequence[Help]:
    """Who agreed to help with a project or with a need behind it, by id; none for who may not look at the pool.

    Raises RefusedError, StoreError.
    """
    permitted(ports, account, Permission.PROJECT_READ)
    pool = ports.loop.pool
    if pool is None or not account.may(Permission.NEED_READ, ports.centre.id):
        return []
    known = {one.id: one for one in pool.providers()}
    return [
        Help(one, known.get(one.provider))
        for one in pool.matches()
        if one.status in HOLDING and (one.project == project.id or one.need in project.needs)
    ]
