"""The jobs of the house, run behind the pages: each when its turn comes, by whichever process takes it first."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from models.centre import CentreId
from models.ports import Ports, StoreError
from models.services.housekeeping import JOBS, Job, since

LOOK_S = 20.0
log = logging.getLogger(__name__)


def turn(centres: Mapping[CentreId, Ports]) -> None:
    """Every job of every centre whose turn has come. What one does not manage keeps no other from its turn."""
    for ports in centres.values():
        for name, job in JOBS.items():
            try:
                run_job(ports, name, job)
            except StoreError as error:
                log.warning("job %s of %s must wait: %s", name, ports.centre.id, error)


def run_job(ports: Ports, name: str, job: Job) -> bool:
    """Take it, do it, say how it went; False = it was not its turn. Raises StoreError when even that cannot be said."""
    if ports.jobs is None:
        return False
    taken = ports.jobs.take(name, job.every, ports.clock())
    if taken is None:
        return False
    try:
        done = job.work(ports, since(taken), ports.clock())
    except Exception as error:  # a job that fails must be seen to have failed, whatever the reason
        log.exception("job %s of %s failed", name, ports.centre.id)
        ports.jobs.give_back(name, ports.clock(), fault=f"{type(error).__name__}: {error}")
    else:
        ports.jobs.give_back(name, ports.clock(), done=done)
    return True


@asynccontextmanager
async def keeping_house(centres: Mapping[CentreId, Ports]) -> AsyncIterator[None]:
    """Look every so often whether a job's turn has come."""
    task = asyncio.create_task(_keep(centres))
    try:
        yield
    finally:
        task.cancel()


async def _keep(centres: Mapping[CentreId, Ports]) -> None:
    while True:
        await asyncio.to_thread(turn, centres)
        await asyncio.sleep(LOOK_S)
