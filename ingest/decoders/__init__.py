"""The table of envelopes: how a message of each kind is found on the broker and read. One file, one row each."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from itertools import combinations

from ingest.decoders import (
    axis,
    chirpstack,
    dejaos,
    homeassistant,
    huawei_vias,
    jetlinks,
    milesight_ip,
    native,
    platform_push,
    senml,
    shelly,
    sparkplug,
    sparkplug_session,
    tasmota,
    thingsboard,
    tts,
    uhppoted,
    vending,
    zigbee2mqtt,
)
from ingest.decoders.envelope import Envelope
from ingest.memory import Conversation
from ingest.profile import PROFILES, Profile, chosen_meaning
from ingest.sample import MAX_METRICS, MAX_PAYLOAD, MAX_SAMPLES, Decoded, DecodeError, Decoder, Reason
from ingest.topic import apart, overlaps
from models.centre import Centre, Sensor, SensorRole

MEASURED_BY_CHOICE = frozenset({"native", "keyed", "sparkplug"})
"""Carriers whose profiles stand for devices of any make: how wide a total is, only the centre file knows."""


def _always(*topics: str) -> Callable[[Centre], tuple[str, ...]]:
    """The same topics in every centre."""
    return lambda _centre: topics


ENVELOPES: Mapping[str, Envelope] = {
    "native": Envelope(
        native.decode,
        "native",
        native.subscriptions,
        native.device_topic,
        speaks_on=native.speaks_on,
        name_of=native.name_of,
        side_topics=native.side_topics,
    ),
    "chirpstack": Envelope(
        chirpstack.decode,
        "lorawan",
        chirpstack.subscriptions,
        chirpstack.device_topic,
        chirpstack.topics,
        chirpstack.speaks_on,
        chirpstack.has_shape,
        chirpstack.introduces,
    ),
    "tts": Envelope(
        tts.decode,
        "lorawan",
        tts.subscriptions,
        speaks_on=tts.speaks_on,
        has_shape=tts.has_shape,
        introduces=tts.introduces,
    ),
    "zigbee2mqtt": Envelope(
        zigbee2mqtt.decode,
        "zigbee2mqtt",
        zigbee2mqtt.subscriptions,
        zigbee2mqtt.device_topic,
        zigbee2mqtt.topics,
        speaks_on=zigbee2mqtt.speaks_on,
        name_of=zigbee2mqtt.name_of,
    ),
    "shelly": Envelope(
        shelly.decode,
        "shelly",
        shelly.subscriptions,
        shelly.device_topic,
        shelly.topics,
        shelly.speaks_on,
        shelly.has_shape,
        shelly.introduces,
    ),
    "tasmota": Envelope(
        tasmota.decode,
        "tasmota",
        tasmota.subscriptions,
        tasmota.device_topic,
        tasmota.topics,
        tasmota.speaks_on,
        introduces=tasmota.introduces,
    ),
    "senml": Envelope(senml.decode, "keyed", has_shape=senml.has_shape, introduces=senml.introduces),
    "thingsboard": Envelope(
        thingsboard.decode,
        "keyed",
        thingsboard.subscriptions,
        speaks_on=thingsboard.speaks_on,
        introduces=thingsboard.introduces,
    ),
    "jetlinks": Envelope(
        jetlinks.decode,
        "keyed",
        jetlinks.subscriptions,
        jetlinks.device_topic,
        jetlinks.topics,
        jetlinks.speaks_on,
        introduces=jetlinks.introduces,
    ),
    "homeassistant": Envelope(
        homeassistant.decode,
        "keyed",
        homeassistant.subscriptions,
        speaks_on=homeassistant.speaks_on,
        introduces=homeassistant.introduces,
    ),
    "huawei-vias": Envelope(
        huawei_vias.decode, "huawei-vias", has_shape=huawei_vias.has_shape, introduces=huawei_vias.introduces
    ),
    "axis": Envelope(axis.decode, "axis", has_shape=axis.has_shape, introduces=axis.introduces),
    "milesight-ip": Envelope(
        milesight_ip.decode,
        "milesight-ip",
        has_shape=milesight_ip.has_shape,
        introduces=milesight_ip.introduces,
    ),
    "sparkplug": Envelope(
        sparkplug.decode,
        "sparkplug",
        sparkplug.subscriptions,
        sparkplug.device_topic,
        speaks_on=sparkplug.speaks_on,
        introduces=sparkplug.introduces,
        conversation=sparkplug_session.converse,
    ),
    "uhppoted": Envelope(
        uhppoted.decode,
        "access",
        _always(uhppoted.TOPIC),
        speaks_on=uhppoted.speaks_on,
        introduces=uhppoted.introduces,
        personal=True,
    ),
    "dejaos": Envelope(
        dejaos.decode,
        "access",
        _always(dejaos.TOPIC),
        speaks_on=dejaos.speaks_on,
        introduces=dejaos.introduces,
        personal=True,
    ),
    "platform-push": Envelope(
        platform_push.decode,
        "access",
        has_shape=platform_push.has_shape,
        introduces=platform_push.introduces,
        personal=True,
    ),
    "vending": Envelope(vending.decode, "vending", has_shape=vending.has_shape),
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
    if len(decoded.samples) + len(decoded.unknown_metrics) <= min(MAX_METRICS, MAX_SAMPLES):
        return decoded
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

CONVERSATIONS: Mapping[str, Conversation] = {
    key: row.conversation for key, row in ENVELOPES.items() if row.conversation
}
"""By Sensor.envelope; an envelope that is not here has messages that stand for themselves."""

ACCESS = frozenset(key for key, row in ENVELOPES.items() if row.personal)
"""Envelopes that speak of persons."""

SUBSCRIPTIONS: Mapping[str, Callable[[Centre], tuple[str, ...]]] = {
    key: row.subscriptions for key, row in ENVELOPES.items()
}
"""MQTT filters that one centre needs, by envelope."""


def filters(centre: Centre) -> tuple[str, ...]:
    """Every MQTT filter of a centre, none inside another, in a stable order.

    All envelopes are heard, so that a stranger is noticed, and each registered sensor that no wildcard brings.
    """
    wild = [one for subscriptions in SUBSCRIPTIONS.values() for one in subscriptions(centre)]
    own = [topic for sensor in centre.sensors.values() for topic in _topics(sensor)]
    return apart([*wild, *own])


def _topics(sensor: Sensor) -> tuple[str, ...]:
    row = ENVELOPES.get(sensor.envelope)
    return row.topics(sensor.topic) if row else (sensor.topic,)


def device_topic(topic: str) -> str:
    """The topic that the sensor behind a message is registered under."""
    for envelope in ENVELOPES.values():
        registered = envelope.device_topic(topic)
        if registered != topic:
            return registered
    return topic


def side_topics(sensor: Sensor) -> tuple[str, ...]:
    """The topics beside its own on which a sensor's device speaks about itself."""
    row = ENVELOPES.get(sensor.envelope)
    return row.side_topics(sensor.topic) if row else ()


def faults(
    centre: Centre, profiles: Mapping[str, Profile] = PROFILES, broken: Container[str] = ()
) -> list[str]:
    """What is wrong with a centre's sensors: envelope, profile or role that do not exist or do not fit.

    broken: profiles whose file cannot be used now; they are told elsewhere, and must not stop all other sensors.
    """
    sensors = (sensor for sensor in centre.sensors.values() if sensor.profile not in broken)
    found = (_fault(sensor, profiles) for sensor in sensors)
    return [f"centre '{centre.id}': {text}" for text in (*found, *_doubled(filters(centre))) if text]


def _doubled(subscribed: Sequence[str]) -> Iterable[str]:
    """Two filters that bring the same message: a broker may then deliver it twice, and it would count twice."""
    wild = [one for one in subscribed if "+" in one or "#" in one]
    exact = (one for one in subscribed if one not in wild)
    pairs = [*combinations(wild, 2), *((one, other) for one in exact for other in wild)]
    return (f"filters '{a}' and '{b}' would bring one message twice" for a, b in pairs if overlaps(a, b))


def _fault(sensor: Sensor, profiles: Mapping[str, Profile]) -> str:
    envelope, profile = ENVELOPES.get(sensor.envelope), profiles.get(sensor.profile)
    key = f"sensor.{sensor.id}"
    if device_topic(sensor.topic) != sensor.topic:
        return f"{key}.topic '{sensor.topic}' belongs to '{device_topic(sensor.topic)}': name that one"
    if envelope is None:
        return f"{key}.envelope '{sensor.envelope}' is not one of {', '.join(ENVELOPES)}"
    if profile is None:
        return f"{key}.profile '{sensor.profile}' is not one of {', '.join(profiles)}"
    if profile.carrier != envelope.carrier:
        return f"{key}.profile '{sensor.profile}' does not come in envelope '{sensor.envelope}'"
    if not profile.fits(sensor.role):
        return f"{key}.role '{sensor.role}' does not fit profile '{sensor.profile}'"
    strange = next(
        (f"{path} = {chosen!r}" for path, chosen in sensor.reads.items() if not _exists(chosen)), ""
    )
    if strange:
        return f"{key}.reads.{strange} is no measure and unit that exist"
    bits = _fixed_width(sensor, profile)
    if bits not in (None, sensor.counter_bits):
        return f"{key}.counter_bits {sensor.counter_bits} is not the {bits} of its profile"
    return ""


def _exists(chosen: str) -> bool:
    try:
        return bool(chosen_meaning(chosen))
    except KeyError:
        return False


def _fixed_width(sensor: Sensor, profile: Profile) -> int | None:
    """How wide a model's running totals are; a native counter is whatever its centre file says."""
    if sensor.role is not SensorRole.FLOW or profile.carrier in MEASURED_BY_CHOICE or profile.counter is None:
        return None
    return profile.counter.bits
