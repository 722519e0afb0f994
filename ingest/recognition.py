"""What a message of an unknown device seems to be: by which envelopes it may be read, and which devices speak in it."""

from dataclasses import replace

from ingest.decoders import ENVELOPES
from ingest.introduction import Introduction, paths, read_loosely


def recognise(topic: str, payload: bytes) -> tuple[str, ...]:
    """Keys of ENVELOPES that may read the message, best first: topic and shape, topic alone, shape alone."""
    body = read_loosely(payload)
    told = {
        key: 2 * row.speaks_on(topic) + (body is not None and row.has_shape(body))
        for key, row in ENVELOPES.items()
    }
    return tuple(sorted((key for key in told if told[key]), key=lambda key: -told[key]))


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
