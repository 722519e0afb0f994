"""A year of the simulated community, through the same services as people use: needs, meetings, helpers, projects, activities."""

import logging
from datetime import datetime, timedelta

from ingest.simulator.community.council import announce
from ingest.simulator.community.gathering import hold_others, name_kinds
from ingest.simulator.community.intake import take_in
from ingest.simulator.community.opinion import opinions
from ingest.simulator.community.pool import match
from ingest.simulator.community.stage import SUPERVISOR, Stage
from ingest.simulator.community.work import work_all
from ingest.simulator.world import World
from models.ports import Ports
from models.services.loop import needs_of
from models.services.public import switch_public
from models.services.strangers import RefusedError
from models.services.surveys import forget_devices

log = logging.getLogger(__name__)

NEEDS = 2_200
LONGEST = timedelta(days=330)
SHORTEST = timedelta(days=56)
"""In less than eight weeks nobody carries out a project."""


def keep_community(
    world: World, told: Ports, first: datetime, until: datetime, needs: int = NEEDS, *, again: bool = False
) -> bool:
    """Whether it was played: only where there is time enough and nobody ever told a need. Raises StoreError.

    again: it was broken off in the midst of the same past, and goes on from there.
    """
    begun = max(first, until - LONGEST)
    is_free = again or not needs_of(told).of()
    if until - begun < SHORTEST or told.programme is None or not is_free:
        return False
    try:
        play(Stage(world, told, begun, until), needs)
    except RefusedError as error:  # people went on with what was broken off: it is theirs now
        if not again:
            raise
        log.warning("the simulated community stays as people changed it: %s", error.message.key)
    return True


def play(stage: Stage, needs: int, others: int | None = None) -> None:
    """Every part skips what is there already. others: activities of each kind without a project, None = all."""
    if stage.ports.programme is not None:
        name_kinds(stage.ports.programme)
    heads = take_in(stage, opinions(stage.world, stage.first, stage.until, needs))
    work_all(stage, heads)
    hold_others(stage, others)
    match(stage)
    stage.go(1.0)
    announce(stage)
    forget_devices(stage.ports)
    switch_public(stage.ports, SUPERVISOR, on=True)
