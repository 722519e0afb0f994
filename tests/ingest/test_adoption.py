"""Accepted sensors are taken up while the ingestor runs, with everything that they said before."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import pytest

from ingest.adoption import AFTERMATH, Adoption
from ingest.dead_box import DeadBox
from ingest.ingestor import Ingestor
from ingest.interpretation import Interpreter
from ingest.known import Known
from ingest.profile import Profile
from ingest.registry import Registry
from ingest.sample import Decoded
from ingest.spool import Spool
from ingest.strangers import quarantined
from models.accepted_sensor import AcceptedSensor
from models.centre import CentreId, Sensor, SensorId, SensorRole
from models.ports import StoreUnavailableError
from models.reading import Reading
from tests.builders import NOON, a_centre, a_sensor
from tests.ingest.readers import MemoryStore, plain
from tests.ingest.spools import an_arrival, check_account

CENTRE = CentreId("test")
TOPIC = "zigbee2mqtt/plug"
PLUG = a_sensor("plug", topic=TOPIC, envelope="zigbee2mqtt", profile="zigbee-plug", role=SensorRole.MACHINE)


@dataclass
class MemoryAccepted:
    kept: dict[SensorId, AcceptedSensor] = field(default_factory=dict)
    away: bool = False

    def put(self, accepted: AcceptedSensor) -> None:
        self.kept[accepted.sensor.id] = accepted

    def all(self) -> Sequence[AcceptedSensor]:
        if self.away:
            raise StoreUnavailableError("the records are away")
        return list(self.kept.values())

    def remove(self, sensor: SensorId) -> None:
        self.kept.pop(sensor, None)

    def accept(self, sensor: Sensor) -> None:
        self.put(AcceptedSensor(sensor=sensor, by="wang", at=NOON))


def judged(sensor: Sensor, _profile: Profile, decoded: Decoded, received_at: datetime) -> list[Reading]:
    return [Reading(sensor.id, s.measure, s.at or received_at, s.value) for s in decoded.samples]


class House:
    def __init__(self, folder: Path) -> None:
        self.spool = Spool(folder / "spool.db")
        self.accepted = MemoryAccepted()
        self.store = MemoryStore()
        centres = {CENTRE: a_centre(key=CENTRE)}
        self.registry = Registry(centres.values())
        self.known = Known(centres, {CENTRE: self.accepted})
        self.reread: list[SensorId] = []
        self.now_ns = 10**18
        self.adoption = Adoption(
            self.known,
            lambda now: self.registry.adopt(now.values()),
            DeadBox(self.spool),
            lambda _since, _centre, sensor: self.reread.append(sensor),
            lambda: self.now_ns,
        )
        interpret = Interpreter(self.registry, dict.fromkeys(("native", "zigbee2mqtt"), plain), judged)
        self.ingestor = Ingestor(self.spool, {CENTRE: self.store}, interpret)

    def hear(self, *numbers: int, topic: str = TOPIC) -> None:
        arrivals = [an_arrival(n, topic=topic.encode(), payload=b'{"n": %d}' % n) for n in numbers]
        self.spool.append(arrivals, [0] * len(arrivals))
        self.work()

    def work(self) -> None:
        while self.ingestor.step():
            pass

    def strangers(self) -> list[bytes]:
        with self.spool.reading() as reader:
            return [one.topic for one in quarantined(reader)]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_what_a_stranger_said_is_stored_once_it_is_accepted(house: House) -> None:
    house.hear(1, 2)
    house.hear(9, topic="zigbee2mqtt/another")
    assert sorted(house.strangers()) == [b"zigbee2mqtt/another", TOPIC.encode()]
    assert check_account(house.spool).dead == {"unknown_device": 3}

    house.accepted.accept(PLUG)
    house.adoption.look()
    house.hear(3)

    assert sorted(house.store.values) == [1, 2, 3]
    assert house.strangers() == [b"zigbee2mqtt/another"]
    account = check_account(house.spool)
    assert (account.received, account.stored, account.dead) == (4, 3, {"unknown_device": 1})


def test_a_message_that_was_being_read_at_that_moment_is_not_forgotten(house: House) -> None:
    house.accepted.accept(PLUG)
    house.adoption.look()
    house.registry.adopt([a_centre(key=CENTRE)])  # the reader has not heard of it yet
    house.hear(1)
    house.registry.adopt(house.known.centres.values())
    house.adoption.look()
    house.work()
    assert house.store.values == [1]


def test_in_the_end_the_letters_of_others_are_left_alone(house: House) -> None:
    house.accepted.accept(PLUG)
    for _ in range(AFTERMATH + 1):
        house.adoption.look()
    house.registry.adopt([a_centre(key=CENTRE)])
    house.hear(1)
    house.adoption.look()
    assert check_account(house.spool).dead == {"unknown_device": 1}


def test_who_is_taken_back_is_a_stranger_again(house: House) -> None:
    house.accepted.accept(PLUG)
    house.adoption.look()
    house.hear(1)
    house.accepted.remove(PLUG.id)
    house.adoption.look()
    house.hear(2)
    assert house.store.values == [1]
    assert house.strangers() == [TOPIC.encode()]


def test_while_the_records_are_away_everything_stays_as_it_is(house: House) -> None:
    house.accepted.accept(PLUG)
    house.adoption.attempt()
    house.accepted.away = True
    house.adoption.attempt()
    house.hear(1)
    assert house.store.values == [1]


def test_a_sensor_that_nobody_can_read_harms_no_other(house: House) -> None:
    house.accepted.accept(replace(PLUG, profile="of-tomorrow"))
    house.accepted.accept(replace(PLUG, id=SensorId("other"), topic="zigbee2mqtt/other"))
    house.adoption.look()
    assert set(house.known.centres[CENTRE].sensors) == {"gym-door", "other"}


def test_the_kept_messages_of_a_gateway_are_read_again_for_its_new_device(house: House) -> None:
    gateway = replace(PLUG, id=SensorId("gateway"))
    child = replace(PLUG, id=SensorId("child"), device="plain")
    house.hear(1)
    with house.spool.writing() as writer:
        writer.execute("UPDATE stranger SET device = 'plain'")
    house.accepted.accept(gateway)
    house.accepted.accept(child)
    house.adoption.look()
    assert house.reread == ["child"]


def test_letters_of_a_gateways_other_devices_do_not_go_round_and_round(house: House) -> None:
    """They are known by nobody still: tried once more with their neighbour's, then left in peace."""
    house.hear(1, 2)
    house.now_ns += 3_600 * 10**9
    house.accepted.accept(replace(PLUG, device="child"))
    tried = []
    for _ in range(AFTERMATH):
        house.adoption.look()
        tried.append(check_account(house.spool).spooled)
        house.work()
    assert tried == [2] + [0] * (AFTERMATH - 1)
    assert check_account(house.spool).dead == {"unknown_device": 2}


def test_that_nobody_is_accepted_is_told_once_after_a_start(tmp_path: Path) -> None:
    """Another process may still believe what this one said before its end."""
    house = House(tmp_path)
    told: list[object] = []
    adoption = Adoption(house.known, told.append, DeadBox(house.spool), lambda *_: None)
    house.accepted.away = True
    adoption.attempt()
    assert told == []
    house.accepted.away = False
    adoption.attempt()
    adoption.attempt()
    assert told == [house.known.centres]


def test_a_gateways_kept_messages_are_read_again_though_the_spool_was_busy_at_first(house: House) -> None:
    house.hear(1)
    with house.spool.writing() as writer:
        writer.execute("UPDATE stranger SET device = 'plain'")
        writer.execute("ALTER TABLE stranger RENAME TO away")
    house.accepted.accept(replace(PLUG, device="plain"))
    house.adoption.attempt()
    assert house.reread == []
    with house.spool.writing() as writer:
        writer.execute("ALTER TABLE away RENAME TO stranger")
    for _ in range(2):
        house.adoption.attempt()
    assert house.reread == ["plug"]
