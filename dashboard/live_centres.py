"""The centres of the dashboard as they are now: accepted sensors and imported days join them without a restart."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import count

from models.acceptance import joined
from models.accepted_sensor import AcceptedSensor, AcceptedSensors
from models.calendar import Calendar
from models.centre import CentreId, SensorId
from models.ports import Ports, StoreError

REFRESH_S = 3.0
CALENDAR_EVERY = 20
"""Looks at the sensors for each look at the calendar: once a minute, for that one costs 40 ms."""
log = logging.getLogger(__name__)

Changed = Callable[[CentreId, Ports], object]


class LiveCentres(Mapping[CentreId, Ports]):
    """Centre -> its ports, whose `centre` holds the sensors of its file and the accepted ones. Any thread may ask.

    changed: told the new ports of a centre whose sensors or calendar changed.
    calendar: what kind of day each date is now, asked anew each time; None = it stays as it is.
    """

    def __init__(
        self,
        files: Mapping[CentreId, Ports],
        changed: Changed = lambda _key, _ports: None,
        calendar: Callable[[], Calendar] | None = None,
    ) -> None:
        self._files, self._changed, self._calendar = files, changed, calendar
        self._now: Mapping[CentreId, Ports] = {
            key: replace(ports, accepted=ports.accepted and _Noticed(ports.accepted, self.refresh))
            for key, ports in files.items()
        }

    def __getitem__(self, key: CentreId) -> Ports:
        return self._now[key]

    def __iter__(self) -> Iterator[CentreId]:
        return iter(self._now)

    def __len__(self) -> int:
        return len(self._now)

    def refresh(self) -> None:
        """Look at what was accepted or taken back. Raises StoreUnavailableError, with everything as it was."""
        centres = {key: ports.centre for key, ports in self._files.items()}
        accepted = {
            key: [one.sensor for one in ports.accepted.all()]
            for key, ports in self._files.items()
            if ports.accepted is not None
        }
        sharded = any(ports.sharded for ports in self._files.values())
        found, _ = joined(
            centres, accepted, sharded=sharded
        )  # whoever keeps the messages tells what was left out
        for key, ports in self._now.items():
            if ports.centre != found[key]:
                self._take(key, replace(ports, centre=found[key]))

    def turn_page(self) -> None:
        """Look at the calendar: an office imports the official days while we run, and years turn. Raises StoreError."""
        calendar = self._calendar() if self._calendar else None
        for key, ports in self._now.items():
            if calendar is not None and ports.calendar != calendar:
                self._take(key, replace(ports, calendar=calendar))

    def _take(self, key: CentreId, now: Ports) -> None:
        self._now = {**self._now, key: now}
        self._changed(key, now)


@dataclass(frozen=True, slots=True)
class _Noticed:
    """AcceptedSensors whose changes are seen at once by whoever made them."""

    kept: AcceptedSensors
    refresh: Callable[[], None]

    def put(self, accepted: AcceptedSensor) -> None:
        self.kept.put(accepted)
        self.refresh()

    def all(self) -> Sequence[AcceptedSensor]:
        return self.kept.all()

    def remove(self, sensor: SensorId) -> None:
        self.kept.remove(sensor)
        self.refresh()


@asynccontextmanager
async def following(centres: LiveCentres) -> AsyncIterator[None]:
    """Look every few seconds, for another process may have accepted or imported something."""
    task = asyncio.create_task(_follow(centres))
    try:
        yield
    finally:
        task.cancel()


async def _follow(centres: LiveCentres) -> None:
    for look in count(1):
        try:
            await asyncio.to_thread(centres.refresh)
            if look % CALENDAR_EVERY == 0:
                await asyncio.to_thread(centres.turn_page)
        except StoreError as error:
            log.warning("accepted sensors and the calendar are not looked at: %s", error)
        await asyncio.sleep(REFRESH_S)
