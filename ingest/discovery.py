"""What a device announces to Home Assistant (MQTT discovery) -> where it says which measure. A hint: nothing is made of it.

Read are the short and the long keys, "~", single entities and whole devices with `components`. Of templates only the plain
place is understood, {{ value_json.a.b }} or {{ value }}; nothing that a broker sends is ever executed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.introduction import Introduction, read_loosely
from ingest.profile import UNIT_SCALES
from ingest.topic import matches
from models.reading import MEASURES

CONFIG_FILTERS = ("homeassistant/+/+/config", "homeassistant/+/+/+/config")
OWN = "linli_"
"""How the object ids of our own announcements begin (ingest.home_assistant)."""

BARE = "state"
"""What a payload is called that is nothing but a value."""

MOST_ENTITIES = 100

_LONG: Mapping[str, str] = {
    "stat_t": "state_topic",
    "val_tpl": "value_template",
    "dev_cla": "device_class",
    "unit_of_meas": "unit_of_measurement",
    "pl_on": "payload_on",
    "pl_off": "payload_off",
    "stat_on": "state_on",
    "stat_off": "state_off",
    "dev": "device",
    "cmps": "components",
    "p": "platform",
    "ids": "identifiers",
    "mdl": "model",
    "uniq_id": "unique_id",
}
"""Short key -> key, of those that say where and what is measured."""

_PLACE = re.compile(r"\{\{-?\s*value_json((?:\.[A-Za-z_][A-Za-z0-9_]*)+)\s*-?\}\}")
_WHOLE = re.compile(r"\{\{-?\s*value\s*-?\}\}")

_SENSORS: Mapping[str, str] = {
    "temperature": "temperature",
    "humidity": "humidity",
    "pressure": "pressure",
    "atmospheric_pressure": "pressure",
    "carbon_dioxide": "co2",
    "illuminance": "illuminance",
    "power": "power",
    "current": "current",
    "voltage": "voltage",
    "energy": "energy_total",
    "battery": "battery",
    "distance": "distance",
}
"""device_class of a sensor -> measure."""

_BY_UNIT: Mapping[str, str] = {
    "°C": "temperature",
    "ppm": "co2",
    "lx": "illuminance",
    "hPa": "pressure",
    "people": "occupancy_count",
    "persons": "occupancy_count",
}
"""Unit of a sensor without device_class -> measure. "%" could be anything."""

_UNITS: Mapping[str, str] = {"°C": "Cel", "mbar": "hPa", "people": "1", "persons": "1"}
"""Home Assistant's words for ours; humidity is in "%" there."""

_BINARY: Mapping[str, str] = {
    "occupancy": "presence",
    "presence": "presence",
    "motion": "presence",
    "door": "contact_open",
    "window": "contact_open",
    "opening": "contact_open",
    "garage_door": "contact_open",
    "plug": "switch_on",
    "running": "switch_on",
}
"""device_class of a binary_sensor -> measure; all mean yes where Home Assistant says on."""

_YES, _NO = (
    frozenset({"ON", "on", "true", "True", "open"}),
    frozenset({"OFF", "off", "false", "False", "closed"}),
)


class _RefusedError(Exception):
    """An entity that cannot be read here; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One device's announcement. states: state topic -> what to read there (path -> measure, as Sensor.reads).

    refused: entity and why it is not read; removed: the device took its announcement back.
    """

    device: str
    name: str = ""
    model: str = ""
    states: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    refused: tuple[str, ...] = ()
    removed: bool = False

    @property
    def state_topic(self) -> str:
        """Where most of it is said, "" = nowhere."""
        return max(self.states, key=lambda topic: len(self.states[topic]), default="")

    @property
    def reads(self) -> Mapping[str, str]:
        """What to read on that topic."""
        return self.states.get(self.state_topic, {})


def is_announcement(topic: str) -> bool:
    return any(matches(one, topic) for one in CONFIG_FILTERS)


def is_own(topic: str) -> bool:
    """Whether we announced it ourselves."""
    return is_announcement(topic) and any(level.startswith(OWN) for level in topic.split("/")[2:-1])


def announced(topic: str, payload: bytes) -> Announcement | None:
    """The announcement of a retained config message; None for our own, for another topic and for what is no JSON object."""
    if not is_announcement(topic) or is_own(topic):
        return None
    component, *levels = topic.split("/")[1:-1]
    if not payload.strip():
        return Announcement(device=levels[-1], removed=True)
    body = read_loosely(payload)
    if not isinstance(body, dict):
        return None
    whole = _expanded(body)
    owner = whole.get("device")
    told = _expanded(owner) if isinstance(owner, dict) else {}
    states: dict[str, dict[str, str]] = {}
    refused = []
    for key, entity in _entities(component, levels[-1], whole):
        try:
            place, path, measure = _reading(entity)
            states.setdefault(place, {})[path] = measure
        except _RefusedError as error:
            refused.append(f"{key[:64]}: {error}")
    return Announcement(
        device=_text(_first(told.get("identifiers"))) or levels[-1],
        name=_text(told.get("name")) or _text(whole.get("name")) or levels[-1],
        model=_text(told.get("model")),
        states=states,
        refused=tuple(refused),
    )


def announcements(topic: str, payload: bytes) -> Iterator[Introduction]:
    """One introduction for each topic on which the device says something that we can read."""
    told = announced(topic, payload)
    for place, reads in told.states.items() if told else ():
        yield Introduction(
            topic=place,
            name=told.name if told else "",
            model=told.model if told else "",
            keys=tuple(dict.fromkeys(chosen.partition("@")[0] for chosen in reads.values())),
            reads=reads,
            envelope="homeassistant",
        )


def _expanded(body: Mapping[str, Any]) -> dict[str, Any]:
    """Long keys, and "~" put in."""
    stem = body.get("~")
    told = {_LONG.get(key, key): value for key, value in body.items() if key != "~"}
    if isinstance(stem, str):
        told |= {key: _with_stem(value, stem) for key, value in told.items()}
    return told


def _with_stem(value: object, stem: str) -> object:
    if not isinstance(value, str):
        return value
    if value.startswith("~"):
        return stem + value[1:]
    return value[:-1] + stem if value.endswith("~") else value


def _entities(component: str, key: str, whole: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and settings of each entity; those of a device stand beside what all of them share."""
    parts = whole.get("components")
    if not isinstance(parts, dict):
        yield key, {**whole, "platform": component}
        return
    shared = {name: value for name, value in whole.items() if name in ("state_topic", "~")}
    for name, part in list(parts.items())[:MOST_ENTITIES]:
        if isinstance(part, dict):
            yield name, {**shared, **_expanded(part)}


def _reading(entity: Mapping[str, Any]) -> tuple[str, str, str]:
    """State topic, path and measure. Raises _RefusedError."""
    platform, place = entity.get("platform"), entity.get("state_topic")
    if not isinstance(platform, str) or platform not in _MEASURES:
        raise _RefusedError(
            f"a {_text(platform) or 'component without platform'} measures nothing that is kept here"
        )
    if not isinstance(place, str) or not place or any(sign in place for sign in "+#\0"):
        raise _RefusedError(f"state_topic {_text(place)!r} is not one topic")
    return place[:512], _path(entity.get("value_template")), _MEASURES[platform](entity)


def _path(template: object) -> str:
    if template is None:
        return BARE
    text = template.strip() if isinstance(template, str) else ""
    found = _PLACE.fullmatch(text)
    if found:
        return found[1][1:]
    if _WHOLE.fullmatch(text):
        return BARE
    raise _RefusedError(
        f"value_template {str(template)[:64]!r} is more than a place such as {{{{ value_json.a.b }}}}"
    )


def _sensor(entity: Mapping[str, Any]) -> str:
    kind, unit = _text(entity.get("device_class")), _text(entity.get("unit_of_measurement"))
    measure = _SENSORS.get(kind) or (_BY_UNIT.get(unit) if not kind else None)
    if measure is None:
        raise _RefusedError(f"device_class {kind!r} in {unit!r} is no measure that is kept here")
    ours = MEASURES[measure].unit
    given = _UNITS.get(unit, unit)
    if given in ("", ours) or (ours == "%RH" and unit == "%"):
        return measure
    if (given, ours) in UNIT_SCALES:
        return f"{measure}@{given}"
    raise _RefusedError(f"{kind or measure} in {unit!r} cannot be made {ours}")


def _binary_sensor(entity: Mapping[str, Any]) -> str:
    kind = _text(entity.get("device_class"))
    if kind not in _BINARY:
        raise _RefusedError(f"device_class {kind!r} is no measure that is kept here")
    _check_words(entity, "payload_on", "payload_off")
    return _BINARY[kind]


def _switch(entity: Mapping[str, Any]) -> str:
    _check_words(
        entity, *(("state_on", "state_off") if "state_on" in entity else ("payload_on", "payload_off"))
    )
    return "switch_on"


def _check_words(entity: Mapping[str, Any], yes: str, no: str) -> None:
    told = str(entity.get(yes, "ON")), str(entity.get(no, "OFF"))
    if told[0] not in _YES or told[1] not in _NO:
        raise _RefusedError(f"{yes} {told[0][:32]!r} and {no} {told[1][:32]!r} are not words for yes and no")


_MEASURES = {"sensor": _sensor, "binary_sensor": _binary_sensor, "switch": _switch}


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def _text(value: object) -> str:
    return value[:128] if isinstance(value, str) else ""
