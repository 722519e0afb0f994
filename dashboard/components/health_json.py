"""Health -> the JSON that assets/30-health.js draws, in no language."""

from typing import Any

from dashboard.live.snapshot import millis
from models.health import IngestHealth
from models.services.health import Column, Health, SensorLine

Json = dict[str, Any]


def health_json(health: Health) -> Json:
    """Numbers stay numbers, instants are milliseconds, what is unknown is null."""
    return {
        "at": millis(health.at),
        "fresh": health.fresh,
        "received": health.ingest.accounting.received if health.ingest else None,
        "missing": health.ingest.accounting.missing if health.ingest else None,
        "columns": [_column(column) for column in health.columns],
        "silent": health.silent,
        "sensors": {line.sensor.id: _sensor(line) for line in health.sensors},
        "provisional": health.provisional_days,
        "facts": [millis(health.facts_from), millis(health.facts_to)],
        "backlog_s": round(health.backlog.total_seconds()),
        "store_away": health.store_away,
        "jobs": {"good_at": millis(health.jobs_good_at), "bad": list(health.jobs_bad)},
        "ingest": _ingest(health.ingest) if health.ingest else None,
    }


def _column(column: Column) -> Json:
    return {"fate": column.fate, "reason": column.reason, "n": column.messages}


def _sensor(line: SensorLine) -> Json:
    return {"at": millis(line.heard_at), "silent": line.silent, "online": line.online}


def _ingest(ingest: IngestHealth) -> Json:
    return {
        "at": millis(ingest.at),
        "started": millis(ingest.started_at),
        "connected": ingest.connected,
        "healthy": ingest.healthy,
        "paused": ingest.paused,
        "canary_at": millis(ingest.canary_at),
        "canary_ms": ingest.canary_ms,
        "spool_bytes": ingest.spool_bytes,
        "spool_limit": ingest.spool_limit_bytes,
        "disk_free": ingest.disk_free_bytes,
        "gaps": ingest.possible_gaps,
        "quarantined": ingest.quarantined,
        "faults": [fault.key for fault in ingest.faults],
        "fault_values": {fault.key: dict(fault.values) for fault in ingest.faults},
    }
