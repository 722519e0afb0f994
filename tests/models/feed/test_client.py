"""A client that starts without a broker and stops within its bound."""

import time

import pytest

from models.feed.client import alive, make_client, start, stop
from models.feed.endpoint import Endpoint
from tests.ports import free_port
from tests.waiting import until


@pytest.mark.parametrize("protocol", [5, 311])
def test_starts_and_stops_although_no_broker_is_there(protocol: int) -> None:
    endpoint = Endpoint(host="127.0.0.1", port=free_port(), protocol=protocol)
    client = make_client(endpoint, f"lonely-{protocol}", persistent=True)
    start(client, endpoint, persistent=True)
    assert alive(f"lonely-{protocol}")

    began = time.monotonic()
    stop(client, within_s=2.0)

    assert time.monotonic() - began < 3
    assert until(lambda: not alive(f"lonely-{protocol}"), 5)


def test_a_dead_network_thread_is_noticed() -> None:
    assert not alive("never-started")
