"""What the simulator sends is what the decoders read: every value comes back, at the instant that was meant."""

import json
from base64 import b64decode

import pytest

from ingest.decoders import DECODERS
from ingest.profile import profile_of
from ingest.simulator.payloads import Stamp, availability, payload
from ingest.simulator.till import Sale
from ingest.simulator.world import instant
from models.centre import Sensor, SensorRole
from tests.builders import a_sensor
from tests.ingest.simulator.worlds import chirp, zigbee

AT = 1_795_041_803_687
STAMP = Stamp(AT, AT, 5)
SALE = Sale(
    id="20261119-00006",
    at=AT,
    meal="lunch",
    lines=(("set-meal-b", 1, 1200), ("soup", 1, 200)),
    subsidy_fen=140,
)

CASES: list[tuple[Sensor, tuple[object, ...], dict[str, float]]] = [
    (
        chirp("door", "gym", SensorRole.FLOW, "vs133", 1),
        (70_001, 69_998, 12, 300),
        {
            "people_in_total.line1": 70_001,
            "people_out_total.line1": 69_998,
            "people_in_period.line1": 12,
            "people_out_period.line1": 300,
        },
    ),
    (chirp("view", "gym", SensorRole.COUNT, "vs121", 2), (17, 21), {"occupancy_count": 17}),
    (chirp("pir", "gym", SensorRole.PRESENCE, "ws202", 3), (1,), {"presence": 1, "battery": 97}),
    (chirp("pir", "gym", SensorRole.PRESENCE, "ws202", 3), (0,), {"presence": 0, "battery": 97}),
    (zigbee("contact", "gym", SensorRole.DOOR, "contact"), (1,), {"contact_open": 1}),
    (
        zigbee("plug", "gym", SensorRole.MACHINE, "plug"),
        (412.5, 118.42),
        {"power": 412.5, "energy_total": 118_420, "switch_on": 1},
    ),
    (a_sensor("count", space="hall"), (65_530, 3, 0, 0), {"people_in_total": 65_530, "people_out_total": 3}),
]


@pytest.mark.parametrize(
    ("sensor", "values", "expected"), CASES, ids=lambda case: getattr(case, "profile", None)
)
def test_a_payload_round_trips_through_the_decoder(
    sensor: Sensor, values: tuple[object, ...], expected: dict[str, float]
) -> None:
    decoded = DECODERS[sensor.envelope](profile_of(sensor), sensor.topic, payload(sensor, values, STAMP))
    found = {sample.measure: sample.value for sample in decoded.samples}
    assert expected.items() <= found.items()
    assert decoded.unknown_metrics == ()
    if sensor.envelope != "zigbee2mqtt":
        assert {sample.at for sample in decoded.samples} == {instant(AT)}
        assert decoded.source_id


def test_a_sale_round_trips_with_its_subsidy_in_whole_fen() -> None:
    till = a_sensor(
        "till", role=SensorRole.TILL, topic="linli/test/canteen/till-1/sale", profile="linli-till"
    )
    decoded = DECODERS["native"](profile_of(till), till.topic, payload(till, (SALE,), STAMP))
    assert {s.measure: s.value for s in decoded.samples} == {
        "covers": 1,
        "sale_fen": 1400,
        "subsidy_fen": 140,
    }
    assert decoded.source_id.endswith(f":{SALE.id}")


def test_chirpstack_leaves_out_a_frame_counter_of_zero() -> None:
    door = chirp("door", "gym", SensorRole.FLOW, "vs133", 1)
    assert "fCnt" not in json.loads(payload(door, (0, 0, 0, 0), Stamp(AT, AT, 0)))
    assert json.loads(payload(door, (0, 0, 0, 0), Stamp(AT, AT, 9)))["fCnt"] == 9


def test_a_frame_has_no_room_for_more_people_than_a_byte() -> None:
    view = chirp("view", "market", SensorRole.COUNT, "vs121", 2)
    decoded = DECODERS["chirpstack"](profile_of(view), view.topic, payload(view, (900, 900), STAMP))
    assert {s.value for s in decoded.samples if s.measure == "occupancy_count"} == {255}


def test_frames_are_laid_out_as_the_vendor_publishes_them() -> None:
    view = chirp("view", "gym", SensorRole.COUNT, "vs121", 2)
    pir = chirp("pir", "gym", SensorRole.PRESENCE, "ws202", 3)
    frames = [
        b64decode(json.loads(payload(s, v, STAMP))["data"]).hex() for s, v in ((view, (3, 5)), (pir, (1,)))
    ]
    assert frames == ["04c903010001" + "06cd05", "017561" + "030001" + "040001"]


@pytest.mark.parametrize("online", [True, False])
def test_availability_is_read_as_it_was_meant(online: bool) -> None:
    plug = zigbee("plug", "gym", SensorRole.MACHINE, "plug")
    decoded = DECODERS["zigbee2mqtt"](profile_of(plug), f"{plug.topic}/availability", availability(online))
    assert decoded.online is online


def test_a_clock_that_was_never_set_is_noticed() -> None:
    counter = a_sensor("count", space="hall")
    decoded = DECODERS["native"](
        profile_of(counter), counter.topic, payload(counter, (1, 1, 0, 0), Stamp(AT, 40_000, 1))
    )
    assert decoded.clock_unset
    assert {sample.at for sample in decoded.samples} == {None}
