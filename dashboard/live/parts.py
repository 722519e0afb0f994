"""A snapshot in parts, each with the sequence at which it last changed: a browser is sent what it has not seen."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dashboard.live.snapshot import Json

BY_SPACE = frozenset({"spaces", "trends"})
"""Keys of a snapshot that hold one value for each space."""

Path = tuple[str, ...]


@dataclass(slots=True)
class Parts:
    """One audience's newest snapshot. Trends change every two minutes and most spaces seldom; people come every second."""

    _kept: dict[Path, tuple[int, Any]] = field(default_factory=dict)
    version: int = 0

    def take(self, body: Json, sequence: int) -> None:
        """Note what differs from before."""
        for path, value in _leaves(body):
            known = self._kept.get(path)
            if known is None or known[1] != value:
                self._kept[path] = sequence, value
                self.version = sequence

    def since(self, seen: int) -> tuple[Path, ...]:
        """The parts that changed after the version `seen`."""
        return tuple(path for path, (version, _) in self._kept.items() if version > seen)

    def body(self, paths: tuple[Path, ...]) -> Json:
        """Those parts, nested as in the snapshot."""
        body: Json = {}
        for path in paths:
            inner = body
            for key in path[:-1]:
                inner = inner.setdefault(key, {})
            inner[path[-1]] = self._kept[path][1]
        return body


def _leaves(body: Json) -> Iterator[tuple[Path, Any]]:
    for key, value in body.items():
        if key in BY_SPACE:
            yield from (((key, space), part) for space, part in value.items())
        else:
            yield (key,), value
