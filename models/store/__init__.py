"""Time series: the readings of one centre, kept in SQLite or in InfluxDB 2 (I/O)."""

from collections.abc import Callable, Mapping
from pathlib import Path

from models.ports import SensorStore, StoreError
from models.store.influx_address import InfluxAddress, influx_address
from models.store.schema import CENTRE_ID
from models.store.sqlite import SqliteStore

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


def ensure_buckets(url: str, *, token: str = "", retention_days: int = 0) -> list[str]:
    """Create or correct what the store needs on its server; the names of what was changed, [] when all was right."""
    if _scheme(url) == "sqlite":
        return []
    from models.store import influx_setup  # noqa: PLC0415 -- as in _influx

    return influx_setup.ensure_buckets(_address(url), token=token, retention_days=retention_days)


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
