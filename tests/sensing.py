"""A house whose sensors speak, limp and are silent, with strangers, dead letters and models: for tests that look."""

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from models.centre import CentreId, Sensor, SensorId, SensorRole
from models.desk import (
    DeadLetter,
    Fault,
    Fit,
    ProfileCard,
    Proposal,
    RawMessage,
    SensorCard,
    Stranger,
    Trial,
    TrialRow,
)
from models.health import Presence
from models.message import Message
from models.ports import Clock, Ports
from models.reading import Reading
from tests.fakes import MemoryAccepted, MemoryDesk
from tests.house import lively_ports, speak

HOSTILE = '<img src=x onerror=alert(1)>"\u202e\x1b[31m'
REASONS = ("unknown_device", "not_json", "short_frame", "unknown_channel", "device_mismatch", "bad_value")
PROFILE = """\
model = "Milesight VS121 occupancy sensor"
carrier = "lorawan"
interval_s = 600
counter = { bits = 16, reset = "power" }

[channel]
04C9 = [{ name = "people_count_all", type = "u8", measure = "occupancy_count" }]
"""


def card(sensor: Sensor, now: datetime, number: int) -> SensorCard:
    """Every ninth is offline, every seventh late, one was never heard."""
    silence = 5 if number % 9 == 4 else 2 if number % 7 == 3 else 0.4
    heard = None if number == 11 else now - timedelta(seconds=sensor.interval_s) * silence
    vitals: dict[str, str | float] = {}
    if sensor.envelope == "chirpstack":
        vitals = {
            "battery": float(97 - 6 * number),
            "rssi": -78.0 - 2 * number,
            "snr": 7.5,
            "firmware": "1.32",
        }
    elif sensor.envelope == "zigbee2mqtt":
        vitals = {"linkquality": float(230 - 20 * (number % 9)), "firmware": "2.0.4"}
    return SensorCard(
        centre=CentreId("shijiawan"),
        sensor=sensor.id,
        presence=Presence(
            heard_at=heard, vitals=vitals, received=900 - number, missed=number * 2 if vitals else 0
        ),
        profile=sensor.profile,
        model=sensor.profile.replace("-", " ").title(),
        interval_s=sensor.interval_s,
    )


def stranger(now: datetime, number: int = 0, *, device: str = "", topic: str = "") -> Stranger:
    proposal = Proposal(
        envelope="chirpstack",
        profile="milesight-vs133",
        role="flow",
        space="seniors",
        fit=list(Fit)[number % 3],
        why=(Message("sensors.interval"), Message("proposal.not.in.any.catalogue")),
        interval_s=600,
    )
    eui = f"24e124136c2{number:05x}"
    return Stranger(
        key=f"key-{number}",
        topic=topic or f"application/linli/device/{eui}/event/up",
        device=device or f"door-counter-{number}",
        envelope="chirpstack",
        first_at=now - timedelta(hours=3),
        last_at=now - timedelta(seconds=40 + number),
        messages=17 + number,
        sample=json.dumps({"deviceInfo": {"devEui": eui}, "data": "AXVkA8wFAAIA"}).encode(),
        proposals=(proposal,) if number % 4 != 3 else (),
        said={"battery": 100.0, "people_in_total.line1": 5.0, "people_out_total.line1": 2.0}
        if number % 4 != 3
        else {},
        centre=None,
    )


def dead(now: datetime, number: int, *, centre: str | None = "shijiawan") -> DeadLetter:
    reason = REASONS[min(5, int(math.log2(1 + number % 64)))]
    payload = b"\x01\x75\x64\x03\xcc\x05" if number % 2 else json.dumps({"v": {"in": HOSTILE}}).encode()
    return DeadLetter(
        id=number,
        shard=number % 2,
        received_at=now - timedelta(minutes=7 * number),
        topic=f"linli/shijiawan/hall/door-{number % 5}/up",
        payload=payload,
        reason=reason,
        text=f"value of 'v.in' is {HOSTILE!r}, not a number",
        centre=CentreId(centre) if centre else None,
    )


def raw(now: datetime, number: int, outcome: str = "stored") -> RawMessage:
    body = {"ts": 1_700_000_000_000 + number, "seq": number, "v": {"in": 10 + number, "note": HOSTILE}}
    return RawMessage(
        id=number,
        received_at=now - timedelta(minutes=60 - number),
        topic="linli/shijiawan/seniors/door-1/up",
        payload=json.dumps(body).encode(),
        outcome=outcome,
    )


def readings(sensor: Sensor, now: datetime) -> Iterator[Reading]:
    """A day of a door counter with three silent hours."""
    total = 4000.0
    for n in range(144):
        at = now - timedelta(minutes=10 * (144 - n))
        hour = (at.hour + 8) % 24
        total += max(0.0, 9 * math.sin((hour - 7) / 14 * math.pi)) if 7 <= hour <= 21 else 0
        if 100 <= n < 118:
            continue
        for measure, value in (("people_in_total", round(total)), ("people_out_total", round(total - 3))):
            yield Reading(sensor.id, measure, at, float(value))
        yield Reading(sensor.id, "battery", at, 80 - n / 40)


def models() -> list[ProfileCard]:
    names = ("linli-counter", "milesight-vs121", "milesight-vs133", "zigbee-plug")
    cards = [
        ProfileCard(name=name, model=name.replace("-", " ").title(), carrier="lorawan", own=False)
        for name in names
    ]
    return [
        *cards,
        ProfileCard(name="door-eye-2", model="Door Eye 2", carrier="lorawan", own=True),
        ProfileCard(name="own-broken", model=HOSTILE, carrier="lorawan", own=True, fault=a_fault()),
    ]


def a_fault(file: str = "/d/profiles/own-broken.toml") -> Fault:
    """A field of a kind that does not exist, in line 7."""
    said = {"key": "channel.04C9.people_count_all.type", "type": "u9", "known": "u8, i8, u16"}
    return Fault(text="not for people", message=Message("profile_fault.type", said), file=file, line=7)


def a_trial(*, faults: tuple[Fault, ...] = ()) -> Trial:
    rows = (
        TrialRow(measure="people_in_total.line1", value=5, unit="1", at=None),
        TrialRow(measure="temperature", value=231, unit="Cel", at=None, in_range=False),
    )
    return Trial(rows=() if faults else rows, vitals={"battery": "100"}, unknown=("spare",), faults=faults)


def sensing_ports(
    clock: Clock, *, new: int = 3, letters: int = 60, extra: int = 0
) -> tuple[Ports, MemoryDesk]:
    """The lively house with its desk. extra: more sensors, for a house that is full."""
    ports, now = lively_ports(clock, days=0), clock()
    spaces = list(ports.centre.spaces)
    more = {
        SensorId(f"extra-{n:03}"): Sensor(
            id=SensorId(f"extra-{n:03}"),
            space=spaces[n % len(spaces)],
            role=SensorRole.CLIMATE,
            topic=f"zigbee2mqtt/extra-{n}",
            envelope="zigbee2mqtt",
            profile="zigbee-climate",
            interval_s=600,
        )
        for n in range(extra)
    }
    centre = replace(ports.centre, sensors={**ports.centre.sensors, **more})
    door = centre.sensors[SensorId("seniors-door")]
    desk = MemoryDesk(
        cards=[card(sensor, now, n) for n, sensor in enumerate(centre.sensors.values())],
        quarantine=[stranger(now, n) for n in range(new)],
        letters=[dead(now, n) for n in range(letters)],
        messages={door.id: [raw(now, n, "not_json" if n == 5 else "stored") for n in range(1, 9)]},
        models=models(),
        texts={"milesight-vs121": PROFILE, "own-broken": PROFILE},
        trial=a_trial(),
    )
    speak(ports, now)
    full = replace(ports, centre=centre, desk=desk, accepted=MemoryAccepted())
    full.store.write(list(readings(door, now)))
    return full, desk
