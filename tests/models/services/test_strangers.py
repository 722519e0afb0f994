"""Letting strangers in: what was typed is checked against what exists, and whatever happens is on the trail."""

from dataclasses import replace

import pytest

from models.accepted_sensor import AcceptedSensor
from models.account import Account, Grant, Role
from models.audit import AuditEntry
from models.centre import CentreId, SensorRole
from models.desk import DeskError, Trial
from models.message import Message
from models.ports import Ports, StoreUnavailableError
from models.services.strangers import (
    Acceptance,
    RefusedError,
    UnreadError,
    accept,
    dismiss,
    proposed_name,
    remove,
    short_name,
    strangers,
)
from tests.builders import NOON, a_sensor, a_space, some_ports
from tests.fakes import MemoryAccepted, MemoryDesk
from tests.sensing import a_fault, a_trial, models, stranger

LI = Account(id=1, name="li", grants=(Grant(role=Role.MANAGER),))
ASKED = Acceptance(
    stranger="key-0", name="door-7", space="gym", role="flow", profile="milesight-vs133", interval="600"
)


def quarantined() -> tuple[Ports, MemoryDesk, MemoryAccepted, list[AuditEntry]]:
    desk, accepted, trail = (
        MemoryDesk(quarantine=[stranger(NOON, 0)], models=models(), trial=a_trial()),
        MemoryAccepted(),
        list[AuditEntry](),
    )
    return replace(some_ports(), desk=desk, accepted=accepted, audit=trail.append), desk, accepted, trail


def test_an_accepted_stranger_is_kept_on_the_trail_and_taken_up_at_once() -> None:
    ports, desk, accepted, trail = quarantined()
    sensor = accept(ports, LI, replace(ASKED, turned=True))
    assert accepted.kept[sensor.id] == AcceptedSensor(sensor=sensor, by="li", at=NOON)
    assert (sensor.topic, sensor.device, sensor.envelope) == (
        desk.quarantine[0].topic,
        desk.quarantine[0].device,
        "chirpstack",
    )
    assert sensor.reversed
    assert sensor.in_use_above is None
    assert desk.told[-1] == "reload"
    assert [(entry.actor, entry.action, entry.subject, entry.centre) for entry in trail] == [
        ("li", "sensor.accept", "door-7", "test")
    ]


def test_what_a_proposal_reads_by_names_of_its_own_goes_with_it_and_not_with_another_profile() -> None:
    ports, desk, _, _ = quarantined()
    told = replace(desk.quarantine[0].proposals[0], envelope="senml", reads={"n.in": "people_in_total"})
    desk.quarantine = [replace(desk.quarantine[0], proposals=(told,))]
    kept = accept(ports, LI, ASKED)
    assert (kept.envelope, kept.reads) == ("senml", {"n.in": "people_in_total"})
    ports, desk, _, _ = quarantined()
    desk.quarantine = [replace(desk.quarantine[0], proposals=(told,))]
    other = accept(ports, LI, replace(ASKED, profile="linli-counter"))
    assert (other.envelope, other.reads) == ("chirpstack", {})


def test_a_model_that_reads_nothing_of_what_it_said_is_asked_for_twice() -> None:
    ports, desk, accepted, trail = quarantined()
    desk.trial = Trial(faults=[a_fault("")])
    with pytest.raises(UnreadError) as told:
        accept(ports, LI, replace(ASKED, profile="linli-counter"))
    assert told.value.message == Message("refused.unread", {"name": "linli-counter"})
    assert (accepted.kept, trail) == ({}, [])
    new = desk.quarantine[0]
    assert desk.tried == [("linli-counter", new.envelope, new.topic, new.sample)]
    assert accept(ports, LI, replace(ASKED, profile="linli-counter", unread=True)).id in accepted.kept


def test_a_model_that_reads_only_events_reads_something() -> None:
    ports, desk, accepted, _ = quarantined()
    desk.trial = Trial(events=[{"kind": "fall"}])
    assert accept(ports, LI, ASKED).id in accepted.kept


def test_a_machine_has_a_power_above_which_it_is_in_use() -> None:
    ports, *_ = quarantined()
    sensor = accept(ports, LI, replace(ASKED, role="machine", power="35.5", turned=True))
    assert (sensor.role, sensor.in_use_above, sensor.reversed) == (SensorRole.MACHINE, 35.5, False)


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"stranger": "nobody"}, "stranger_gone"),
        ({"name": "Door 7"}, "bad_name"),
        ({"name": "../../etc"}, "bad_name"),
        ({"name": "x" * 33}, "bad_name"),
        ({"name": "gym-door"}, "name_taken"),
        ({"space": "cellar"}, "no_space"),
        ({"role": "spy"}, "no_role"),
        ({"profile": "unheard-of"}, "no_profile"),
        ({"profile": "own-broken"}, "faulty_profile"),
        ({"interval": "0"}, "bad_interval"),
        ({"interval": "soon"}, "bad_interval"),
        ({"interval": "172801"}, "bad_interval"),
        ({"role": "machine", "power": "nan"}, "bad_power"),
        ({"role": "machine", "power": ""}, "bad_power"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_kept(wrong: dict[str, str], key: str) -> None:
    ports, _, accepted, trail = quarantined()
    with pytest.raises(RefusedError) as told:
        accept(ports, LI, replace(ASKED, **wrong))  # type: ignore[arg-type]
    assert told.value.message.key == f"refused.{key}"
    assert (accepted.kept, trail) == ({}, [])


def test_a_device_that_is_known_by_another_name_is_refused() -> None:
    ports, _, accepted, _ = quarantined()
    accept(ports, LI, ASKED)
    with pytest.raises(RefusedError) as told:
        accept(ports, LI, replace(ASKED, name="door-8"))
    assert told.value.message == Message("refused.already_known", {"name": "door-7"})
    assert list(accepted.kept) == ["door-7"]


def test_nobody_sees_the_strangers_of_another_centre() -> None:
    ports, desk, _, _ = quarantined()
    desk.quarantine += [
        replace(stranger(NOON, 1), centre=CentreId("other")),
        replace(stranger(NOON, 2), centre=CentreId("test")),
    ]
    assert {one.key for one in strangers(ports)} == {"key-0", "key-2"}
    with pytest.raises(RefusedError):
        dismiss(ports, LI, "key-1")
    assert len(desk.quarantine) == 3


def test_strangers_whose_model_is_sure_come_first_and_those_of_no_idea_last() -> None:
    ports, desk, _, _ = quarantined()
    desk.quarantine = [stranger(NOON, n) for n in (3, 2, 1, 0, 4)]  # none, guess, likely, sure, likely
    assert [one.key for one in strangers(ports)] == ["key-0", "key-1", "key-4", "key-2", "key-3"]


def test_a_dismissed_stranger_is_gone_and_the_trail_says_who_did_it() -> None:
    ports, desk, _, trail = quarantined()
    dismiss(ports, LI, "key-0")
    assert desk.quarantine == []
    assert trail[0].action == "sensor.dismiss"


def test_an_accepted_sensor_can_be_sent_back_and_one_of_the_file_cannot() -> None:
    ports, desk, accepted, trail = quarantined()
    accepted.put(AcceptedSensor(sensor=a_sensor("extra"), by="li", at=NOON))
    remove(ports, LI, "extra")
    assert (accepted.kept, trail[0].action, desk.told[-1]) == ({}, "sensor.remove", "reload")
    with pytest.raises(RefusedError) as told:
        remove(ports, LI, "gym-door")
    assert told.value.message.key == "refused.not_accepted"


def test_an_ingestor_that_does_not_answer_refuses_in_its_own_words() -> None:
    ports, desk, _, _ = quarantined()
    desk.away = DeskError("timed out", Message("desk.away"))
    with pytest.raises(RefusedError) as told:
        strangers(ports)
    assert told.value.message.key == "desk.away"


def test_a_database_that_is_away_keeps_nothing_and_says_so() -> None:
    class Away(MemoryAccepted):
        def put(self, accepted: AcceptedSensor) -> None:
            raise StoreUnavailableError("gone")

    ports, _, _, trail = quarantined()
    with pytest.raises(RefusedError) as told:
        accept(replace(ports, accepted=Away()), LI, ASKED)
    assert told.value.message.key == "refused.not_kept"
    assert trail == []


@pytest.mark.parametrize(
    ("device", "topic", "taken", "name"),
    [
        ("Tür-Zähler 7", "x", (), "tur-zahler-7"),
        ("", "application/linli/device/24E1/event/up", (), "24e1"),
        ("", "zigbee2mqtt/kitchen plug", (), "kitchen-plug"),
        ("门口", "x", (), "sensor"),
        ("door", "x", ("door", "door-2"), "door-3"),
        ("d" * 60, "x", ("d" * 28,), "d" * 28 + "-2"),
    ],
)
def test_a_proposed_name_is_legal_and_free(
    device: str, topic: str, taken: tuple[str, ...], name: str
) -> None:
    one = replace(stranger(NOON), device=device, topic=topic)
    assert proposed_name(one, taken) == name


def test_the_short_name_of_a_topic_is_its_device() -> None:
    assert short_name("linli/test/gym/door-1/up") == "door-1"
    assert short_name("up") == "up"


def test_a_device_of_another_spaces_gateway_is_refused_where_spaces_are_shared_out() -> None:
    ports, desk, accepted, _ = quarantined()
    pool = a_space("pool")
    neighbour = replace(a_sensor("near", "pool", topic=desk.quarantine[0].topic), device="near")
    centre = replace(
        ports.centre,
        spaces={**ports.centre.spaces, pool.id: pool},
        sensors={**ports.centre.sensors, neighbour.id: neighbour},
    )
    with pytest.raises(RefusedError) as refused:
        accept(replace(ports, centre=centre, sharded=True), LI, ASKED)
    assert refused.value.message.key == "accept.torn_topic"
    assert not accepted.kept
    assert accept(replace(ports, centre=centre), LI, ASKED).id in accepted.kept
