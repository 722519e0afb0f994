"""What the clerk of one ingest process answers, out of a spool without a broker."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ingest.catalogue import Catalogue
from ingest.decoders import DECODERS
from ingest.desk.clerk import Clerk
from ingest.desk.counter import RefusedError
from ingest.ingestor import Ingestor
from ingest.interpretation import Interpreter
from ingest.known import Known
from ingest.proposal import introduced
from ingest.quality import readings
from ingest.reception import Followers, Reception
from ingest.registry import Registry
from ingest.spool import Spool
from ingest.strangers import Stranger
from models.calendar import from_ns
from models.centre import CentreId, SensorId
from models.desk import DeadFilter
from models.desk import Stranger as Quarantined
from models.feed.desk_calls import (
    Again,
    Attempt,
    Draft,
    Letters,
    Named,
    Nothing,
    OfCentre,
    OfStranger,
    RawAfter,
    RawBetween,
)
from tests.builders import a_centre, a_sensor
from tests.fakes import MemoryStore
from tests.ingest.spools import an_arrival

CENTRE, DOOR = CentreId("test"), SensorId("gym-door")
TOPIC = "linli/test/gym/gym-door/up"
OWN = """
model = "Own sensor"
carrier = "native"
source = "ours"
interval_s = 60
[field.warmth]
measure = "temperature"
"""


class Office:
    def __init__(self, folder: Path) -> None:
        centres = {CENTRE: a_centre(sensors=[a_sensor("gym-door", topic=TOPIC)])}
        self.spool, self.store = Spool(folder / "spool.db"), MemoryStore()
        registry, catalogue = Registry(centres.values()), Catalogue(folder / "profiles")
        interpret = Interpreter(registry, DECODERS, readings, catalogue)
        self.rewarmed: list[CentreId] = []
        self.reception = Reception(
            self.spool,
            registry,
            Known(centres, {}, catalogue),
            lambda: interpret,
            {CENTRE: self.store},
            {},
            catalogue,
            Followers(rewarm=self.rewarmed.append),
            lambda _centres: None,
        )
        self.clerk = Clerk(self.reception, catalogue)
        self.ingestor = Ingestor(self.spool, {CENTRE: self.store}, interpret)
        self.sent = 0

    def hear(self, *payloads: bytes, topic: str = TOPIC, work: bool = True) -> None:
        arrivals = []
        for payload in payloads:
            self.sent += 1
            arrivals.append(an_arrival(self.sent, topic=topic.encode(), payload=payload))
        self.spool.append(arrivals, [0] * len(arrivals))
        while work and self.ingestor.step():
            pass


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.spool.close()


def _counted(n: int, seq: int) -> bytes:
    return json.dumps({"seq": seq, "ts": f"2001-09-09T01:46:4{n % 10}Z", "v": {"in": n}}).encode()


def test_a_card_tells_what_is_missing_and_what_is_known(office: Office) -> None:
    office.hear(_counted(1, 1), _counted(2, 4))
    (card,) = office.clerk.sensors(OfCentre(CENTRE))
    assert (card.presence.received, card.presence.missed) == (2, 2)
    assert card.presence.heard_at == from_ns(10**18 + 2000)
    assert (card.profile, card.accepted) == ("linli-counter", False)
    assert card.model


def test_raw_messages_come_with_what_became_of_them(office: Office) -> None:
    office.hear(_counted(1, 1), _counted(1, 1), b"rubbish")
    office.hear(b"{}", topic="linli/test/gym/nobody/up")
    office.hear(_counted(2, 2), work=False)
    found = office.clerk.raw(RawAfter(CENTRE, DOOR))
    assert [one.outcome for one in found] == ["spooled", "not_json", "duplicate", "stored"]
    assert [one.id for one in office.clerk.raw(RawAfter(CENTRE, DOOR, after=3))] == [5]
    assert [one.id for one in office.clerk.raw(RawAfter(CENTRE, DOOR, limit=2))] == [5, 3]


def test_what_lies_behind_a_number_is_found_by_its_time(office: Office) -> None:
    office.hear(_counted(1, 1), _counted(2, 2), _counted(3, 3))
    start = from_ns(10**18 + 2000)
    found = office.clerk.raw_between(RawBetween(CENTRE, DOOR, start, start + timedelta(microseconds=2)))
    assert [json.loads(one.payload)["seq"] for one in found] == [3, 2]
    narrow = RawBetween(CENTRE, DOOR, start, start + timedelta(seconds=1), 1)
    assert [json.loads(one.payload)["seq"] for one in office.clerk.raw_between(narrow)] == [3]


def test_strangers_are_shown_and_can_be_dismissed(office: Office) -> None:
    office.hear(_counted(1, 1), topic="linli/test/gym/new/up")
    (stranger,) = office.clerk.strangers(Nothing())
    assert stranger.proposals[0].space == "gym"
    office.clerk.dismiss(OfStranger(stranger.key))
    assert office.clerk.strangers(Nothing()) == []
    with pytest.raises(RefusedError):
        office.clerk.dismiss(OfStranger("nonsense"))


def test_letters_are_paged_replayed_and_dropped(office: Office) -> None:
    office.hear(b"a", b"b", b"c")
    assert office.clerk.dead_letters(Letters(limit=1)).total == 3
    (letter,) = office.clerk.dead_letters(Letters(limit=1)).letters
    assert (letter.centre, letter.sensor) == (CENTRE, DOOR)
    assert office.clerk.drop_dead(Letters(DeadFilter(ids=[(0, letter.id)]))) == 1
    assert office.clerk.replay_dead(Letters()) == 2


def test_a_profile_is_tried_kept_and_used(office: Office) -> None:
    tried = office.clerk.try_profile(Attempt(OWN, "native", TOPIC, b'{"v": {"warmth": 21.5}}'))
    assert [(row.measure, row.value, row.unit) for row in tried.rows] == [("temperature", 21.5, "Cel")]
    assert office.clerk.try_profile(Attempt("carrier = 1", "native", TOPIC, b"")).faults
    assert office.clerk.try_profile(Attempt("linli-counter", "native", TOPIC, b"x")).faults
    office.clerk.keep_profile(Draft("own-sensor", OWN))
    assert office.clerk.profile_text(Named("own-sensor")) == OWN
    assert "own-sensor" in {card.name for card in office.clerk.profiles(Nothing()) if card.own}


def test_a_profile_in_use_is_not_replaced_by_one_that_its_sensors_cannot_have(office: Office) -> None:
    before = office.clerk.profile_text(Named("linli-counter"))
    carrier = before.replace('carrier = "native"', 'carrier = "lorawan"')
    assert carrier != before
    for text, said in ((carrier, "does not come in envelope 'native'"), (OWN, "does not fit profile")):
        with pytest.raises(RefusedError, match=f"centre 'test': sensor.gym-door.*{said}") as caught:
            office.clerk.answers["keep_profile"](Draft("linli-counter", text))
        assert caught.value.refusal.key == "profile_fault.unfit"
        assert caught.value.refusal.values["sensor"] == "test/gym-door"
    assert office.clerk.profile_text(Named("linli-counter")) == before
    office.clerk.keep_profile(Draft("linli-counter", before + "# ours\n"))
    assert office.clerk.profile_text(Named("linli-counter")).endswith("# ours\n")


def test_a_faulty_profile_and_an_unknown_sensor_are_refusals_with_words(office: Office) -> None:
    for name, asked, key in (
        ("keep_profile", Draft("own", "nonsense"), "profile_fault.not_toml"),
        ("profile_text", Named("../../etc/passwd"), "profile_fault.no_such"),
        ("raw", RawAfter(CENTRE, SensorId("nobody")), "desk.unknown_sensor"),
        ("sensors", OfCentre(CentreId("nowhere")), "desk.unknown_sensor"),
        ("replay", Again(from_ns(0), [(CENTRE, SensorId("nobody"))]), "desk.unknown_sensor"),
    ):
        with pytest.raises(RefusedError) as caught:
            office.clerk.answers[name](asked)
        assert caught.value.refusal.key == key


def test_a_spool_that_cannot_be_read_is_busy(office: Office) -> None:
    office.hear(b"a")
    with office.spool.writing() as writer:
        writer.execute("DROP TABLE dead")
    with pytest.raises(RefusedError) as caught:
        office.clerk.answers["dead_letters"](Letters())
    assert caught.value.status == 503
    assert caught.value.refusal.key == "desk.busy"


def test_a_replay_that_was_asked_for_corrects_and_warms_the_live_states_again(office: Office) -> None:
    office.hear(_counted(7, 1))
    (key,) = office.store.kept
    office.store.kept[key] = replace(office.store.kept[key], value=1)
    assert office.clerk.replay(Again(from_ns(10**18))) == 1
    stop = threading.Event()
    worker = threading.Thread(target=office.reception.replays.run, args=(stop,))
    office.rewarmed.clear()
    original = office.reception.replays._rewarm

    def rewarm(centre: CentreId) -> None:
        original(centre)
        stop.set()

    office.reception.replays._rewarm = rewarm
    worker.start()
    worker.join(20)
    assert [reading.value for reading in office.store.kept.values()] == [7]
    assert office.rewarmed == [CENTRE]


@pytest.mark.parametrize(
    ("topic", "payload"),
    [
        ("rogue/events/rpc", b'{"method": ["NotifyStatus"], "params": {}, "src": 1}'),
        ("rogue/events/rpc", b'{"method": {}, "params": {}}'),
        ("homeassistant/sensor/rogue/config", b'{"platform": ["sensor"], "state_topic": "a/b", "name": "x"}'),
        (
            "homeassistant/device/rogue/config",
            b'{"dev": {}, "o": {}, "cmps": {"a": {"p": ["sensor"], "state_topic": "a/b"}}}',
        ),
    ],
)
def test_a_strangers_odd_shape_does_not_hide_the_others(office: Office, topic: str, payload: bytes) -> None:
    office.hear(payload, topic=topic)
    office.hear(_counted(7, 1), topic="linli/test/gym/other/up")
    topics = {one.topic for one in office.clerk.strangers(Nothing())}
    assert "linli/test/gym/other/up" in topics


def test_a_stranger_that_cannot_be_told_about_is_shown_without_proposals(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(stranger: Stranger, *others: Any) -> list[Quarantined]:
        if stranger.topic == b"rogue/up":
            raise ZeroDivisionError("a defect")
        return introduced(stranger, *others)

    monkeypatch.setattr("ingest.desk.clerk.introduced", told)
    office.hear(b"{}", topic="rogue/up")
    office.hear(_counted(7, 1), topic="linli/test/gym/other/up")
    shown = {one.topic: one for one in office.clerk.strangers(Nothing())}
    assert set(shown) == {"rogue/up", "linli/test/gym/other/up"}
    assert shown["rogue/up"].proposals == []
