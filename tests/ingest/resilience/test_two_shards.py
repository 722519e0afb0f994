"""Two ingest processes over one broker: every device has one keeper, in its order, and a kill of either loses nothing."""

import contextlib
import json
import random
import sqlite3
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from ingest.claim import SETTLED
from ingest.sequence import runs
from tests.brokers import running_broker
from tests.ingest.resilience.campaign import SENSORS, STARTED_S, Campaign
from tests.ingest.resilience.scale import sizes
from tests.waiting import until

RATE = 500.0
KEPT_BY = {"seniors-door": 0, "daycare-door": 1, "hall-door-yard": 1}
"""The hash of spaces over two shards, which no restart, machine or version may change."""


class Shard(Campaign):
    """One of two processes on the same data folder."""

    def __init__(self, first: Campaign, number: int) -> None:
        super().__init__(first.broker, first.folder, environ={"LINLI__INGEST__SHARDS": "2"})
        self.number = number
        self.spool = first.folder / ("spool-1" if number else "spool")

    def command(self) -> Sequence[str]:
        return [sys.executable, "-m", "ingest", "run", "--shard", str(self.number)]

    def _spool(self) -> sqlite3.Connection:
        return sqlite3.connect(self.spool / "spool.db", timeout=10)

    @property
    def _log_file(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}-{self.number}.log")

    def divided(self) -> bool:
        """Whether it passes over what is the other's: before that both keep everything, so that nothing falls between."""
        return (self.spool / SETTLED).exists()

    def numbers(self, device: str) -> list[int]:
        """Of a device's messages, as they lie in this shard's spool; what came twice counts where it came first."""
        with contextlib.closing(self._spool()) as connection:
            topic = f"linli/shijiawan/{device}/up".encode()
            query = "SELECT payload FROM message WHERE topic = ? ORDER BY id"
            rows = connection.execute(query, (topic,)).fetchall()
        return list(dict.fromkeys(json.loads(payload)["v"]["in"] for (payload,) in rows))


@contextlib.contextmanager
def two_shards(campaign: Campaign) -> Iterator[list[Shard]]:
    with contextlib.ExitStack() as stack:
        shards = [Shard(campaign, number) for number in (0, 1)]
        for shard in shards:
            stack.enter_context(shard.ended())
            shard.start()
        assert until(lambda: all(shard.divided() for shard in shards), STARTED_S), shards[1].log()
        yield shards


@pytest.mark.slow
@pytest.mark.broker
@pytest.mark.parametrize(("kills", "messages"), sizes((2, 1_500), (12, 1_500)))
def test_each_device_has_one_keeper_through_kills_of_either(
    tmp_path: Path, kills: int, messages: int, figures: list[str]
) -> None:
    chance = random.Random(5)
    with running_broker(tmp_path) as broker:
        campaign = Campaign(broker, tmp_path)
        with two_shards(campaign) as shards:
            publisher = threading.Thread(target=campaign.publish, args=(messages, RATE), daemon=True)
            publisher.start()
            for n in range(kills):
                threading.Event().wait(chance.uniform(0.4, 1.2))
                shards[n % 2].kill()
                shards[n % 2].start()
            publisher.join(90)
            assert until(lambda: set(campaign.stored()) == campaign.sent, 90, 0.5), shards[1].log()[-2000:]
            assert until(lambda: all(shard.settled() for shard in shards))
            accounts = [shard.account() for shard in shards]

        assert len(campaign.stored()) == len(campaign.sent) == messages
        assert sum(account.stored for account in accounts) == messages
        assert [account.missing for account in accounts] == [0, 0]
        for sensor, device in SENSORS.items():
            kept = [shard.numbers(device) for shard in shards]
            assert kept[KEPT_BY[sensor]] == sorted(n for key, n in campaign.sent if key == sensor)
            assert kept[1 - KEPT_BY[sensor]] == []
        assert _missed(shards) == 0
    figures.append(
        f"two shards: {messages} messages, {kills} x kill -9: lost 0, doubled 0, kept "
        f"{accounts[0].stored} and {accounts[1].stored}, each device by one process and in its order"
    )


def _missed(shards: Sequence[Shard]) -> int:
    """What the running numbers of the devices say that never came."""
    found = 0
    for shard in shards:
        with contextlib.closing(shard._spool()) as connection:
            found += sum(run.missed for run in runs(connection).values())
    return found
