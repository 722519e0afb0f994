"""Files on their way in and trials that wait for a yes: few, in memory, each for the person who brought it."""

import base64
import binascii
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from secrets import token_hex
from threading import Lock
from typing import Generic, TypeVar

from dashboard.imports.limits import MOST_BYTES
from dashboard.imports.trial import Trial
from models.exchange.batch import Batch
from models.services.strangers import refusal

MOST = 16
"""Things held at a time; the oldest makes room."""

Held = TypeVar("Held")
Owner = tuple[str, int]
"""Centre and account."""


@dataclass(slots=True)
class Shelf(Generic[Held]):
    """Things under names that nobody can guess, handed only to their owner. left: told of what lies here no longer."""

    left: Callable[[Held], None] | None = None
    _things: OrderedDict[str, tuple[Owner, Held]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def put(self, owner: Owner, thing: Held) -> str:
        """The name under which it lies."""
        key = token_hex(12)
        with self._lock:
            self._things[key] = (owner, thing)
            oldest = list(self._things)[:-MOST]
        for one in oldest:
            self.drop(one)
        return key

    def get(self, owner: Owner, key: str) -> Held | None:
        """None when it is not there, or somebody else's."""
        with self._lock:
            found = self._things.get(key)
        return found[1] if found and found[0] == owner else None

    def drop(self, key: str) -> None:
        """Nothing where it is not there."""
        with self._lock:
            gone = self._things.pop(key, None)
        if gone is not None and self.left is not None:
            self.left(gone[1])

    def all(self) -> Sequence[tuple[str, Owner, Held]]:
        """Key, owner and thing, the oldest first."""
        with self._lock:
            return [(key, owner, thing) for key, (owner, thing) in self._things.items()]


@dataclass(slots=True)
class Upload:
    """A file that comes in pieces of base64."""

    content: bytearray = field(default_factory=bytearray)

    def add(self, piece: str) -> None:
        """Raises RefusedError when it is no base64 or grows too large."""
        try:
            self.content += base64.b64decode(piece, validate=True)
        except (binascii.Error, ValueError) as error:
            raise refusal("import.upload") from error
        if len(self.content) > MOST_BYTES:
            raise refusal("import.upload")


@dataclass(slots=True)
class Waiting:
    """A trial, and the batch once somebody said yes. done: how many of its rows were come to."""

    trial: Trial
    batch: Batch | None = None
    done: int = 0


UPLOADS: Shelf[Upload] = Shelf()
TRIALS: Shelf[Waiting] = Shelf()
