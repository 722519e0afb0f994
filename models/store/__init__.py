"""Time series: the readings of one centre, kept in SQLite or in InfluxDB 2 (I/O)."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from models.aggregate import Step
from models.ports import Aggregates, SensorStore, StoreError
from models.store.influx_address import InfluxAddress, influx_address
from models.store.schema import CENTRE_ID
from models.store.sqlite import SqliteStore
from models.store.sqlite_aggregates import SqliteAggregates

if TYPE_CHECKING:
    from models.store.size import StoreSize

EXPECTED = "expected sqlite:///FILE, influx://HOST:PORT/ORG/BUCKET or influxs://HOST:PORT/ORG/BUCKET"


def _sqlite(url: str, centre: str, _token: str, retention_days: int) -> SensorStore:
    return SqliteStore(_file(url), centre, retention_days=retention_days)


def _influx(url: str, centre: str, token: str, _retention_days: int) -> SensorStore:
    # The client takes a second to import, which the embedded profile would pay for nothing.
    from models.store.influx import InfluxStore  # noqa: PLC0415 -- see above

    return InfluxStore(_address(url), centre, token=token)


_ADAPTERS: Mapping[str, Callable[[str, str, str, int], SensorStore]] = {
    "sqlite": _sqlite,
    "influx": _influx,
    "influxs": _influx,
}


def open_store(url: str, centre: str, *, token: str = "", retention_days: int = 0) -> SensorStore:
    """The store that a URL names, for one centre. Raises StoreError when the URL is none."""
    if not CENTRE_ID.fullmatch(centre):
        raise StoreError(f"centre id {centre!r} cannot be stored: it must match {CENTRE_ID.pattern}")
    return _ADAPTERS[_scheme(url)](url, centre, token, retention_days)


def open_aggregates(
    url: str, centre: str, *, token: str = "", keep_days: Mapping[Step, int] = MappingProxyType({})
) -> Aggregates:
    """Where the same store keeps minutes, quarter hours and hours. Raises StoreError when the URL is none."""
    if not CENTRE_ID.fullmatch(centre):
        raise StoreError(f"centre id {centre!r} cannot be stored: it must match {CENTRE_ID.pattern}")
    if _scheme(url) == "sqlite":
        return SqliteAggregates(_file(url), centre, keep_days=keep_days)
    from models.store.influx_aggregates import InfluxAggregates  # noqa: PLC0415 -- as in _influx

    return InfluxAggregates(_address(url), centre, token=token)


def ensure_buckets(
    url: str,
    *,
    token: str = "",
    retention_days: int = 0,
    keep_days: Mapping[Step, int] = MappingProxyType({}),
) -> list[str]:
    """Create or correct what the store needs on its server; the names of what was changed, [] when all was right."""
    if _scheme(url) == "sqlite":
        return []
    from models.store import influx_setup  # noqa: PLC0415 -- as in _influx

    return influx_setup.ensure_buckets(
        _address(url), token=token, retention_days=retention_days, keep_days=keep_days
    )


def store_size(url: str, *, token: str = "") -> "StoreSize":
    """Bytes and series of a store. Raises StoreUnavailableError when it is away, StoreError when the URL is none."""
    scheme = _scheme(url)
    from models.store import size  # noqa: PLC0415 -- as in _influx

    return (
        size.sqlite_size(_file(url)) if scheme == "sqlite" else size.influx_size(_address(url), token=token)
    )


def _scheme(url: str) -> str:
    scheme = url.partition("://")[0]
    if scheme not in _ADAPTERS:
        raise StoreError(f"store.url {url!r} names no store: {EXPECTED}")
    return scheme


def _file(url: str) -> Path:
    name = url.removeprefix("sqlite:///")
    if name == url or not name:
        raise StoreError(f"store.url {url!r} names no file: {EXPECTED}")
    return Path(name)


def _address(url: str) -> InfluxAddress:
    try:
        return influx_address(url)
    except ValueError as error:
        raise StoreError(f"store.url {url!r} is wrong ({error}): {EXPECTED}") from error
