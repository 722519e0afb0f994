"""kill -9 under load: what was lost, what was counted twice, and whether the account was exact all along."""

import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ingest.bench.load import SENSORS
from ingest.bench.stage import Stage, require, wait_until
from models.calendar import Window
from models.centre import SensorId
from models.store import open_store

SHORTEST_S, LONGEST_S = 0.2, 1.5
START_S = 1.5
"""What a start costs, for working out how many messages the whole attack needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """What came of it. missing: the largest number of messages that the account ever failed to own up to."""

    sent: int
    lost: int
    doubled: int
    duplicates: int
    missing: int
    looks: int


def attack(stage: Stage, kills: int, rate: float, seed: int = 7) -> Attack:
    """Kill at random moments while the publisher goes on."""
    chance = random.Random(seed)  # noqa: S311 -- moments, not secrets
    pauses = [chance.uniform(SHORTEST_S, LONGEST_S) for _ in range(kills)]
    sent = int(rate * (sum(pauses) + START_S * kills))
    child = stage.spawn("ingest", "run")
    require(wait_until(stage.subscribed), "the ingestor's connection")
    load = stage.spawn("ingest.bench.load", str(sent), str(rate))
    missing, looks = 0, 0
    for pause in pauses:
        require(_receives_more(stage), "receiving after a start")
        time.sleep(pause)
        child.kill()
        child.wait()
        missing, looks = max(missing, abs(stage.account().missing)), looks + 1
        child = stage.spawn("ingest", "run")
    require(load.wait() == 0, "publishing")
    wait_until(lambda: _settled(stage, sent))
    stored = _stored(stage)
    account = stage.account()
    return Attack(
        sent=sent,
        lost=sent - len(set(stored)),
        doubled=len(stored) - len(set(stored)) + max(account.stored - sent, 0),
        duplicates=account.duplicate,
        missing=max(missing, abs(account.missing)),
        looks=looks + 1,
    )


def _receives_more(stage: Stage) -> bool:
    before = stage.account().received
    return wait_until(lambda: stage.account().received > before)


def _settled(stage: Stage, sent: int) -> bool:
    account = stage.account()
    return account.spooled == 0 and account.stored >= sent


def _stored(stage: Stage) -> list[int]:
    """The number of every message that the store can tell."""
    store = open_store(f"sqlite:///{stage.folder}/readings.db", "shijiawan")
    now = datetime.now(UTC)
    window = Window(now - timedelta(days=1), now + timedelta(days=1))
    try:
        return [int(reading.value) for reading in store.read([SensorId(s) for s in SENSORS], window)]
    finally:
        store.close()
