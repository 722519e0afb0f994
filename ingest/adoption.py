"""The thread that takes up accepted sensors without a restart, and gives their old messages back to them."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from ingest.dead_box import DeadBox
from ingest.decoders import device_topic
from ingest.known import Adopt, Known, new_sensors
from ingest.sample import Reason
from ingest.spool import SpoolError
from ingest.strangers import forget, quarantined
from models.calendar import from_ns
from models.centre import CentreId, Sensor, SensorId
from models.ports import StoreError

log = logging.getLogger(__name__)

LOOK_S = 3.0
AFTERMATH = 10
"""Looks for which letters of a new sensor are still gathered: what was being read when it came is only then a letter."""

JUST_NS = 60 * 10**9

Reread = Callable[[datetime, CentreId, SensorId], None]
"""Read a sensor's kept messages again since an instant: those of a gateway were stored, but not its part of them."""


class Adoption:
    """Looks every few seconds, or at once when poked."""

    def __init__(
        self,
        known: Known,
        adopt: Adopt,
        box: DeadBox,
        reread: Reread,
        now_ns: Callable[[], int] = time.time_ns,
    ) -> None:
        self._known, self._adopt, self._box, self._reread = known, adopt, box, reread
        self._now_ns = now_ns
        self._poked = threading.Event()
        self._fresh: Counter[tuple[CentreId, Sensor]] = Counter()
        self._unread: list[tuple[CentreId, Sensor]] = []
        self._fault = ""
        self._has_read = False

    def poke(self) -> None:
        """Look now instead of within seconds."""
        self._poked.set()

    def run(self, stop: threading.Event) -> None:
        """Until told to stop. Records that are away are asked again; until then everything stays as it is."""
        while not stop.is_set():
            self._poked.clear()
            self.attempt()
            self._wait(stop)

    def attempt(self) -> None:
        """A look that may fail: it is said once, and the next one tries again."""
        try:
            self.look()
        except (StoreError, SpoolError) as error:
            if str(error) != self._fault:
                log.warning("accepted sensors must wait: %s", error)
            self._fault = str(error)
        else:
            self._fault = ""

    def look(self) -> None:
        """Take up what changed, then give new sensors what they said before. Raises StoreError, SpoolError."""
        before = self._known.centres
        if self._known.look() or not self._has_read:  # that nobody was accepted is said as well
            self._adopt(self._known.centres)
            self._has_read = True
            fresh = new_sensors(before, self._known.centres)
            for centre, sensor in fresh:
                log.info("%s/%s is known now", centre, sensor.id)
            self._fresh.update(dict.fromkeys(fresh, AFTERMATH))
            self._unread += fresh
        self._read_gateways()
        self._give_back()

    def _give_back(self) -> None:
        """Letters of unknown devices that are known by now go through the spool again, each exactly once."""
        if not self._fresh:
            return
        back = self._replay(AFTERMATH, 0)
        # From then on only what has just come: on a gateway's topic others may be unknown still, again and again.
        back += self._replay(0, self._now_ns() - JUST_NS)
        if back:
            log.info("%d messages of newly known devices are read once more", back)
        with self._box.spool.writing(durable=False) as writer:
            forget(writer, [(sensor.topic.encode(), sensor.device) for _, sensor in self._fresh])
        self._fresh = +Counter({one: looks - 1 for one, looks in self._fresh.items()})

    def _replay(self, looks: int, since_ns: int) -> int:
        """Letters of the sensors for which so many looks are left (0 = of the others), received since an instant."""
        topics = {sensor.topic for (_, sensor), n in self._fresh.items() if (n == AFTERMATH) == bool(looks)}
        letters = [topic for topic in self._box.topics(Reason.UNKNOWN_DEVICE) if _owner(topic) in topics]
        return self._box.replay_topics(Reason.UNKNOWN_DEVICE, letters, since_ns) if letters else 0

    def _read_gateways(self) -> None:
        """Emptied only when all was asked for: a spool that is busy now is asked at the next look."""
        if not self._unread:
            return
        with self._box.spool.reading() as reader:
            met = {(one.topic, one.device): one.first_ns for one in quarantined(reader)}
        for centre, sensor in self._unread:
            first_ns = met.get((sensor.topic.encode(), sensor.device))
            if sensor.device and first_ns is not None:
                self._reread(from_ns(first_ns), centre, sensor.id)
        self._unread.clear()

    def _wait(self, stop: threading.Event) -> None:
        """In short steps, so that the end of the process is never waited for."""
        for _ in range(int(LOOK_S / 0.25)):
            if self._poked.is_set() or stop.wait(0.25):
                return


def _owner(topic: bytes) -> str:
    return device_topic(topic.decode("utf-8", "replace"))
