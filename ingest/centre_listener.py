"""Follows what is stored for one centre: publishes the states of its spaces at once and rolls closed slots up."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from ingest.live_state import LiveHouse
from ingest.rollup import Rollup
from models.calendar import Calendar
from models.centre import Centre, CentreId
from models.live import SpaceState
from models.ports import Bookings, Clock, SensorStore, SlotFacts, StoreError
from models.reading import Reading

log = logging.getLogger(__name__)

PUBLISH_S = 0.1
"""At most ten pictures a second, however fast a backlog is worked off."""

Publish = Callable[[CentreId, SpaceState], bool]


def utc_now() -> datetime:
    return datetime.now(UTC)


class CentreListener:
    """One centre's live states and facts. All methods belong to the ingestor's own thread.

    A database that is away never stops the readings: the roll-up says so once and tries again with every tick.
    """

    def __init__(
        self,
        centre: Centre,
        calendar: Calendar,
        store: SensorStore,
        slots: SlotFacts,
        bookings: Bookings,
        publish: Publish,
        clock: Clock = utc_now,
    ) -> None:
        self._centre, self._store, self._publish, self._clock = centre, store, publish, clock
        self._house = LiveHouse(centre, calendar)
        self._rollup = Rollup(centre, calendar, store, slots, bookings)
        self._warm = False
        self._published_at = 0.0
        self._fault = ""

    def stored(self, centre: CentreId, readings: Sequence[Reading]) -> None:
        """Readings are durable: count them in, and show it when the last picture is a tenth of a second old."""
        if centre != self._centre.id:
            return
        self._rollup.mark(readings)
        if self._warm:  # what came before is read back from the store by warm()
            self._house.feed(readings)
        if self._warm and time.monotonic() - self._published_at >= PUBLISH_S:
            self._show(self._clock())

    def tick(self, now: datetime) -> None:
        """Let time pass: silence, closing hours, closed quarter hours."""
        try:
            if not self._warm:
                self._begin(now)
            self._rollup.step(now)
        except StoreError as error:
            self._complain(str(error))
        else:
            self._complain("")
        if self._warm:
            self._show(now)

    def _begin(self, now: datetime) -> None:
        self._house.warm(self._store, now)
        self._rollup.catch_up(now)
        self._warm = True

    def _show(self, now: datetime) -> None:
        self._published_at = time.monotonic()
        for state in self._house.states(now).values():
            self._publish(self._centre.id, state)

    def _complain(self, fault: str) -> None:
        if fault and not self._fault:
            log.warning("%s: live states or facts must wait: %s", self._centre.id, fault)
        self._fault = fault


def centre_listeners(
    centres: Mapping[CentreId, Centre],
    calendar: Calendar,
    stores: Mapping[CentreId, SensorStore],
    slots: Callable[[CentreId], SlotFacts],
    bookings: Callable[[CentreId], Bookings],
    publish: Publish,
) -> list[CentreListener]:
    """One listener per centre of the deployment."""
    return [
        CentreListener(centre, calendar, stores[key], slots(key), bookings(key), publish)
        for key, centre in centres.items()
    ]
