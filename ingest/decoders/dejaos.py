"""DejaOS gates: access_device/v1/event/access, one passage or up to 500 that were kept during an outage.

Source of the fields: the access applications of DejaOS (records with id, type, code, time in seconds, result 1 = granted).
One topic carries all gates of a house; a sensor's `device` is the gate's serial number (`uuid`).
"""

from collections.abc import Iterator
from typing import Annotated

import msgspec

from ingest.decoders.identity import checked_device, checked_id
from ingest.decoders.instant import read_instant
from ingest.decoders.passage import Passage, read_passages
from ingest.decoders.strict_json import read_json
from ingest.introduction import Introduction, read_loosely
from ingest.profile import Profile
from ingest.sample import Decoded

TOPIC = "access_device/v1/event/access"

_GRANTED = 1


class _Record(msgspec.Struct):
    time: Annotated[int, msgspec.Meta(ge=0, le=2**33)]
    result: int
    type: int | str = ""
    code: str | int | None = None


class _Report(msgspec.Struct):
    uuid: str
    data: Annotated[list[_Record], msgspec.Meta(max_length=1000)]


_REPORT = msgspec.json.Decoder(_Report)


def decode(profile: Profile, _topic: str, payload: bytes) -> Decoded:
    """All passages of one report."""
    report = read_json(_REPORT, payload)
    gate = checked_id(report.uuid, "uuid")
    return read_passages(profile, [_passage(gate, record) for record in report.data])


def _passage(gate: str, record: _Record) -> Passage:
    """A record has no number of its own: gate, instant, means and card together tell it from all others."""
    return Passage(
        id=f"{gate}:{record.time}:{_word(record.type, 'type')}:{_word(record.code or '', 'code')}",
        granted=record.result == _GRANTED,
        at=read_instant(record.time * 1000, "time").at,
        card=record.code,
        device=gate,
    )


def _word(said: int | str, key: str) -> str:
    """A word that may be left out. Raises DecodeError for one that no record can hold."""
    return checked_device(str(said), key) if said != "" else ""


def speaks_on(topic: str) -> bool:
    return topic == TOPIC


def introduces(topic: str, payload: bytes) -> Iterator[Introduction]:
    """The gate of a report."""
    body = read_loosely(payload)
    if isinstance(body, dict) and isinstance(body.get("uuid"), str):
        gate = body["uuid"][:64]
        yield Introduction(topic=topic, device=gate, name=gate, model="DejaOS", keys=("pass",))
