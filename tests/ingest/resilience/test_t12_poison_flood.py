"""T12, a flood of unreadable messages over MQTT, far more in a row than the window: the same process keeps the good ones."""

import random
import socket
import time
from pathlib import Path

import pytest

from ingest.dead_box import DeadBox
from ingest.spool import Spool
from models.desk import DeadFilter
from tests.brokers import PASSWORD, Peer, RunningBroker, running_broker
from tests.ingest.resilience.campaign import DEVICES, Campaign
from tests.ingest.resilience.mutants import mutant, seeds
from tests.ingest.resilience.scale import sizes
from tests.waiting import until

GOOD = 1_000
TOPICS = (
    *(f"linli/shijiawan/{device}/up" for _, device in DEVICES),
    "linli/shijiawan/nobody/knows-me/up",
    "linli/shijiawan/健身房/门-1/up",
    "zigbee2mqtt/shijiawan-treadmill-1",
    "application/linli/device/24e124136c290001/event/up",
)
POISON = (
    *(
        b"[" * 60_000,
        b'{"v":{"in":NaN}}',
        b'{"v":{"in":1e999}}',
        b'{"v":{"in":1,"in":"x"}}',
        b'{"v":{"in":"\\ud800"}}',
    ),
    *(b"\xff\xfe", b"", b"null", b'{"v":' * 9_000, b'{"ts":99999999999999999999,"v":{"in":1}}'),
)


def _flood(peer: Peer, count: int) -> None:
    """In bursts, so that the publisher's own queue stays small."""
    chance, all_seeds = random.Random(12), [seed for seed in seeds()[0] if len(seed.payload) < 60_000]
    for n in range(count):
        payload = POISON[n % len(POISON)] if n % 50 < 10 else b"!" + mutant(chance.choice(all_seeds), chance)
        peer.client.publish(TOPICS[n % len(TOPICS)], payload[:60_000], qos=1)
        if n % 2_000 == 0:
            assert until(lambda: len(peer.client._out_messages) < 1_000, 60)
    assert until(lambda: not peer.client._out_messages, 60)


def _break_the_protocol(broker: RunningBroker) -> None:
    """A topic that is not UTF-8, and a message that is too large; the broker may close the connection over either."""
    for publish in (
        b"\x30\x10\x00\x09linli/\xff\xfe\xfdpayl",
        b"\x30" + b"\xe0\xa7\x12" + b"\x00\x05linli" + b"x" * 300_000,
    ):
        with socket.create_connection(("127.0.0.1", broker.endpoint.port), timeout=5) as wire:
            body = b"\x00\x04MQTT\x04\xc2\x00\x3c" + b"".join(
                len(part).to_bytes(2, "big") + part for part in (b"raw", b"linli", PASSWORD.encode())
            )
            wire.sendall(b"\x10" + bytes([len(body)]) + body)
            assert wire.recv(4)[:1] == b"\x20"
            wire.sendall(publish)


@pytest.mark.slow
@pytest.mark.broker
@pytest.mark.parametrize("count", sizes((5_000,), (100_000,)))
def test_a_flood_of_poison_stops_nothing(tmp_path: Path, count: int, figures: list[str]) -> None:
    with running_broker(tmp_path) as broker:
        campaign = Campaign(broker, tmp_path, "plain")
        with campaign.ended():
            campaign.begin()
            assert campaign.process is not None
            with Peer(broker.endpoint, "attacker") as attacker:
                _flood(attacker.ready(), count)
            _break_the_protocol(broker)
            began = time.monotonic()
            campaign.publish(GOOD, 100_000)
            assert until(lambda: set(campaign.stored()) == campaign.sent, 60, 0.1), campaign.log()[-3000:]
            took = time.monotonic() - began
            assert campaign.process.poll() is None
            assert until(campaign.settled, 60)
            account = campaign.account()

    assert account.missing == 0
    assert account.stored == GOOD
    assert sum(account.dead.values()) >= count
    assert "decoder_fault" not in account.dead
    spool = Spool(tmp_path / "spool" / "spool.db")
    assert DeadBox(spool).page(DeadFilter()).by_reason == account.dead, (
        "every one of them can be shown and replayed"
    )
    spool.close()
    figures.append(
        f"T12: {count} poison, then {GOOD} good: same process, good ones stored after {took:.1f} s, "
        f"{sum(account.dead.values())} dead letters for {len(account.dead)} reasons, unaccounted 0"
    )
