"""The buckets and the down-sampling task of an InfluxDB server, created or corrected; doing it twice changes nothing."""

from influxdb_client import BucketRetentionRules, InfluxDBClient, TaskCreateRequest, TaskUpdateRequest

from models.ports import StoreError
from models.store.influx import influx_client
from models.store.influx_address import InfluxAddress
from models.store.influx_errors import LinesRefusedError, influx_errors

DAY_S = 86_400


def ensure_buckets(address: InfluxAddress, *, token: str, retention_days: int) -> list[str]:
    """Raw bucket with its retention, `<bucket>_15m` for ever, and the task that fills it; what had to be changed.

    Raises StoreUnavailableError when the server is away or the token may not, StoreError when the organisation is missing.
    """
    try:
        with influx_client(address, token) as client, influx_errors(address):
            org_id = _organisation(client, address)
            return [
                *_bucket(client, org_id, address.bucket, retention_days * DAY_S),
                *_bucket(client, org_id, address.sampled_bucket, 0),
                *_task(client, org_id, address),
            ]
    except LinesRefusedError as error:
        raise StoreError(str(error)) from error


def task_name(address: InfluxAddress) -> str:
    return f"linli_{address.bucket}_15m"


def task_flux(address: InfluxAddress) -> str:
    """Means and maxima of closed quarter hours; six hours back each time, so that late readings count too."""
    return f"""import "date"

option task = {{name: "{task_name(address)}", every: 15m, offset: 1m}}

raw = from(bucket: "{address.bucket}")
    |> range(start: date.truncate(t: -6h, unit: 15m), stop: date.truncate(t: now(), unit: 15m))
    |> filter(fn: (r) => r._field == "value")

raw |> aggregateWindow(every: 15m, fn: mean, createEmpty: false, timeSrc: "_start")
    |> set(key: "_field", value: "mean")
    |> to(bucket: "{address.sampled_bucket}")

raw |> aggregateWindow(every: 15m, fn: max, createEmpty: false, timeSrc: "_start")
    |> set(key: "_field", value: "max")
    |> to(bucket: "{address.sampled_bucket}")
"""


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


def _task(client: InfluxDBClient, org_id: str, address: InfluxAddress) -> list[str]:
    api = client.tasks_api()
    name, flux = task_name(address), task_flux(address)
    known = api.find_tasks(name=name, org_id=org_id)
    if not known:
        api.create_task(task_create_request=TaskCreateRequest(flux=flux, org_id=org_id, status="active"))
        return [f"task {name} created"]
    task, *doubles = known
    for double in doubles:
        api.delete_task(double.id)
    if task.flux == flux and task.status == "active":
        return [f"task {name} was doubled"] if doubles else []
    # Not update_task(): it sends the options beside the text, and the server then rewrites the text.
    api.update_task_request(task.id, TaskUpdateRequest(flux=flux, status="active"))
    return [f"task {name} corrected"]
