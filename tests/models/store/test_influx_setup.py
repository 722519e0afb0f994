"""Buckets, retention and the down-sampling task on a real server."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from influxdb_client import InfluxDBClient

from models.calendar import Window, floor_slot
from models.centre import SensorId
from models.ports import StoreError, StoreRejectedError, StoreUnavailableError
from models.reading import Reading
from models.store import ensure_buckets, open_store
from models.store.influx_address import influx_address
from models.store.influx_setup import task_flux, task_name
from tests.influxd import ORG, Influx

pytestmark = pytest.mark.influx
DEADLINE_S = 30


def client(influx: Influx) -> InfluxDBClient:
    return InfluxDBClient(influx.server, influx.token, org=ORG)


def ensured(influx: Influx, bucket: str, days: int = 0) -> list[str]:
    return ensure_buckets(influx.url(bucket), token=influx.token, retention_days=days)


def test_everything_is_made_once(influx: Influx) -> None:
    assert ensured(influx, "once", 30) == [
        "bucket once created",
        "bucket once_15m created",
        "task linli_once_15m created",
    ]
    assert ensured(influx, "once", 30) == []
    with client(influx) as api:
        assert len(api.tasks_api().find_tasks(name="linli_once_15m")) == 1
        (bucket,) = api.buckets_api().find_buckets(name="once").buckets
        assert bucket.retention_rules[0].every_seconds == 30 * 86_400


def test_another_retention_is_corrected_and_for_ever_is_possible(influx: Influx) -> None:
    ensured(influx, "kept", 30)
    assert ensured(influx, "kept", 60) == ["bucket kept keeps 60 days now"]
    assert ensured(influx, "kept", 0) == ["bucket kept is kept for ever now"]
    assert ensured(influx, "kept", 0) == []


def test_a_changed_stopped_or_doubled_task_is_put_right(influx: Influx) -> None:
    ensured(influx, "task")
    address = influx_address(influx.url("task"))
    with client(influx) as api:
        tasks = api.tasks_api()
        (task,) = tasks.find_tasks(name=task_name(address))
        task.status = "inactive"
        tasks.update_task(task)
        assert ensured(influx, "task") == ["task linli_task_15m corrected"]
        other = task_flux(address).replace("-6h", "-1h")
        (task,) = tasks.find_tasks(name=task_name(address))
        task.flux = other
        tasks.update_task(task)
        assert ensured(influx, "task") == ["task linli_task_15m corrected"]
        assert ensured(influx, "task") == []


def test_the_task_keeps_means_and_maxima_of_closed_quarter_hours(influx: Influx) -> None:
    ensured(influx, "sampled")
    door = SensorId("dance-view")
    slot = floor_slot(datetime.now(UTC)) - timedelta(minutes=30)
    store = open_store(influx.url("sampled"), "shijiawan", token=influx.token)
    store.write([Reading(door, "occupancy_count", slot + timedelta(minutes=n), n) for n in (0, 3, 12)])
    store.close()
    with client(influx) as api:
        (task,) = api.tasks_api().find_tasks(name="linli_sampled_15m")
        api.tasks_api().run_manually(task.id)
        assert sampled(api, "sampled_15m") == {("max", slot): 12.0, ("mean", slot): 5.0}


def sampled(api: InfluxDBClient, bucket: str) -> dict[tuple[str, datetime], float]:
    """What the task wrote, as soon as it wrote both fields."""
    deadline = time.monotonic() + DEADLINE_S
    found: dict[tuple[str, datetime], float] = {}
    while len(found) < 2 and time.monotonic() < deadline:
        tables = api.query_api().query("from(bucket: b) |> range(start: -2h)", params={"b": bucket})
        found = {(r["_field"], r["_time"]): r["_value"] for table in tables for r in table.records}
    return found


def test_a_wrong_token_and_a_wrong_organisation_are_told_apart(influx: Influx) -> None:
    with pytest.raises(StoreUnavailableError, match="401"):
        ensure_buckets(influx.url(), token="wrong")
    other = influx.url().replace(f"/{ORG}/", "/nobody/")
    with pytest.raises(StoreError, match="nobody"):
        ensure_buckets(other, token=influx.token)


def test_a_reading_older_than_the_retention_is_rejected_and_a_newer_one_kept(influx: Influx) -> None:
    ensured(influx, "short", 7)
    now = datetime.now(UTC).replace(microsecond=0)
    fresh = Reading(SensorId("d"), "battery", now, 50)
    old = Reading(SensorId("d"), "battery", now - timedelta(days=30), 60)
    store = open_store(influx.url("short"), "shijiawan", token=influx.token)
    with pytest.raises(StoreRejectedError) as caught:
        store.write([old, fresh])
    assert caught.value.rejected == (old,)
    assert store.read([SensorId("d")], Window(now - timedelta(days=40), now + timedelta(1))) == [fresh]
    store.close()
