"""The whole ingest process over a real broker: nodes that have to be asked, and persons that leave no trace."""

import contextlib
import json
import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.accounting import read_account
from ingest.dead_letters import dead_letters
from ingest.decoders.sparkplug_payload import read_payload
from ingest.mqtt import LISTENING
from ingest.spool import Spool
from models.calendar import Window
from models.centre import CentreId
from models.db import open_database
from models.event import Event, EventKind
from tests.brokers import PASSWORD, ROOT, Peer, RunningBroker, running_broker
from tests.ingest.edge_node import BORN_MS, DOUBLE, a_birth, a_metric, a_payload
from tests.waiting import until

SENSORS = """
[sensor.air]
space = "seniors"
role = "climate"
topic = "spBv1.0/house/NDATA/hall"
envelope = "sparkplug"
profile = "sparkplug"
interval_s = 300

[sensor.gate]
space = "gym"
role = "gate"
topic = "access_device/v1/event/access"
device = "gate-7"
envelope = "dejaos"
profile = "access-entrance"
interval_s = 86400

[sensor.platform]
space = "gym"
role = "gate"
topic = "linli/shijiawan/gym/platform/raw"
envelope = "platform-push"
profile = "access-controller"
interval_s = 86400
"""
NCMD = "spBv1.0/house/NCMD/hall"
GATE = "access_device/v1/event/access"
PLATFORM = "linli/shijiawan/gym/platform/raw"


@dataclass
class House:
    """A process that is started, killed and started again over one folder."""

    broker: RunningBroker
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self, **more: str) -> None:
        shipped = (ROOT / "config" / "centres" / "shijiawan.toml").read_text(encoding="utf-8")
        (self.folder / "centre.toml").write_text(shipped + SENSORS, encoding="utf-8")
        environ = {
            "PATH": os.environ["PATH"],
            "LINLI__CENTRE__FILES": str(self.folder / "centre.toml"),
            "LINLI__BROKER__URL": f"mqtt://127.0.0.1:{self.broker.endpoint.port}",
            "LINLI__BROKER__USERNAME": "linli",
            "LINLI__BROKER__PASSWORD": PASSWORD,
            "LINLI__INGEST__METRICS_PORT": "0",
        } | more
        command = [sys.executable, "-m", "ingest", "run", "--data-dir", str(self.data)]
        with (self.folder / "ingest.log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environ, stderr=log)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)
            self.process = None

    def listens(self) -> bool:
        """Whether nothing that is published passes by: said in the log, for the remembered filters are written before."""
        return LISTENING in (self.folder / "ingest.log").read_text(encoding="utf-8")

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def settled(self) -> int:
        """Messages that were worked off, whatever became of them."""
        file = self.data / "spool" / "spool.db"
        if not file.exists():
            return 0
        with contextlib.closing(Spool(file, owner=False)) as spool, spool.reading() as reader:
            account = read_account(reader)
        return account.stored + account.duplicate + sum(account.dead.values()) + sum(account.shed.values())


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with running_broker(tmp_path) as broker:
        made = House(broker, tmp_path)
        try:
            yield made
        finally:
            made.kill()


def _names(message: bytes) -> list[tuple[str, object]]:
    return [(metric.name, metric.plain) for metric in read_payload(message).metrics]


@pytest.mark.broker
def test_a_node_is_asked_for_its_names_once_and_they_are_known_after_a_kill(house: House) -> None:
    birth = a_birth(metrics=(a_metric(20.0, "temperature", 1, DOUBLE),))
    with Peer(house.broker.endpoint, "node", (NCMD,)) as node:
        node.ready()
        house.start()
        (command,) = node.take(1)
        assert _names(command.payload) == [("Node Control/Rebirth", True)]
        assert not command.retain
        node.publish("spBv1.0/house/NBIRTH/hall", birth)
        node.publish("spBv1.0/house/NDATA/hall", a_payload(a_metric(21.0, alias=1), seq=1, at_ms=BORN_MS + 1))
        assert until(lambda: house.settled() == 2)
        house.kill()
        house.start()
        node.publish("spBv1.0/house/NDATA/hall", a_payload(a_metric(22.0, alias=1), seq=2, at_ms=BORN_MS + 2))
        assert until(lambda: house.settled() == 3)
        assert node.messages.empty(), "its names were kept"
    with contextlib.closing(Spool(house.data / "spool" / "spool.db", owner=False)) as spool:
        assert list(dead_letters(spool)) == []


NAME, CARD, PHONE = "张三丰", "94D8FC5F", "13812345678"
PHOTO = b64encode(bytes(range(256)) * 8).decode()
RECORD = {
    "recordNo": "1682352280764",
    "peopleName": NAME,
    "cardNo": CARD,
    "peoplePhone": PHONE,
    "photo": PHOTO,
    "outInType": "1",
    "addTime": "2019-09-19 10:08:20",
}
PLANTED = [
    (PLATFORM, json.dumps({"method": "UploadRecord", "data": json.dumps(RECORD)}).encode()),
    (
        PLATFORM,
        json.dumps({"METHOD": "UploadRecord", "DATA": json.dumps(RECORD, ensure_ascii=False)}).encode(),
    ),
    (PLATFORM, json.dumps({"method": "UploadRecord", "data": json.dumps(RECORD)}).encode()[:-40]),
    (PLATFORM, f'{{"Card_No":"{CARD}","people-name":"{NAME}"'.encode("gb18030")),
    (
        GATE,
        json.dumps({"uuid": "gate-7", "data": [{"code": CARD, "time": 1_795_000_000, "result": 1}]}).encode(),
    ),
    (
        GATE,
        json.dumps({"uuid": "gate-9", "data": [{"code": CARD, "time": 1_795_000_000, "result": 1}]}).encode(),
    ),
    (GATE, f'{{"uuid":"gate-7","data":[{{"code":"{CARD}","name":"{NAME}"}}'.encode()),
    ("linli/shijiawan/gym/stranger/up", json.dumps({"v": {}, "\u59d3\u540d": NAME, "PHONE": PHONE}).encode()),
    ("linli/shijiawan/canteen/till-1/sale", json.dumps({"id": "1", "member_hash": CARD, "ts": 1}).encode()),
]


def _traces(folder: Path) -> list[str]:
    """Where something of a person can be found: in any file, in any of the usual encodings."""
    escaped = NAME.encode("ascii", "backslashreplace")
    secrets = [
        CARD.encode(),
        PHONE.encode(),
        PHOTO[:24].encode(),
        escaped,
        *map(NAME.encode, ("utf-8", "gb18030")),
    ]
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [f"{file.name}: {one!r}" for file in files for one in secrets if one in file.read_bytes()]


@pytest.mark.broker
def test_no_card_no_name_and_no_phone_reaches_a_file_even_when_the_process_is_killed(house: House) -> None:
    house.start()
    with Peer(house.broker.endpoint, "gates") as gates:
        gates.ready()
        assert until(house.listens)
        for topic, payload in PLANTED:
            gates.publish(topic, payload)
        assert until(lambda: house.settled() > 0)
        house.kill()
        house.start()
        for topic, payload in PLANTED:
            gates.publish(topic, payload)
        assert until(lambda: house.settled() >= 2 * len(PLANTED))
    house.kill()

    assert _traces(house.data) == []
    assert _traces(house.folder / "ingest.log") == []
    with contextlib.closing(Spool(house.data / "spool" / "spool.db")) as spool:
        reasons = {letter.reason for letter in dead_letters(spool)}
    assert {"not_json", "unknown_device", "unexpected_shape"} <= reasons
    swipes = _swipes(house.data)
    assert {swipe.sensor for swipe in swipes} == {"gate", "platform"}
    assert len({swipe.values["card"] for swipe in swipes}) == 1, "one card is one hash at every door"


def _swipes(data: Path) -> list[Event]:
    always = Window(datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
    with contextlib.closing(open_database(f"sqlite:///{data}/centre.db", password="")) as database:
        return database.events(CentreId("shijiawan")).within(always, (EventKind.SWIPE,))
