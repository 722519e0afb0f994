"""Shelly Gen2 and later: <prefix>/events/rpc, <prefix>/status/<component> and <prefix>/online; the prefix may hold "/".

A message tells only what changed: what is absent stays as it was, and null means that there is no such number any more.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec

from ingest.decoders.fields import channel_of, read_fields
from ingest.decoders.identity import checked_id, same_device
from ingest.decoders.instant import NO_INSTANT, Instant, from_seconds
from ingest.decoders.strict_json import read_json
from ingest.decoders.vital import read_vitals
from ingest.introduction import Introduction, paths, read_loosely
from ingest.profile import Profile
from ingest.sample import Decoded, DecodeError, Reason, Sample
from models.centre import Centre

_RPC, _ONLINE, _STATUS = "/events/rpc", "/online", "/status/"
_COMPONENT = re.compile(r"([a-z][a-z0-9_]*):(\d{1,5})")
_DEVICE_ID = re.compile(r"shelly[a-z0-9]+-[0-9a-f]{6,12}")
_ONLINE_WORDS = {b"true": True, b"false": False, b"": None}
_SILENT = frozenset({"NotifyEvent"})
"""A button was pressed, an update begun: nothing that is measured."""
_STATES = frozenset({"NotifyStatus", "NotifyFullStatus"})
_VITALS = {
    "wifi.rssi": "rssi",
    "sys.uptime": "uptime_s",
    "devicepower:0.battery.percent": "battery",
}


class _Notification(msgspec.Struct):
    method: str
    params: dict[str, Any] = {}
    src: str = ""


_NOTIFICATION = msgspec.json.Decoder(_Notification)
_OBJECT = msgspec.json.Decoder(dict[str, Any] | None)


def decode(profile: Profile, topic: str, payload: bytes) -> Decoded:
    """Samples of one notification or status. One about the cloud or a button says nothing to keep and is no fault."""
    prefix, kind = _address(topic)
    if kind == _ONLINE:
        return Decoded(online=_online(payload))
    if kind == _RPC:
        return _notified(profile, prefix, read_json(_NOTIFICATION, payload))
    body = read_json(_OBJECT, payload)
    return _state(profile, {kind.removeprefix(_STATUS): body}, NO_INSTANT)


def _address(topic: str) -> tuple[str, str]:
    """The prefix and the rest, which begins with "/"."""
    for kind in (_RPC, _ONLINE):
        if topic.endswith(kind) and topic != kind:
            return _checked(topic.removesuffix(kind)), kind
    prefix, found, component = topic.rpartition(_STATUS)
    if not found or not prefix or not component or "/" in component:
        raise DecodeError(Reason.BAD_TOPIC, f"topic {topic[:128]!r} is not that of a Shelly device")
    return _checked(prefix), _STATUS + component


def _checked(prefix: str) -> str:
    for part in prefix.split("/"):
        checked_id(part, "topic prefix")
    return prefix


def _online(payload: bytes) -> bool | None:
    try:
        return _ONLINE_WORDS[payload.strip()]
    except KeyError:
        raise DecodeError(
            Reason.UNEXPECTED_SHAPE, f"online = {payload[:64]!r} is not true or false"
        ) from None


def _notified(profile: Profile, prefix: str, told: _Notification) -> Decoded:
    named = prefix.rpartition("/")[2]
    if told.src and _DEVICE_ID.fullmatch(named):  # a prefix that somebody chose says nothing about the device
        same_device(told.src, named, "src")
    if told.method in _SILENT:
        return Decoded()
    if told.method not in _STATES:
        raise DecodeError(Reason.UNEXPECTED_SHAPE, f"method {told.method[:64]!r} is no notification")
    ts = told.params.get("ts")
    if ts is not None and (isinstance(ts, bool) or not isinstance(ts, int | float)):
        raise DecodeError(Reason.UNEXPECTED_SHAPE, f"ts = {repr(ts)[:64]} is not an instant")
    instant = NO_INSTANT if ts is None else from_seconds(ts, "ts")
    return _state(profile, {key: body for key, body in told.params.items() if key != "ts"}, instant)


def _state(profile: Profile, components: Mapping[str, object], instant: Instant) -> Decoded:
    samples: list[Sample] = []
    unknown: list[str] = []
    for name, body in components.items():
        if body is not None:
            found, strange = _component(profile, name, body, instant.at)
            samples += found
            unknown += strange
    return Decoded(
        samples=samples,
        clock_unset=instant.unset,
        unknown_metrics=tuple(unknown),
        vitals=read_vitals(components, _VITALS),
    )


def _component(
    profile: Profile, name: str, body: object, at: datetime | None
) -> tuple[list[Sample], tuple[str, ...]]:
    """ "switch:0" is read by the fields of "switch", its measures get the channel "0"; a sensor's `reads` may name it whole."""
    numbered = _COMPONENT.fullmatch(name)
    if numbered is None or name in profile.branches:
        return read_fields(profile, {name: body}, at)
    samples, unknown = read_fields(profile, {numbered[1]: body}, at)
    channel = numbered[2]
    return [replace(one, measure=channel_of(one.measure, channel)) for one in samples], unknown


def device_topic(topic: str) -> str:
    """<prefix>/online and <prefix>/status/<component> -> <prefix>/events/rpc."""
    if topic.endswith(_ONLINE) and topic != _ONLINE and not topic.startswith("/"):
        return topic.removesuffix(_ONLINE) + _RPC
    prefix, found, component = topic.rpartition(_STATUS)
    return prefix + _RPC if found and prefix and component and "/" not in component else topic


def topics(topic: str) -> tuple[str, ...]:
    """What to hear for a registered device: its notifications, its status and whether it is there."""
    prefix = topic.removesuffix(_RPC)
    return (topic, prefix + _STATUS + "+", prefix + _ONLINE)


def subscriptions(_centre: Centre) -> tuple[str, ...]:
    """Notifications, which are on by default. +/status/+ and +/online would bring messages of other envelopes twice."""
    return ("+" + _RPC,)


def speaks_on(topic: str) -> bool:
    prefix, _, component = topic.rpartition(_STATUS)
    return (topic.endswith(_RPC) and topic != _RPC) or bool(prefix and _COMPONENT.fullmatch(component))


def has_shape(body: object) -> bool:
    """Whether it is a notification."""
    if not isinstance(body, dict):
        return False
    method = body.get("method")
    return isinstance(method, str) and method in _STATES | _SILENT and "params" in body


def introduces(topic: str, payload: bytes) -> Iterator[Introduction]:
    """The device by its own id, which begins with the model: shellyplusplugs-a0dd6c..."""
    body = read_loosely(payload)
    told = body if isinstance(body, dict) else {}
    source = told.get("src")
    registered = device_topic(topic)
    name = source if isinstance(source, str) and source else registered.removesuffix(_RPC)
    yield Introduction(
        topic=registered,
        name=name[:64],
        model=name.partition("-")[0][:64],
        keys=_keys(told.get("params", {topic.rpartition(_STATUS)[2]: body})),
    )


def _keys(params: object) -> tuple[str, ...]:
    """ "switch:0.apower" is read by the field "switch.apower"."""
    plain = (re.sub(r":\d+", "", key) for key in paths(params))
    return tuple(dict.fromkeys(key for key in plain if key not in ("ts", "id")))
