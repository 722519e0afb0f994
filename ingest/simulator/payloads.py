"""Reports -> the bytes that the vendors' devices and gateways really send (ingest.md section 2)."""

import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from struct import pack
from typing import Any, NamedTuple

from ingest.simulator.courier import FEE_FEN, Step
from ingest.simulator.till import Sale
from models.centre import Sensor

BATTERY = 97

Values = tuple[Any, ...]


class Stamp(NamedTuple):
    """What a message says of itself. at_ms: when it was sent; device_ms: what the device's own clock said; number: its count."""

    at_ms: int
    device_ms: int
    number: int


def payload(sensor: Sensor, values: Values, stamp: Stamp) -> bytes:
    """The message of a sensor, in its envelope and its profile's layout."""
    return _ENVELOPES[sensor.envelope](sensor, values, stamp)


def availability(online: bool) -> bytes:
    """What Zigbee2MQTT says of a device on its /availability topic, retained."""
    return b'{"state":"online"}' if online else b'{"state":"offline"}'


# Frames of Milesight devices: channel, type, value; little-endian unless said otherwise.


def _vs133(values: Values) -> bytes:
    total_in, total_out, period_in, period_out = values
    return pack(
        "<BBIBBIBBHH",
        3,
        0xD2,
        total_in,
        4,
        0xD2,
        total_out,
        5,
        0xCC,
        min(period_in, 65535),
        min(period_out, 65535),
    )


def _vs121(values: Values) -> bytes:
    people, most = (min(value, 255) for value in values)
    return pack(">BBBBHBBB", 4, 0xC9, people, 1, 1 if people else 0, 6, 0xCD, most)  # region mask: big-endian


def _ws202(values: Values) -> bytes:
    (moving,) = values
    return bytes((1, 0x75, BATTERY, 3, 0, moving, 4, 0, moving))


_FRAMES: Mapping[str, Callable[[Values], bytes]] = {
    "milesight-vs133": _vs133,
    "milesight-vs121": _vs121,
    "milesight-ws202": _ws202,
}
_GATEWAY = '"rxInfo":[{"gatewayId":"24e124fffef01234","uplinkId":%d,"rssi":-67,"snr":9.5}]'
_RADIO = '"txInfo":{"frequency":486300000,"modulation":{"lora":{"bandwidth":125000,"spreadingFactor":7}}}'


def _chirpstack(sensor: Sensor, values: Values, stamp: Stamp) -> bytes:
    """ChirpStack v4 leaves out fCnt when it is 0, as every protobuf-born JSON does."""
    frame = b64encode(_FRAMES[sensor.profile](values)).decode()
    application, eui = sensor.topic.split("/")[1:4:2]
    counter = f'"fCnt":{stamp.number},' if stamp.number else ""
    return (
        f'{{"deduplicationId":"{_uuid(sensor, stamp)}","time":"{_iso(stamp.at_ms)}",'
        f'"deviceInfo":{{"tenantName":"ChirpStack","applicationId":"{application}","applicationName":"{application}",'
        f'"deviceProfileName":"{sensor.profile}","deviceName":"{sensor.id}","devEui":"{eui}","tags":{{}}}},'
        f'"devAddr":"00189440","adr":true,"dr":5,{counter}"fPort":85,"confirmed":false,"data":"{frame}",'
        f"{_GATEWAY % (stamp.number + 1)},{_RADIO}}}"
    ).encode()


def _uuid(sensor: Sensor, stamp: Stamp) -> str:
    h = blake2b(f"{sensor.topic}/{stamp.at_ms}/{stamp.number}".encode(), digest_size=16).hexdigest()
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-8{h[17:20]}-{h[20:]}"


def _iso(at_ms: int) -> str:
    seconds, milliseconds = divmod(at_ms, 1000)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{milliseconds:03d}000000+00:00"


# Zigbee2MQTT: flat JSON without an instant; contact false means open.


def _contact(values: Values) -> dict[str, object]:
    (opened,) = values
    return {"battery": BATTERY, "contact": not opened, "linkquality": 120, "voltage": 3025}


def _plug(values: Values) -> dict[str, object]:
    watts, kwh = values
    return {
        "current": round(watts / 229, 2),
        "energy": kwh,
        "linkquality": 140,
        "power": watts,
        "state": "ON",
        "voltage": 229,
    }


_EXPOSES: Mapping[str, Callable[[Values], dict[str, object]]] = {
    "zigbee-contact": _contact,
    "zigbee-plug": _plug,
}


def _zigbee2mqtt(sensor: Sensor, values: Values, _stamp: Stamp) -> bytes:
    return json.dumps(_EXPOSES[sensor.profile](values), separators=(",", ":")).encode()


# The native format: the device's own clock, in milliseconds.


def _counter(values: Values, stamp: Stamp) -> dict[str, object]:
    total_in, total_out, _, _ = values
    return {"ts": stamp.device_ms, "seq": stamp.number, "v": {"in": total_in, "out": total_out}}


def _sale(values: Values, stamp: Stamp) -> dict[str, object]:
    sale: Sale = values[0]
    return {
        "id": sale.id,
        "ts": stamp.device_ms,
        "meal": sale.meal,
        "lines": [{"sku": sku, "qty": quantity, "fen": fen} for sku, quantity, fen in sale.lines],
        "total_fen": sale.total_fen,
        "subsidy_fen": sale.subsidy_fen,
        **({"age_band": sale.band} if sale.band else {}),
    }


def _step(values: Values, stamp: Stamp) -> dict[str, object]:
    step: Step = values[0]
    return {
        "id": step.id,
        "order": step.order,
        "ts": stamp.device_ms,
        "state": step.state,
        "fee_fen": FEE_FEN,
    }


_NATIVE: Mapping[str, Callable[[Values, Stamp], dict[str, object]]] = {
    "linli-counter": _counter,
    "linli-till": _sale,
    "linli-delivery": _step,
}


def _native(sensor: Sensor, values: Values, stamp: Stamp) -> bytes:
    return json.dumps(_NATIVE[sensor.profile](values, stamp), separators=(",", ":")).encode()


_ENVELOPES: Mapping[str, Callable[[Sensor, Values, Stamp], bytes]] = {
    "chirpstack": _chirpstack,
    "zigbee2mqtt": _zigbee2mqtt,
    "native": _native,
}
