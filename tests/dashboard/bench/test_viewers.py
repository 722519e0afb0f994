"""The measurement of many viewers, on a few."""

import pytest

from dashboard.bench.viewers import watched


@pytest.mark.slow
@pytest.mark.broker
def test_every_viewer_of_both_servers_gets_its_events() -> None:
    ours, bare = watched(3, seconds=3.0)
    assert (ours.name, bare.name) == ("live page", "bare stream")
    assert ours.size > 100
    assert ours.p50_ms <= ours.p95_ms
