"""Minutes, quarter hours and hours in InfluxDB: a bucket for each step, with its own retention."""

import io
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from math import isnan, nan

from influxdb_client import WritePrecision
from influxdb_client.client.write_api import SYNCHRONOUS

from models.aggregate import Aggregate, Step
from models.calendar import Window, to_ns
from models.centre import SensorId
from models.ports import StoreUnavailableError
from models.store.flux import FluxQuery, window_query
from models.store.flux_csv import FluxAnswerError, rows
from models.store.influx import BATCH_LINES, TIMEOUT_MS, influx_client
from models.store.influx_address import InfluxAddress
from models.store.influx_deletion import deletion, gaps, rfc3339
from models.store.influx_errors import LinesRefusedError, influx_errors
from models.store.line_protocol import escaped

FIELDS = ("mean", "low", "high", "last", "total", "count", "covered_s")

_Key = tuple[str, str, str]
_Span = tuple[datetime, datetime]


class InfluxAggregates:
    """The aggregates of one centre in buckets that other centres may share."""

    def __init__(
        self,
        address: InfluxAddress,
        centre: str,
        *,
        token: str,
        timeout_ms: tuple[int, int] = TIMEOUT_MS,
    ) -> None:
        self._address, self._centre = address, centre
        self._client = influx_client(address, token, timeout_ms)
        self._writer = self._client.write_api(write_options=SYNCHRONOUS)
        self._query = self._client.query_api()

    def put(self, aggregates: Sequence[Aggregate]) -> None:
        for step in Step:
            lines = [_line(self._centre, one) for one in aggregates if one.step is step]
            for start in range(0, len(lines), BATCH_LINES):
                self._send(self._address.step_bucket(step), lines[start : start + BATCH_LINES])

    def replace(self, sensors: Collection[SensorId], window: Window, aggregates: Sequence[Aggregate]) -> None:
        """What is said no longer goes first: a deletion takes every part of a measure along, which is then put again."""
        for step in Step:
            fresh = [one for one in aggregates if one.step is step]
            said = {(one.sensor, one.measure, one.start) for one in fresh}
            gone = [
                one
                for one in self.read(sensors, window, step)
                if (one.sensor, one.measure, one.start) not in said
            ]
            for series in sorted({_series(one) for one in gone}):
                own = [one.start for one in gone if _series(one) == series]
                others = {one.start for one in fresh if _series(one) == series}
                self._delete(step, series, gaps(own, others.difference(own)))
        self.put(aggregates)

    def _delete(self, step: Step, series: tuple[SensorId, str], spans: Iterable[_Span]) -> None:
        api, bucket = self._client.delete_api(), self._address.step_bucket(step)
        predicate = deletion(self._centre, *series)
        try:
            with influx_errors(self._address):
                for first, last in spans:
                    api.delete(rfc3339(first), rfc3339(last), predicate, bucket, self._address.org)
        except LinesRefusedError as error:
            raise StoreUnavailableError(f"sensor store {self._address}: {error}") from error

    def read(
        self,
        sensors: Collection[SensorId],
        window: Window,
        step: Step,
        measures: Collection[str] | None = None,
    ) -> list[Aggregate]:
        if not sensors or window.start >= window.end or (measures is not None and not measures):
            return []
        query = window_query(self._address.step_bucket(step), self._centre, sensors, window, measures)
        return _aggregates(self._ask(query), step)

    def close(self) -> None:
        self._writer.close()
        self._client.close()

    def _send(self, bucket: str, lines: Sequence[bytes]) -> None:
        try:
            with influx_errors(self._address):
                self._writer.write(bucket, record=b"\n".join(lines), write_precision=WritePrecision.NS)
        except LinesRefusedError as error:
            raise StoreUnavailableError(f"sensor store {self._address}: {error}") from error

    def _ask(self, query: FluxQuery) -> Iterable[dict[str, str]]:
        try:
            with influx_errors(self._address):
                answer = self._query.query_raw(query.text, params=dict(query.params))
                return list(rows(io.StringIO(answer.data.decode())))
        except (LinesRefusedError, FluxAnswerError) as error:
            raise StoreUnavailableError(f"sensor store {self._address}: {error}") from error


def _series(one: Aggregate) -> tuple[SensorId, str]:
    """Without the part: a deletion cannot name the lack of one."""
    return one.sensor, one.measure.partition(".")[0]


def _line(centre: str, one: Aggregate) -> bytes:
    key, _, part = one.measure.partition(".")
    tags = f"centre={centre},part={escaped(part)}" if part else f"centre={centre}"
    numbers = {name: float(getattr(one, name)) for name in FIELDS}
    fields = ",".join(f"{name}={number!r}" for name, number in numbers.items() if not isnan(number))
    return f"{key},{tags},sensor={one.sensor} {fields} {to_ns(one.start)}".encode()


def _aggregates(found: Iterable[dict[str, str]], step: Step) -> list[Aggregate]:
    fields: dict[_Key, dict[str, float]] = {}
    for row in found:
        part = row.get("part", "")
        measure = f"{row['_measurement']}.{part}" if part else row["_measurement"]
        numbers = fields.setdefault((row["_time"], row["sensor"], measure), {})
        numbers[row["_field"]] = float(row["_value"])
    made = [_aggregate(key, numbers, step) for key, numbers in fields.items()]
    return sorted(made, key=lambda one: (one.start, one.sensor, one.measure))


def _aggregate(key: _Key, numbers: dict[str, float], step: Step) -> Aggregate:
    start, sensor, measure = key
    return Aggregate(
        sensor=SensorId(sensor),
        measure=measure,
        step=step,
        start=datetime.fromisoformat(start),
        mean=numbers.get("mean", nan),
        low=numbers["low"],
        high=numbers["high"],
        last=numbers["last"],
        total=numbers["total"],
        count=int(numbers["count"]),
        covered_s=numbers["covered_s"],
    )
