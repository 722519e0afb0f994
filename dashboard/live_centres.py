"""The centres of the dashboard as they are now: what people accept from quarantine joins them without a restart."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from models.acceptance import joined
from models.centre import CentreId, SensorId
from models.ports import AcceptedSensor, AcceptedSensors, Ports, StoreError

REFRESH_S = 3.0
log = logging.getLogger(__name__)

Changed = Callable[[CentreId, Ports], object]


class LiveCentres(Mapping[CentreId, Ports]):
    """Centre -> its ports, whose `centre` holds the sensors of its file and the accepted ones. Any thread may ask.

    changed: told the new ports of a centre whose sensors changed.
    """

    def __init__(self, files: Mapping[CentreId, Ports], changed: Changed = lambda _key, _ports: None) -> None:
        self._files, self._changed = files, changed
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
                now = replace(ports, centre=found[key])
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
    """Look every few seconds, for another process may have accepted something."""
    task = asyncio.create_task(_follow(centres))
    try:
        yield
    finally:
        task.cancel()


async def _follow(centres: LiveCentres) -> None:
    while True:
        try:
            await asyncio.to_thread(centres.refresh)
        except StoreError as error:
            log.warning("accepted sensors are not looked at: %s", error)
        await asyncio.sleep(REFRESH_S)
