"""In which space a stranger probably hangs, by the words that it and its topic use (pure)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from models.centre import Centre, CentreId, Sensor, SpaceId
from models.message import Message

_APART = re.compile(r"[/_\-.\s:#]+")
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
_COMMON = frozenset(
    {"活动", "动室", "中心", "服务", "大厅", "之家", "教室", "房间", "邻里", "便民", "务大", "务中"}
)
"""Pairs of signs that stand in the names of many spaces."""

SHORTEST = 2
"""Letters of a word that may stand for a space."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A guess. weight: how much speaks for it."""

    centre: CentreId
    space: SpaceId
    why: Message
    weight: int


def centre_of(said: Iterable[str], centres: Mapping[CentreId, Centre]) -> CentreId | None:
    """The centre that a topic or a name names; where there is only one, that one."""
    words = {word for text in said for word in _APART.split(text)}
    named = next((key for key in centres if key in words), None)
    return named or (next(iter(centres)) if len(centres) == 1 else None)


def spots(topic: str, names: Iterable[str], centres: Mapping[CentreId, Centre]) -> list[Spot]:
    """Where a device may hang, the likeliest first. names: what it and people call it."""
    said = [topic, *names]
    only = centre_of(said, centres)
    found = [
        spot
        for key, centre in centres.items()
        if only in (None, key)
        for spot in (*_by_level(topic, centre), *_by_words(said, centre), *_by_neighbours(topic, centre))
    ]
    return sorted(found, key=lambda spot: -spot.weight)


def _by_level(topic: str, centre: Centre) -> Iterator[Spot]:
    """linli/<centre>/<zone>/...: whoever set the device up has said it."""
    levels = topic.split("/")
    if len(levels) > 2 and levels[:2] == ["linli", centre.id] and levels[2] in centre.spaces:
        yield Spot(centre.id, SpaceId(levels[2]), Message("proposal.topic_space", {"word": levels[2]}), 100)


def _by_words(said: Iterable[str], centre: Centre) -> Iterator[Spot]:
    words = {word.lower() for text in said for word in _APART.split(text) if len(word) >= SHORTEST}
    whole = " ".join(said).lower()
    for key, space in centre.spaces.items():
        if key in words:
            yield Spot(centre.id, key, Message("proposal.name_space", {"word": key}), 50 + len(key))
            continue
        for name in space.name.values():
            plain = name.lower()
            if plain in whole or (_names(plain) & words) or any(run in whole for run in _runs(plain)):
                yield Spot(centre.id, key, Message("proposal.name_space", {"word": name}), 40 + len(name))


def _names(name: str) -> set[str]:
    """Words of a space's name that are long enough to be no accident: "Seniors' Room" is seniors and not room."""
    words = {word.strip("'’") for word in _APART.split(name)}
    return {word for word in words if len(word) > 3} - {"room", "house", "hall", "center", "centre", "street"}


def _runs(name: str) -> set[str]:
    """Pairs of Chinese signs of a space's name that are no accident: 乐养居食堂 is 食堂, and 老年活动室 is 老年 and not 活动."""
    pairs = {name[n : n + 2] for n in range(len(name) - 1)}
    return {pair for pair in pairs if _HAN.fullmatch(pair)} - _COMMON


def _by_neighbours(topic: str, centre: Centre) -> Iterator[Spot]:
    """Devices whose topics begin alike usually hang together: the same gateway's device, the next number of a row."""
    near: tuple[int, Sensor] | None = None
    for sensor in centre.sensors.values():
        shared = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(topic, sensor.topic, strict=False))))
        if shared > max(len(sensor.topic), len(topic)) * 0.7 and (near is None or shared > near[0]):
            near = shared, sensor
    if near is not None:
        yield Spot(centre.id, near[1].space, Message("proposal.neighbour", {"sensor": near[1].id}), 20)
