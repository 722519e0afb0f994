"""The measurement of the whole path, on a few persons."""

import pytest

from dashboard.bench.sensor_path import followed


@pytest.mark.slow
@pytest.mark.broker
def test_every_person_through_the_door_is_seen_on_the_stream() -> None:
    found = followed(messages=4)
    assert found.count >= 1
    assert found.p50_ms <= found.longest_ms
