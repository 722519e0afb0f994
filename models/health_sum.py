"""What several ingest processes say about themselves, as if they were one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from models.centre import CentreId, SensorId
from models.health import Accounting, IngestHealth, Presence

NEVER = datetime.min.replace(tzinfo=UTC)


def health_sum(healths: Sequence[IngestHealth]) -> IngestHealth:
    """The whole of at least one: amounts add up, of instants and conditions the worst counts.

    Each message is in the account of one process only, so the sum is balanced when every part is.
    """
    first, *others = healths
    if not others:
        return first
    ages = [health.oldest_spooled_at for health in healths if health.oldest_spooled_at is not None]
    canaries = [health.canary_at for health in healths]
    trips = [health.canary_ms for health in healths]
    return replace(
        first,
        at=min(health.at for health in healths),
        started_at=max(health.started_at for health in healths),
        accounting=account_sum(health.accounting for health in healths),
        connected=all(health.connected for health in healths),
        canary_at=None if None in canaries else min(at for at in canaries if at is not None),
        canary_ms=None if None in trips else max(ms for ms in trips if ms is not None),
        oldest_spooled_at=min(ages, default=None),
        spool_bytes=sum(health.spool_bytes for health in healths),
        spool_limit_bytes=sum(health.spool_limit_bytes for health in healths),
        disk_free_bytes=min(health.disk_free_bytes for health in healths),
        passed_over=sum(health.passed_over for health in healths),
        possible_gaps=sum(health.possible_gaps for health in healths),
        quarantined=sum(health.quarantined for health in healths),
        strangers=sum(health.strangers for health in healths),
        paused=any(health.paused for health in healths),
        store_faults={key: text for health in healths for key, text in health.store_faults.items()},
        faults=tuple({fault.key: fault for health in healths for fault in health.faults}.values()),
        sensors=_sensors(healths),
    )


def account_sum(accounts: Iterable[Accounting]) -> Accounting:
    """Column by column."""
    known = list(accounts)
    return Accounting(
        received=sum(account.received for account in known),
        stored=sum(account.stored for account in known),
        duplicate=sum(account.duplicate for account in known),
        spooled=sum(account.spooled for account in known),
        dead=_by_reason(account.dead for account in known),
        shed=_by_reason(account.shed for account in known),
    )


def _by_reason(columns: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    total: Counter[str] = Counter()
    for column in columns:
        total.update(column)
    return dict(total)


def _sensors(healths: Sequence[IngestHealth]) -> Mapping[CentreId, Mapping[SensorId, Presence]]:
    """Of each sensor what the process says that heard it last: its owner, or who owned it before."""
    found: dict[CentreId, dict[SensorId, Presence]] = {}
    for health in healths:
        for centre, sensors in health.sensors.items():
            known = found.setdefault(centre, {})
            for sensor, presence in sensors.items():
                known[sensor] = max(known.get(sensor, presence), presence, key=_heard)
    return found


def _heard(presence: Presence) -> tuple[datetime, int]:
    return presence.heard_at or NEVER, presence.received
