"""The table of envelopes: how a message of each kind is found on the broker and read. One file, one row each."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass

from ingest.decoders import chirpstack, native, tts, zigbee2mqtt
from ingest.profile import PROFILES, Profile
from ingest.sample import MAX_METRICS, MAX_PAYLOAD, MAX_SAMPLES, Decoded, DecodeError, Decoder, Reason
from models.centre import Centre, Sensor, SensorRole


def _same(topic: str) -> str:
    return topic


@dataclass(frozen=True, slots=True)
class Envelope:
    """One way in which messages come."""

    decode: Decoder
    carrier: str
    """The kind of profile that says what is inside."""
    subscriptions: Callable[[Centre], tuple[str, ...]]
    """The MQTT filters of one centre."""
    device_topic: Callable[[str], str] = _same
    """A side topic (availability, last will) -> the topic that the sensor is registered under; any other unchanged."""


ENVELOPES: Mapping[str, Envelope] = {
    "native": Envelope(native.decode, "native", native.subscriptions, native.device_topic),
    "chirpstack": Envelope(chirpstack.decode, "lorawan", chirpstack.subscriptions, chirpstack.device_topic),
    "tts": Envelope(tts.decode, "lorawan", tts.subscriptions),
    "zigbee2mqtt": Envelope(
        zigbee2mqtt.decode, "zigbee2mqtt", zigbee2mqtt.subscriptions, zigbee2mqtt.device_topic
    ),
}


def _bounded(decode: Decoder) -> Decoder:
    """The limits that hold for every message, whatever its envelope."""

    def bounded(profile: Profile, topic: str, payload: bytes) -> Decoded:
        if len(payload) > MAX_PAYLOAD:
            text = f"message on {topic!r} has {len(payload)} bytes, more than {MAX_PAYLOAD}"
            raise DecodeError(Reason.TOO_LARGE, text)
        return _counted(topic, decode(profile, topic, payload))

    return bounded


def _counted(topic: str, decoded: Decoded) -> Decoded:
    metrics = len({sample.measure for sample in decoded.samples}) + len(decoded.unknown_metrics)
    for count, limit, what in (
        (metrics, MAX_METRICS, "metrics"),
        (len(decoded.samples), MAX_SAMPLES, "samples"),
    ):
        if count > limit:
            text = f"message on {topic!r} has {count} {what}, more than {limit}"
            raise DecodeError(Reason.TOO_MANY_METRICS, text)
    return decoded


DECODERS: Mapping[str, Decoder] = {key: _bounded(row.decode) for key, row in ENVELOPES.items()}
"""By Sensor.envelope."""

SUBSCRIPTIONS: Mapping[str, Callable[[Centre], tuple[str, ...]]] = {
    key: row.subscriptions for key, row in ENVELOPES.items()
}
"""MQTT filters that one centre needs, by envelope."""


def filters(centre: Centre) -> tuple[str, ...]:
    """Every MQTT filter of a centre, without doubles, in a stable order."""
    return tuple(sorted({one for subscriptions in SUBSCRIPTIONS.values() for one in subscriptions(centre)}))


def device_topic(topic: str) -> str:
    """The topic that the sensor behind a message is registered under."""
    for envelope in ENVELOPES.values():
        registered = envelope.device_topic(topic)
        if registered != topic:
            return registered
    return topic


def faults(
    centre: Centre, profiles: Mapping[str, Profile] = PROFILES, broken: Container[str] = ()
) -> list[str]:
    """What is wrong with a centre's sensors: envelope, profile or role that do not exist or do not fit.

    broken: profiles whose file cannot be used now; they are told elsewhere, and must not stop all other sensors.
    """
    sensors = (sensor for sensor in centre.sensors.values() if sensor.profile not in broken)
    return [f"centre '{centre.id}': {text}" for sensor in sensors if (text := fault(sensor, profiles))]


def fault(sensor: Sensor, profiles: Mapping[str, Profile] = PROFILES) -> str:
    """What is wrong with one sensor, "" = nothing."""
    envelope, profile = ENVELOPES.get(sensor.envelope), profiles.get(sensor.profile)
    key = f"sensor.{sensor.id}"
    if envelope is None:
        return f"{key}.envelope '{sensor.envelope}' is not one of {', '.join(ENVELOPES)}"
    if profile is None:
        return f"{key}.profile '{sensor.profile}' is not one of {', '.join(profiles)}"
    if profile.carrier != envelope.carrier:
        return f"{key}.profile '{sensor.profile}' does not come in envelope '{sensor.envelope}'"
    if not profile.fits(sensor.role):
        return f"{key}.role '{sensor.role}' does not fit profile '{sensor.profile}'"
    bits = fixed_width(sensor, profile)
    if bits not in (None, sensor.counter_bits):
        return f"{key}.counter_bits {sensor.counter_bits} is not the {bits} of its profile"
    return ""


def fixed_width(sensor: Sensor, profile: Profile) -> int | None:
    """How wide a model's running totals are; a native counter is whatever its centre file says."""
    if sensor.role is not SensorRole.FLOW or sensor.envelope == "native" or profile.counter is None:
        return None
    return profile.counter.bits
