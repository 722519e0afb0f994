"""What a row of the table of envelopes says: how messages of one kind are found on the broker, recognised and read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ingest.introduction import Introduction
from ingest.memory import Conversation
from ingest.sample import Decoder
from models.centre import Centre


def _same(topic: str) -> str:
    return topic


def _never(_: object) -> bool:
    return False


def _only(topic: str) -> tuple[str, ...]:
    return (topic,)


def _none(_topic: str) -> tuple[str, ...]:
    return ()


def _nowhere(_: Centre) -> tuple[str, ...]:
    return ()


def _last_level(topic: str) -> str:
    return topic.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Envelope:
    """One way in which messages come."""

    decode: Decoder
    carrier: str
    """The kind of profile that says what is inside."""
    subscriptions: Callable[[Centre], tuple[str, ...]] = _nowhere
    """The MQTT filters by which a centre hears every such device, known or not."""
    device_topic: Callable[[str], str] = _same
    """A side topic (availability, last will) -> the topic that the sensor is registered under; any other unchanged."""
    topics: Callable[[str], tuple[str, ...]] = _only
    """The topic of a registered sensor -> what to subscribe to for it, with its side topics."""
    speaks_on: Callable[[str], bool] = _never
    """Whether a topic looks like one of these."""
    has_shape: Callable[[object], bool] = _never
    """Whether the JSON of a payload looks like one of these, on whatever topic it came."""
    introduces: Callable[[str, bytes], Iterable[Introduction]] | None = None
    """Who speaks in a message (ingest.recognition); None = the one device whose topic it is."""
    name_of: Callable[[str], str] = _last_level
    """A registered topic -> what people would call the device."""
    side_topics: Callable[[str], tuple[str, ...]] = _none
    """A registered topic -> others on which the same device speaks about itself."""
    personal: bool = False
    """It speaks of persons: names and numbers in it are taken out before anything is kept."""
    conversation: Conversation | None = None
    """For messages that mean something only after others: what makes one complete before it is read."""
