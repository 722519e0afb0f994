"""Which waiting messages are being worked on, and therefore may not be given up."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from models.centre import CentreId


@dataclass(slots=True)
class Hand:
    """upto: fresh messages up to this id; parked: of each lane. Whoever takes or gives up messages holds the lock."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    upto: int = 0
    parked: dict[CentreId, frozenset[int]] = field(default_factory=dict)

    def take(self, lane: CentreId, numbers: Iterable[int]) -> None:
        """These parked messages are being worked on."""
        with self.lock:
            self.parked[lane] = frozenset(numbers)

    def let_go(self, lane: CentreId | None = None) -> None:
        """Nothing of this lane (None = of what nobody has looked at) is being worked on."""
        with self.lock:
            if lane is None:
                self.upto = 0
            else:
                self.parked.pop(lane, None)
