"""The buckets of an InfluxDB server, created or corrected; doing it twice changes nothing."""

from collections.abc import Mapping

from influxdb_client import BucketRetentionRules, InfluxDBClient

from models.aggregate import Step
from models.ports import StoreError
from models.store.influx import influx_client
from models.store.influx_address import InfluxAddress
from models.store.influx_errors import LinesRefusedError, influx_errors

DAY_S = 86_400


def ensure_buckets(
    address: InfluxAddress, *, token: str, retention_days: int, keep_days: Mapping[Step, int]
) -> list[str]:
    """The raw bucket and one for each step, each with its retention (0 days = for ever); what had to be changed.

    Raises StoreUnavailableError when the server is away or the token may not, StoreError when the organisation is missing.
    """
    kept = {address.bucket: retention_days} | {
        address.step_bucket(step): keep_days.get(step, 0) for step in Step
    }
    try:
        with influx_client(address, token) as client, influx_errors(address):
            org_id = _organisation(client, address)
            changes = [
                line for name, days in kept.items() for line in _bucket(client, org_id, name, days * DAY_S)
            ]
            return [*changes, *_without_task(client, org_id, f"linli_{address.bucket}_15m")]
    except LinesRefusedError as error:
        raise StoreError(str(error)) from error


def _organisation(client: InfluxDBClient, address: InfluxAddress) -> str:
    for organisation in client.organizations_api().find_organizations():
        if organisation.name == address.org:
            return str(organisation.id)
    raise StoreError(
        f"sensor store {address}: organisation {address.org!r} does not exist, or this token may not see it"
    )


def _bucket(client: InfluxDBClient, org_id: str, name: str, keep_s: int) -> list[str]:
    api = client.buckets_api()
    rules = [BucketRetentionRules(type="expire", every_seconds=keep_s)]  # 0 = for ever
    # Asked for by its name, a bucket that is missing would be a 404 like a wrong address.
    bucket = next((known for known in api.find_buckets_iter(org_id=org_id) if known.name == name), None)
    if bucket is None:
        api.create_bucket(bucket_name=name, org=org_id, retention_rules=rules)
        return [f"bucket {name} created"]
    if sum(rule.every_seconds for rule in bucket.retention_rules) == keep_s:
        return []
    bucket.retention_rules = rules
    api.update_bucket(bucket)
    return [f"bucket {name} {f'keeps {keep_s // DAY_S} days' if keep_s else 'is kept for ever'} now"]


def _without_task(client: InfluxDBClient, org_id: str, name: str) -> list[str]:
    """The task of an earlier version wrote other figures into the quarter-hour bucket; the ingestor fills it now."""
    api = client.tasks_api()
    known = api.find_tasks(name=name, org_id=org_id)
    for task in known:
        api.delete_task(task.id)
    return [f"task {name} removed"] if known else []
