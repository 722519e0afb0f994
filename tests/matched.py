"""A house with needs that wait and a pool that could help, in a database of its own."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from models.account import Account, Grant, Role
from models.audit import AuditEntry
from models.db import Database
from models.needs.need import Channel, Need, NeedStatus, WantedTime
from models.needs.ports import Needs, Pool
from models.needs.provider import Provider, ProviderKind, Qualification
from models.ports import Ports
from tests.timetabled import NOW, TODAY, timetabled

TOLD = AuditEntry(at=NOW, actor="wang", action="test", centre="test")
COORDINATOR = Account(id=2, name="lin", grants=(Grant(role=Role.COORDINATOR),))
DESK = Account(id=3, name="he", grants=(Grant(role=Role.FRONT_DESK),))
MORNING = tuple(WantedTime(weekday=n, start_minute=540, end_minute=660) for n in range(7))


def need(key: str, topic: str = "health", **more: object) -> Need:
    waiting = Need(
        id=key,
        number=f"N-{key}",
        received_at=NOW - timedelta(days=4),
        channel=Channel.DESK,
        topic=topic,
        text=f"{key} <b>量血压</b>",
        status=NeedStatus.OPEN,
    )
    return replace(waiting, **more)  # type: ignore[arg-type]


def helper(key: str, tags: Iterable[str], **more: object) -> Provider:
    plain = Provider(
        id=key,
        kind=ProviderKind.TALENT,
        name={"zh-Hans": f"能人{key}", "en": f"Helper {key}"},
        tags=frozenset(tags),
        hours=MORNING,
        qualified={Qualification.MEDICAL: TODAY + timedelta(days=400)},
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def matched(folder: Path, needs: Iterable[Need], pool: Iterable[Provider]) -> tuple[Ports, Database]:
    """The timetabled house with a loop."""
    ports, database = timetabled(folder)
    ports = replace(ports, loop=database.loop(ports.centre.id, ports.centre.zone_info))
    needs_in(ports).put(list(needs), TOLD)
    for one in pool:
        pool_in(ports).put_provider(one, TOLD)
    return ports, database


def pool_in(ports: Ports) -> Pool:
    assert ports.loop.pool is not None
    return ports.loop.pool


def needs_in(ports: Ports) -> Needs:
    assert ports.loop.needs is not None
    return ports.loop.needs
