"""Buckets and their retention on a real server."""

from datetime import UTC, datetime, timedelta

import pytest
from influxdb_client import InfluxDBClient, TaskCreateRequest

from models.aggregate import Step
from models.calendar import Window
from models.centre import SensorId
from models.ports import StoreError, StoreRejectedError, StoreUnavailableError
from models.reading import Reading
from models.store import ensure_buckets, open_store
from tests.influxd import ORG, Influx

pytestmark = pytest.mark.influx


def client(influx: Influx) -> InfluxDBClient:
    return InfluxDBClient(influx.server, influx.token, org=ORG)


def ensured(influx: Influx, bucket: str, days: int = 0) -> list[str]:
    return ensure_buckets(influx.url(bucket), token=influx.token, retention_days=days)


def test_everything_is_made_once(influx: Influx) -> None:
    assert ensured(influx, "once", 30) == [
        "bucket once created",
        "bucket once_1m created",
        "bucket once_15m created",
        "bucket once_1h created",
    ]
    assert ensured(influx, "once", 30) == []
    with client(influx) as api:
        (bucket,) = api.buckets_api().find_buckets(name="once").buckets
        assert bucket.retention_rules[0].every_seconds == 30 * 86_400


def test_another_retention_is_corrected_and_for_ever_is_possible(influx: Influx) -> None:
    ensured(influx, "kept", 30)
    assert ensured(influx, "kept", 60) == ["bucket kept keeps 60 days now"]
    assert ensured(influx, "kept", 0) == ["bucket kept is kept for ever now"]
    assert ensured(influx, "kept", 0) == []


def test_each_step_has_a_bucket_with_its_own_retention(influx: Influx) -> None:
    ensure_buckets(influx.url("steps"), token=influx.token, keep_days={Step.MINUTE: 92})
    with client(influx) as api:
        kept = {b.name: b.retention_rules for b in api.buckets_api().find_buckets_iter()}
    assert [rule.every_seconds for rule in kept["steps_1m"]] == [92 * 86_400]
    assert not any(rule.every_seconds for rule in kept["steps_1h"])


def test_the_task_of_an_earlier_version_is_removed(influx: Influx) -> None:
    ensured(influx, "tasked")
    flux = 'option task = {name: "linli_tasked_15m", every: 15m}\nfrom(bucket: "tasked") |> range(start: -1h)'
    with client(influx) as api:
        org = api.organizations_api().find_organizations(org=ORG)[0].id
        api.tasks_api().create_task(
            task_create_request=TaskCreateRequest(flux=flux, org_id=org, status="active")
        )
        assert ensured(influx, "tasked") == ["task linli_tasked_15m removed"]
        assert ensured(influx, "tasked") == []


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
