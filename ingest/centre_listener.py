"""Follows what is stored for one centre: shows the states of its spaces at once and marks the facts to work out."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from ingest.live_state import LiveHouse
from ingest.rollup import Rollup
from models.calendar import Calendar, business_date
from models.centre import Centre, CentreId, SpaceId
from models.estimate.learning import Learned
from models.fact_ports import Balances
from models.live import SpaceState
from models.ports import Clock, SensorStore, StoreError
from models.reading import Reading
from models.services.teaching import lessons

log = logging.getLogger(__name__)

PUBLISH_S = 0.1
"""At most ten pictures a second, however fast a backlog is worked off."""

TEACH_AFTER = timedelta(hours=1)

Publish = Callable[[CentreId, SpaceState], bool]


def utc_now() -> datetime:
    return datetime.now(UTC)


class CentreListener:
    """One centre's live states. All methods belong to the ingestor's own thread; facts have a thread of their own."""

    def __init__(
        self,
        centre: Centre,
        calendar: Calendar,
        store: SensorStore,
        rollup: Rollup,
        publish: Publish,
        balances: Balances | None = None,
        clock: Clock = utc_now,
    ) -> None:
        self._centre, self._store, self._publish, self._clock = centre, store, publish, clock
        self._house = LiveHouse(centre, calendar)
        self._rollup = rollup
        self._warm = False
        self._balances, self._zone = balances, centre.zone_info
        self._taught: date | None = None
        self._published_at = 0.0
        self._fault = ""
        self._next: Centre | None = None

    def adopt(self, centre: Centre) -> None:
        """Its sensors changed. May be called from any thread: the ingestor's own takes it up with its next tick."""
        self._next = centre

    def rewarm(self) -> None:
        """What was stored changed: take the states up from the store again. May be called from any thread."""
        self._warm = False

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
        """Let time pass: silence and closing hours."""
        if not self._warm:
            self._take_up(now)
        elif self._next is not None:
            self._take_over(self._next, now)
        if self._warm:
            self._teach(now)
            self._show(now)

    def _teach(self, now: datetime) -> None:
        """Once a business day, an hour after it began: by then the facts of yesterday are worked out."""
        if self._balances is not None and business_date(now - TEACH_AFTER, self._zone) != self._taught:
            self._house.teach(self._lessons(now))

    def _lessons(self, now: datetime) -> Mapping[SpaceId, Learned]:
        """None while the database is away: the doors are then believed as they are until the next day."""
        self._taught = business_date(now - TEACH_AFTER, self._zone)
        try:
            return lessons(self._balances, self._centre.spaces, business_date(now, self._zone))
        except StoreError as error:
            log.warning("%s: nothing is learned from past days: %s", self._centre.id, error)
            return {}

    def _take_up(self, now: datetime) -> None:
        """Once, as soon as the store answers."""
        try:
            self._house.warm(self._store, now, self._lessons(now))
        except StoreError as error:
            self._complain(error)
        else:
            self._warm = True

    def _take_over(self, centre: Centre, now: datetime) -> None:
        """Until it worked, states go on by the sensors of before."""
        try:
            self._house.adopt(centre, self._store, now, self._lessons(now))
        except StoreError as error:
            self._complain(error)
        else:
            self._centre = centre
            self._next = None if self._next is centre else self._next

    def _complain(self, error: StoreError) -> None:
        if str(error) != self._fault:
            log.warning("%s: live states must wait: %s", self._centre.id, error)
        self._fault = str(error)

    def _show(self, now: datetime) -> None:
        self._published_at = time.monotonic()
        for state in self._house.states(now).values():
            self._publish(self._centre.id, state)
