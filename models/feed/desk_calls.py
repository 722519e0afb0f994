"""What can be asked at an ingest process's desk: names, arguments and answers, as JSON on the wire (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from models.centre import CentreId, SensorId
from models.desk import DeadFilter, DeadPage, ProfileCard, RawMessage, SensorCard, Stranger, Trial
from models.message import Value

PATH = "/desk/"
MAX_BODY = 1024 * 1024
MAX_ANSWER = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Nothing:
    """A call without arguments."""


@dataclass(frozen=True, slots=True)
class OfCentre:
    centre: CentreId


@dataclass(frozen=True, slots=True)
class OfStranger:
    key: str


@dataclass(frozen=True, slots=True)
class Letters:
    """One page of the box."""

    wanted: DeadFilter = field(default_factory=DeadFilter)
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class RawAfter:
    centre: CentreId
    sensor: SensorId
    after: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class RawBetween:
    centre: CentreId
    sensor: SensorId
    start: datetime
    end: datetime
    limit: int = 200


@dataclass(frozen=True, slots=True)
class Again:
    """Which kept messages to read again."""

    since: datetime
    sensors: Sequence[tuple[CentreId, SensorId]] = ()


@dataclass(frozen=True, slots=True)
class Named:
    name: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """A payload to try a profile on."""

    text: str
    envelope: str
    topic: str
    payload: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """A profile to keep."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a call was not answered: a key `desk.*` with its values for people, a text for the log."""

    key: str
    text: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Call:
    """A row of CALLS. changes: asked by POST and never by GET; a body too long for an address is POSTed as well."""

    arguments: type
    answer: Any
    changes: bool = False
    long: bool = False

    @property
    def method(self) -> str:
        return "POST" if self.changes or self.long else "GET"


CALLS: Mapping[str, Call] = {
    "sensors": Call(OfCentre, list[SensorCard]),
    "strangers": Call(Nothing, list[Stranger]),
    "dismiss": Call(OfStranger, None, changes=True),
    "dead_letters": Call(Letters, DeadPage),
    "replay_dead": Call(Letters, int, changes=True),
    "drop_dead": Call(Letters, int, changes=True),
    "raw": Call(RawAfter, list[RawMessage]),
    "raw_between": Call(RawBetween, list[RawMessage]),
    "replay": Call(Again, int, changes=True),
    "profiles": Call(Nothing, list[ProfileCard]),
    "profile_text": Call(Named, str),
    "try_profile": Call(Attempt, Trial, long=True),
    "keep_profile": Call(Draft, None, changes=True),
    "reload": Call(Nothing, None, changes=True),
}
"""By name: one for each method of models.desk.Desk."""

_encoder = msgspec.json.Encoder(enc_hook=dict)
"""The hook meets read-only mappings only: the empty values of a Message are one."""


def encoded(value: object) -> bytes:
    """Arguments, an answer or a Refusal as JSON; bytes become base64."""
    return _encoder.encode(value)


def decoded(raw: bytes, kind: Any) -> Any:
    """The other way round. Raises msgspec.MsgspecError for anything that is not of that kind."""
    return msgspec.json.decode(raw, type=kind)
