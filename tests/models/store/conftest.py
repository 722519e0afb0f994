"""The real servers of the store's tests."""

import shutil
from collections.abc import Iterator

import pytest

from tests.influxd import Influx, running_influx


@pytest.fixture(scope="session")
def influx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Influx]:
    program = shutil.which("influxd")
    if program is None:
        pytest.skip("influxd is not on PATH: the InfluxDB adapter was not tried against a real server")
    with running_influx(program, tmp_path_factory.mktemp("influx")) as server:
        yield server
