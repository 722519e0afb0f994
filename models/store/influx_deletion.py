"""What a deletion on an InfluxDB server names: a predicate without room for binding, spans with both ends included (pure)."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from models.ports import StoreError
from models.store.schema import CENTRE_ID, why_name_refused

TICK = timedelta(microseconds=1)


def deletion(centre: str, sensor: str, measure: str) -> str:
    """The predicate of one series; a measure without a part names every part. Raises StoreError for an unusable name."""
    fault = why_name_refused(sensor, measure)
    if fault or not CENTRE_ID.fullmatch(centre):
        raise StoreError(fault or f"centre id {centre!r} cannot be stored")
    key, _, part = measure.partition(".")
    if '"' in part:
        raise StoreError(f"measure {measure!r} has a part that no deletion can name")
    named = {"_measurement": key, "centre": centre, "sensor": sensor} | ({"part": part} if part else {})
    return " AND ".join(f'{name}="{value}"' for name, value in named.items())


def gaps(own: Sequence[datetime], crowded: Collection[datetime]) -> Iterator[tuple[datetime, datetime]]:
    """Runs of own instants, first and last of each, between which no crowded one lies. own: in order."""
    run: list[datetime] = []
    for at in sorted({*own, *crowded}):
        if at not in crowded:
            run.append(at)
        elif run:
            yield run[0], run[-1]
            run = []
    if run:
        yield run[0], run[-1]


def rfc3339(at: datetime) -> str:
    """An instant as the server's API spells it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
