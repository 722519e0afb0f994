"""The table of checks. To add one: a function Case -> findings, a row here, its sentences in doctor.toml."""

from collections.abc import Mapping

from dashboard.doctor import deliveries, facts, jobs, place, records, servers
from dashboard.doctor.finding import Check

CHECKS: Mapping[str, Check] = {
    "centres": place.centres,
    "folder": place.folder,
    "clock": place.clock,
    "database": records.database,
    "calendar": records.calendar,
    "jobs": jobs.jobs,
    "deliveries": deliveries.deliveries,
    "store": records.store,
    "gathered": records.gathered,
    "facts": facts.facts,
    "broker": servers.broker,
    "ingest": servers.ingest,
    "pages": servers.pages,
    "exposure": servers.exposure,
}
"""In the order of the path of a message; each is named `doctor.check.<key>`."""
