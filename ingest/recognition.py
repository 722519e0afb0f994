"""What a message of an unknown device seems to be: by which envelopes it may be read, and which devices speak in it."""

from dataclasses import replace

from ingest.decoders import DECODERS, ENVELOPES
from ingest.introduction import Introduction, paths, read_loosely
from ingest.profile import Profile
from ingest.sample import MAX_PAYLOAD, DecodeError, Reason

_NO_MODEL = Profile(name="", model="", carrier="", source="", interval_s=0)
"""Who speaks is told by the envelope alone; it is checked before anything is read by a model."""


def recognise(topic: str, payload: bytes) -> tuple[str, ...]:
    """Keys of ENVELOPES that may read the message, best first: topic and shape, topic alone, shape alone."""
    body = read_loosely(payload)
    told = {
        key: 2 * row.speaks_on(topic) + (body is not None and row.has_shape(body))
        for key, row in ENVELOPES.items()
    }
    return tuple(sorted((key for key in told if told[key]), key=lambda key: -told[key]))


def check_speaker(topic: str, payload: bytes) -> None:
    """Refuse a stranger's message that speaks for another device than its topic's, by the decoders' own rule.

    Raises DecodeError (DEVICE_MISMATCH) and no other: whatever else is wrong with it, it is a stranger's first of all.
    """
    if len(payload) > MAX_PAYLOAD:
        return
    for envelope in recognise(topic, payload):
        try:
            DECODERS[envelope](_NO_MODEL, topic, payload)
        except DecodeError as error:
            if error.reason is Reason.DEVICE_MISMATCH:
                raise


def introduce(envelope: str, topic: str, payload: bytes) -> tuple[Introduction, ...]:
    """Who speaks in a message of that envelope; nobody where it does not say. Raises KeyError for an unknown envelope.

    topic must not be empty. Nothing of the message is believed: a person decides what becomes a sensor.
    """
    row = ENVELOPES[envelope]
    if row.introduces is not None:
        return tuple(_at_home(one) for one in row.introduces(topic, payload))
    registered = row.device_topic(topic)
    return (Introduction(topic=registered, name=row.name_of(registered), keys=paths(read_loosely(payload))),)


def _at_home(told: Introduction) -> Introduction:
    """A Zigbee or Tasmota device that was announced to Home Assistant is read by its own envelope, which knows it better."""
    for key, row in ENVELOPES.items():
        if told.envelope and key != told.envelope and row.speaks_on(told.topic):
            return replace(told, envelope=key, topic=row.device_topic(told.topic), reads={})
    return told
