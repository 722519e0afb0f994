"""How large a store is."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.centre import SensorId
from models.ports import StoreUnavailableError
from models.reading import Reading
from models.store import ensure_buckets, open_store, store_size
from tests.influxd import Influx

NOW = datetime.now(UTC)


def test_a_file_tells_its_bytes_and_series(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'readings.db'}"
    store = open_store(url, "c")
    store.write([Reading(SensorId(sensor), "co2", NOW, 400) for sensor in ("a", "b")])
    store.close()

    size = store_size(url)

    assert size.series == 2
    assert size.bytes["readings.db"] >= (tmp_path / "readings.db").stat().st_size > 0


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "readings.db").write_bytes(b"no database" * 1000)
    with pytest.raises(StoreUnavailableError, match=r"readings\.db"):
        store_size(f"sqlite:///{tmp_path / 'readings.db'}")


@pytest.mark.influx
def test_a_server_tells_the_bytes_of_our_buckets(influx: Influx) -> None:
    ensure_buckets(influx.url("sized"), token=influx.token)
    size = store_size(influx.url("sized"), token=influx.token)
    assert set(size.bytes) == {"sized", "sized_1m", "sized_15m", "sized_1h"}


def test_a_server_that_is_away_is_said_to_be() -> None:
    with pytest.raises(StoreUnavailableError):
        store_size("influx://127.0.0.1:1/linli/readings", token="t")
