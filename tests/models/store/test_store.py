"""The URL of a store: what it names and what is refused."""

import pytest

from models.aggregate import Step
from models.ports import StoreError
from models.store import ensure_buckets, open_store
from models.store.influx_address import influx_address


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", "names no store"),
        ("readings.db", "names no store"),
        ("mysql://h/x", "names no store"),
        ("sqlite://readings.db", "names no file"),
        ("sqlite:///", "names no file"),
        ("influx://host:8086", "path"),
        ("influx://host:8086/linli", "path"),
        ("influx://host:8086/linli/read ings", "path"),
        ("influx://host:8086/linli/%22)%20x", "path"),
        ("influx:///linli/readings", "host is missing"),
        ("influx://host:port/linli/readings", "Port"),
        ("influx://user:secret@host/linli/readings", "credentials"),
    ],
)
def test_a_url_that_names_no_store_is_refused(url: str, told: str) -> None:
    with pytest.raises(StoreError, match=told):
        open_store(url, "shijiawan")


@pytest.mark.parametrize("centre", ["", "A", "a b", "a,b", "a" * 33, "a\n"])
def test_a_hostile_centre_is_refused(centre: str) -> None:
    with pytest.raises(StoreError, match="centre id"):
        open_store("sqlite:///never.db", centre)


def test_an_influx_url_is_taken_apart() -> None:
    address = influx_address("influxs://[::1]/linli/readings")
    assert (address.server, address.org, address.bucket) == ("https://[::1]:8086", "linli", "readings")
    assert address.step_bucket(Step.QUARTER) == "readings_15m"


def test_a_file_needs_no_setting_up() -> None:
    assert ensure_buckets("sqlite:///never.db") == []
