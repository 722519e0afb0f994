"""Announcing to Home Assistant over a real broker: retained, said again when it begins, taken back when switched off."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import paho.mqtt.client as mqtt
import pytest

from ingest.broker import SEARCH_PATH
from ingest.home_assistant import STATUS, HomeAssistant, availability_topic
from models.feed.client import alive
from models.feed.endpoint import Endpoint
from tests.brokers import Peer, RunningBroker, running_broker
from tests.ports import free_port
from tests.waiting import until

pytestmark = [
    pytest.mark.broker,
    pytest.mark.skipif(shutil.which("mosquitto", path=SEARCH_PATH) is None, reason="needs mosquitto on PATH"),
]

GYM, HALL = "homeassistant/device/linli_c_gym/config", "homeassistant/device/linli_c_hall/config"
WANTED = {GYM: b'{"gym":1}', HALL: b'{"hall":1}'}


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBroker]:
    with running_broker(tmp_path_factory.mktemp("broker")) as running:
        yield running


def spoken(messages: list[mqtt.MQTTMessage]) -> dict[str, bytes]:
    return {one.topic: bytes(one.payload) for one in messages}


def retained(broker: RunningBroker, count: int) -> dict[str, bytes]:
    """What a newcomer is told; one message more than expected would be taken too."""
    online = availability_topic("linli")
    with Peer(broker.endpoint, "newcomer", ("homeassistant/#", online)) as peer:
        told = spoken(peer.ready().take(count))
        peer.publish("homeassistant/end", b"end")
        last = peer.take(1)
        assert [one.topic for one in last] == ["homeassistant/end"], spoken(last)
        return told


def test_spaces_are_announced_again_when_asked_and_taken_back_when_switched_off(
    broker: RunningBroker, tmp_path: Path
) -> None:
    memory, online = tmp_path / "announced.json", availability_topic("linli")
    with Peer(broker.endpoint, "house", ("homeassistant/device/#", online)) as house:
        house.ready()
        ours = HomeAssistant(broker.endpoint, WANTED, memory)
        ours.start()
        assert spoken(house.take(3)) == {**WANTED, online: b"online"}
        house.publish(STATUS, b"online")
        assert spoken(house.take(3)) == {**WANTED, online: b"online"}
        ours.stop()
        assert spoken(house.take(1)) == {online: b"offline"}
    assert retained(broker, 3) == {**WANTED, online: b"offline"}

    fewer = HomeAssistant(broker.endpoint, {GYM: WANTED[GYM]}, memory)
    fewer.start()
    assert until(lambda: memory.exists() and json.loads(memory.read_text(encoding="utf-8")) == [GYM])
    fewer.stop()
    assert retained(broker, 2) == {GYM: WANTED[GYM], online: b"offline"}

    off = HomeAssistant(broker.endpoint, {}, memory)
    off.start()
    assert until(lambda: not memory.exists())
    off.stop()
    assert retained(broker, 0) == {}


def test_the_last_will_says_that_we_are_gone(broker: RunningBroker, tmp_path: Path) -> None:
    endpoint, online = replace(broker.endpoint, client_id="gone"), availability_topic("gone")
    with Peer(endpoint, "house", (online,)) as house:
        house.ready()
        ours = HomeAssistant(endpoint, WANTED, tmp_path / "announced.json")
        ours.start()
        assert spoken(house.take(1)) == {online: b"online"}
        with Peer(
            endpoint, "gone-home-assistant"
        ) as usurper:  # the broker drops ours, as if its host had died
            usurper.ready()
            assert spoken(house.take(1)) == {online: b"offline"}
        ours.stop()


def test_without_anything_to_say_no_connection_is_opened(tmp_path: Path) -> None:
    nobody = Endpoint(host="127.0.0.1", port=free_port(), client_id="nobody")
    silent = HomeAssistant(nobody, {}, tmp_path / "announced.json")
    silent.start()
    assert not alive("nobody-home-assistant")
    silent.stop()
    assert not (tmp_path / "announced.json").exists()


@pytest.mark.parametrize("text", ["", "{", "[1, null]", '{"a": 1}'])
def test_a_torn_memory_is_no_reason_not_to_announce(broker: RunningBroker, tmp_path: Path, text: str) -> None:
    memory = tmp_path / "announced.json"
    memory.write_text(text, encoding="utf-8")
    ours = HomeAssistant(broker.endpoint, {GYM: b"{}"}, memory)
    ours.start()
    assert until(lambda: memory.read_text(encoding="utf-8") == json.dumps([GYM]))
    ours.stop()
