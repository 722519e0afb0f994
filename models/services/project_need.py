"""The needs behind projects: whose voices stand behind one, and how many people of each courtyard spoke at all."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from models.account import Account, Permission
from models.needs.need import Need, NeedStatus
from models.needs.project import Project
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
