"""The production sensor store: InfluxDB 2 through influxdb-client, synchronous, our own line protocol."""

import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from influxdb_client import InfluxDBClient, WritePrecision
from influxdb_client.client.write_api import SYNCHRONOUS

from models.calendar import Window
from models.centre import SensorId
from models.ports import StoreRejectedError, StoreUnavailableError
from models.reading import Quality, Reading
from models.store.flux import FluxQuery, latest_query, window_query
from models.store.flux_csv import FluxAnswerError, readings
from models.store.influx_address import InfluxAddress
from models.store.influx_deletion import TICK, deletion, gaps, rfc3339
from models.store.influx_errors import LinesRefusedError, influx_errors
from models.store.line_protocol import line
from models.store.schema import SeriesLimit, accepted

BATCH_LINES = 1000
TIMEOUT_MS = (3_000, 10_000)


def influx_client(
    address: InfluxAddress, token: str, timeout_ms: tuple[int, int] = TIMEOUT_MS
) -> InfluxDBClient:
    """A client with our time limits, to connect and to read, that never retries by itself."""
    return InfluxDBClient(url=address.server, token=token, org=address.org, timeout=timeout_ms, retries=False)


class InfluxStore:
    """The readings of one centre in a bucket that other centres may share."""

    def __init__(
        self,
        address: InfluxAddress,
        centre: str,
        *,
        token: str,
        timeout_ms: tuple[int, int] = TIMEOUT_MS,
    ) -> None:
        self._address = address
        self._centre = centre
        self._client = influx_client(address, token, timeout_ms)
        # The batching WriteApi drops data at exit, after an outage and on every 4xx; this one waits for the 204.
        self._writer = self._client.write_api(write_options=SYNCHRONOUS)
        self._query = self._client.query_api()
        self._limit = SeriesLimit()

    def write(self, readings: Sequence[Reading]) -> None:
        good, refusal = accepted(readings, self._limit)
        rejected = list(refusal.rejected) if refusal else []
        reasons = [str(refusal)] if refusal else []
        for start in range(0, len(good), BATCH_LINES):
            for reading, reason in self._post(good[start : start + BATCH_LINES]):
                rejected.append(reading)
                reasons.append(reason)
        if rejected:
            raise StoreRejectedError(f"{len(rejected)} refused, first: {reasons[0]}", rejected)

    def read(
        self, sensors: Collection[SensorId], window: Window, measures: Collection[str] | None = None
    ) -> list[Reading]:
        if not sensors or window.start == window.end or (measures is not None and not measures):
            return []
        return self._ask(window_query(self._address.bucket, self._centre, sensors, window, measures))

    def latest(
        self, sensors: Collection[SensorId], before: datetime
    ) -> Mapping[tuple[SensorId, str], Reading]:
        if not sensors:
            return {}
        found = self._ask(latest_query(self._address.bucket, self._centre, sensors, before))
        return {(reading.sensor, reading.measure): reading for reading in found}

    def delete(self, sensor: SensorId, measure: str, window: Window) -> None:
        """The server can name a part but not the lack of one, so what has parts beside it goes piece by piece."""
        key, _, part = measure.partition(".")
        if part:
            self._delete_span(deletion(self._centre, sensor, measure), window.start, window.end - TICK)
            return
        present = self.read([sensor], window, [key])
        own = [reading for reading in present if reading.measure == key]
        crowded = {reading.at for reading in present if reading.measure != key}
        for first, last in gaps([reading.at for reading in own], crowded):
            self._delete_span(deletion(self._centre, sensor, key), first, last)
        withdrawn = [replace(reading, quality=Quality.BAD) for reading in own if reading.at in crowded]
        if withdrawn:
            self.write(withdrawn)

    def _delete_span(self, predicate: str, first: datetime, last: datetime) -> None:
        """Both ends included, as the server means it."""
        try:
            with influx_errors(self._address):
                self._client.delete_api().delete(
                    rfc3339(first), rfc3339(last), predicate, self._address.bucket, self._address.org
                )
        except LinesRefusedError as error:
            raise StoreUnavailableError(f"sensor store {self._address}: {error}") from error

    def close(self) -> None:
        self._writer.close()
        self._client.close()

    def _post(self, batch: Sequence[Reading]) -> list[tuple[Reading, str]]:
        """Write a batch; on a refusal halve it down to the lines at fault. Sending a line twice changes nothing."""
        try:
            self._send(batch)
        except LinesRefusedError as refusal:
            if len(batch) == 1:
                return [(batch[0], str(refusal))]
            middle = len(batch) // 2
            return self._post(batch[:middle]) + self._post(batch[middle:])
        return []

    def _send(self, batch: Sequence[Reading]) -> None:
        lines = b"\n".join(line(self._centre, reading) for reading in batch)
        with influx_errors(self._address):
            self._writer.write(self._address.bucket, record=lines, write_precision=WritePrecision.NS)

    def _ask(self, query: FluxQuery) -> list[Reading]:
        try:
            with influx_errors(self._address):
                answer = self._query.query_raw(query.text, params=dict(query.params))
                return readings(io.StringIO(answer.data.decode()))
        except (LinesRefusedError, FluxAnswerError) as error:
            raise StoreUnavailableError(f"sensor store {self._address}: {error}") from error
