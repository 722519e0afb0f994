"""From a device that nobody knows to stored readings, while the ingestor runs: over a real broker and the real desk."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest

from models.accepted_sensor import AcceptedSensor
from models.calendar import Window
from models.centre import CentreId, Sensor, SensorId, SensorRole, SpaceId
from models.db import open_database
from models.desk import DeadFilter, Fit, Stranger
from models.feed.desk import HttpDesk
from models.store import open_store
from tests.brokers import Peer, running_broker
from tests.ingest.test_runtime import Running
from tests.waiting import until

CENTRE = CentreId("shijiawan")
TOPIC = "zigbee2mqtt/shijiawan-dance-heater"
NOW = datetime.now(UTC)


@dataclass
class House(Running):
    """A running ingestor with its desk."""

    @property
    def address(self) -> str:
        ports = re.findall(r"metrics on port (\d+)", self.log())
        return f"http://127.0.0.1:{ports[-1]}"

    @property
    def desk(self) -> HttpDesk:
        return HttpDesk(self.address, (self.folder / "desk-token").read_text())

    def alarmed(self) -> bool:
        with urlopen(f"{self.address}/metrics") as answer:
            return b"\nlinli_ingest_device_mismatch 1.0\n" in answer.read()

    def power(self, sensor: SensorId) -> list[float]:
        with closing(open_store(f"sqlite:///{self.folder}/readings.db", CENTRE)) as store:
            window = Window(NOW - timedelta(days=1), NOW + timedelta(days=1))
            return [reading.value for reading in store.read([sensor], window, ["power"])]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with running_broker(tmp_path) as broker:
        made = House(broker, tmp_path)
        with made.ended():
            made.start()
            yield made


def _accepted(stranger: Stranger) -> AcceptedSensor:
    """The two clicks: the best proposal as it is."""
    best = stranger.proposals[0]
    sensor = Sensor(
        id=SensorId("dance-heater"),
        space=SpaceId(best.space),
        role=SensorRole(best.role),
        topic=stranger.topic,
        device=stranger.device,
        envelope=best.envelope,
        profile=best.profile,
        interval_s=best.interval_s,
    )
    return AcceptedSensor(sensor=sensor, by="wang", at=NOW)


def _says(power: float) -> bytes:
    state = {
        "state": "ON",
        "power": power,
        "current": 1.8,
        "voltage": 229,
        "energy": 118.4,
        "linkquality": 90,
    }
    return json.dumps(state).encode()


@pytest.mark.broker
def test_an_unknown_plug_is_proposed_accepted_and_counted_with_all_it_said_before(house: House) -> None:
    with Peer(house.broker.endpoint, "gateway") as gateway:
        gateway.ready().publish(TOPIC, _says(400))
        gateway.publish(TOPIC, _says(410))
        assert until(lambda: [one.messages for one in house.desk.strangers()] == [2])
        (stranger,) = house.desk.strangers()
        best = stranger.proposals[0]
        assert (best.envelope, best.profile, best.role, best.space) == (
            "zigbee2mqtt",
            "zigbee-plug",
            "machine",
            "dance",
        )
        assert best.fit is not Fit.GUESS
        assert stranger.said["power"] == 410
        assert {message.key for message in best.why} >= {"proposal.keys", "proposal.name_space"}
        assert house.desk.dead_letters(DeadFilter()).by_reason == {"unknown_device": 2}

        with closing(open_database(f"sqlite:///{house.folder}/centre.db")) as database:
            database.accepted(CENTRE).put(_accepted(stranger))
        house.desk.reload()
        assert until(lambda: house.power(SensorId("dance-heater")) == [400, 410])
        gateway.publish(TOPIC, _says(420))

    assert until(lambda: house.power(SensorId("dance-heater")) == [400, 410, 420])
    assert until(house.settled)
    account = house.account()
    assert (account.received, account.stored, account.dead, account.missing) == (3, 3, {}, 0)
    assert house.desk.strangers() == []
    _check_what_the_desk_tells(house)
    _check_that_it_can_be_taken_back(house)


def _check_what_the_desk_tells(house: House) -> None:
    sensor = SensorId("dance-heater")
    (card,) = [card for card in house.desk.sensors(CENTRE) if card.sensor == sensor]
    assert card.accepted
    assert card.presence.heard_at is not None
    raw = house.desk.raw(CENTRE, sensor)
    assert [(message.topic, message.outcome) for message in raw] == [(TOPIC, "stored")] * len(raw)
    assert house.desk.raw(CENTRE, sensor, after=raw[0].id) == []
    assert json.loads(raw[0].payload)["power"] == 420
    behind = house.desk.raw_between(CENTRE, sensor, raw[0].received_at, NOW + timedelta(days=1))
    assert [message.payload for message in behind] == [raw[0].payload]


def _check_that_it_can_be_taken_back(house: House) -> None:
    with closing(open_database(f"sqlite:///{house.folder}/centre.db")) as database:
        database.accepted(CENTRE).remove(SensorId("dance-heater"))
    house.desk.reload()
    with Peer(house.broker.endpoint, "gateway") as gateway:
        gateway.ready()
        assert until(lambda: gateway.publish(TOPIC, _says(430)) or house.desk.strangers())
    assert [(one.topic, json.loads(one.sample)["power"]) for one in house.desk.strangers()] == [(TOPIC, 430)]


def _impostor(device: str, claimed: str) -> tuple[str, bytes]:
    """A people counter's topic at ChirpStack, and a message that names a model and a device of its own choice."""
    body = {"devEui": claimed, "deviceProfileName": "VS121"}
    return f"application/1/device/{device}/event/up", json.dumps({"deviceInfo": body}).encode()


@pytest.mark.broker
def test_a_stranger_that_speaks_for_another_device_raises_the_alarm_and_is_proposed_to_nobody(
    house: House,
) -> None:
    honest, forged = "24e124136c190001", "24e124136c190002"
    assert not house.alarmed()
    with Peer(house.broker.endpoint, "network") as network:
        network.ready().publish(*_impostor(forged, honest))
        network.publish(*_impostor(honest, honest))
        assert until(house.desk.strangers)

    assert [(one.topic, one.proposals[0].fit) for one in house.desk.strangers()] == [
        (f"application/1/device/{honest}/event/up", Fit.SURE)
    ]
    assert house.desk.dead_letters(DeadFilter()).by_reason == {"device_mismatch": 1, "unknown_device": 1}
    assert until(house.alarmed)
