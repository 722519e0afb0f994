"""T7, the disk is full while the store is away: nothing more is acknowledged, it says so, and nothing is lost afterwards."""

import contextlib
import json
import os
import re
import sqlite3
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.brokers import Peer, running_broker
from tests.ingest.resilience.campaign import STARTED_S, Campaign
from tests.ingest.resilience.line_server import LineServer, line_server
from tests.ingest.small_disk import filled, small_disk
from tests.ports import free_port
from tests.waiting import until

PAD = "x" * 8_000
TOPIC = "linli/shijiawan/seniors/door-1/up"
TOLD_WITHIN_S = 20.0
"""Five seconds on a machine of its own; this one may be busy."""


def _reasons(campaign: Campaign) -> list[str]:
    """Why /healthz says 503; [] when it says 200 or nobody answers."""
    port = re.findall(r"metrics on port (\d+)", campaign.log())[-1]
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
            return []
    except urllib.error.HTTPError as error:
        with error:
            return list(json.loads(error.read())["reasons"])
    except OSError:
        return []


def _publish(peer: Peer, numbers: range) -> None:
    start_ms = int(time.time() * 1000) - 3_600_000
    for n in numbers:
        payload = {"ts": start_ms + n, "seq": n, "v": {"in": n}, "pad": PAD}
        peer.client.publish(TOPIC, json.dumps(payload).encode(), qos=1)


@pytest.mark.slow
@pytest.mark.broker
def test_a_full_disk_holds_the_broker_back_and_loses_nothing(tmp_path: Path, figures: list[str]) -> None:
    megabytes, messages = 32, 6_000
    broker_folder = tmp_path / "broker"
    broker_folder.mkdir()
    with running_broker(broker_folder) as broker, small_disk(tmp_path / "disk", megabytes) as disk:
        port = free_port()
        environ = {
            "LINLI__STORE__URL": f"influx://127.0.0.1:{port}/linli/readings",
            "LINLI__INGEST__DISK_FLOOR_MB": "20",
        }
        campaign = Campaign(broker, disk, "plain", environ)
        with campaign.ended(), Peer(broker.endpoint, "publisher", persistent=True) as peer:
            campaign.begin()
            peer.ready()
            _publish(peer, range(messages))
            assert until(lambda: "no room" in campaign.log() or "not acknowledged" in campaign.log(), 60)
            ballast = filled(disk)
            began = time.monotonic()
            assert until(lambda: "no_room" in _reasons(campaign), TOLD_WITHIN_S), _reasons(campaign)
            told_s = time.monotonic() - began
            held = campaign.received()
            threading.Event().wait(3.0)
            assert campaign.received() == held < messages
            campaign.kill()  # what was acknowledged without being durable would be gone now
            campaign.start()
            assert until(lambda: "no_room" in _reasons(campaign), STARTED_S), campaign.log()
            assert campaign.received() == held
            ballast.unlink()
            with line_server(LineServer(port)) as lines:
                assert until(lambda: len(lines.values()) == messages, 90, 0.2), campaign.log()
                assert until(lambda: campaign.waiting() == 0)
        account = campaign.account()
        with contextlib.closing(sqlite3.connect(disk / "spool" / "spool.db")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)

    assert sorted(lines.values()) == list(range(messages))
    assert account.missing == 0
    assert account.shed == {}
    figures.append(
        f"T7: disk of {megabytes} MB full at {held} of {messages} messages, told after {told_s:.1f} s, "
        f"started again on it, nothing acknowledged meanwhile, lost 0, integrity ok ({os.uname().sysname} tmpfs)"
    )
