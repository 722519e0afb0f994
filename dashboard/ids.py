"""Every id that Dash knows, one namespace per page: the only place with id strings."""

from enum import StrEnum


class LiveId(StrEnum):
    """The live page. ROOT, FOCUS and TABLE_FOCUS are known to assets/20-live.js by these names."""

    ROOT = "live"
    FOCUS = "live-focus"
    TABLE_FOCUS = "live-table-focus"
    DETAIL = "live-detail"
    GRAPH = "live-graph"
    SUMMARY = "live-summary"
    TABLE = "live-table"
    ALERTS = "live-alerts"


class HealthId(StrEnum):
    """The health page. ROOT, TICK and FACTS are known to assets/30-health.js by these names."""

    ROOT = "health"
    TICK = "health-tick"
    FACTS = "health-facts"
    DRAWN = "health-drawn"
