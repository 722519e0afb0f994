"""How much room a sensor store takes, and how many series are in it."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import urllib3
from prometheus_client.parser import text_string_to_metric_families

from models.ports import StoreUnavailableError
from models.store.influx import influx_client
from models.store.influx_address import InfluxAddress
from models.store.influx_errors import influx_errors

PATIENCE_S = 5.0
_BYTES = frozenset({"storage_shard_disk_size", "storage_wal_size"})
_SERIES = "storage_shard_series"


@dataclass(frozen=True, slots=True)
class StoreSize:
    """bytes: on disk, by bucket or file; series: kept series of the readings."""

    bytes: dict[str, int]
    series: int


def sqlite_size(file: Path) -> StoreSize:
    """Raises StoreUnavailableError."""
    try:
        on_disk = sum(
            part.stat().st_size for ending in ("", "-wal") if (part := Path(f"{file}{ending}")).exists()
        )
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=PATIENCE_S)) as connection:
            (series,) = connection.execute("SELECT count(*) FROM series").fetchone()
    except (sqlite3.Error, OSError) as error:
        raise StoreUnavailableError(f"sensor store {file}: {error}") from error
    return StoreSize({file.name: on_disk}, series)


def influx_size(address: InfluxAddress, *, token: str) -> StoreSize:
    """From the server's own metrics, by the names of our buckets. Raises StoreUnavailableError."""
    with influx_errors(address), influx_client(address, token) as client:
        names = {
            bucket.id: bucket.name
            for bucket in client.buckets_api().find_buckets_iter()
            if bucket.name == address.bucket or bucket.name.startswith(f"{address.bucket}_")
        }
    try:
        answer = urllib3.request("GET", f"{address.server}/metrics", timeout=PATIENCE_S, retries=False)
        found = list(text_string_to_metric_families(answer.data.decode()))
    except (urllib3.exceptions.HTTPError, ValueError) as error:
        raise StoreUnavailableError(f"sensor store {address}: {error}") from error
    sizes = dict.fromkeys(names.values(), 0)
    series = 0
    for sample in (one for family in found for one in family.samples):
        name = names.get(sample.labels.get("bucket", ""))
        if name is not None and sample.name in _BYTES:
            sizes[name] += int(sample.value)
        elif name == address.bucket and sample.name == _SERIES:
            series = max(series, int(sample.value))  # every shard of a week holds the same series again
    return StoreSize(sizes, series)
