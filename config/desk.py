"""Where the ingestor's desk is, and the word by which it knows who may ask."""

from collections.abc import Sequence

from config.kept_secret import kept_secret
from config.settings import Settings
from config.shards import metrics_port

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 -- nothing listens here
"""Addresses to listen on that nobody can be reached at."""


def desk_token(settings: Settings) -> str:
    """The setting's, else one that is made at the first start: both processes then share a data folder."""
    given = settings.ingest.desk_token.get_secret_value()
    return given or kept_secret(settings.data.folder / "desk-token")


def desk_addresses(settings: Settings) -> Sequence[str]:
    """One for each ingest process, in the order of the shards; none when ports are taken as they come."""
    if settings.dashboard.desks:
        return settings.dashboard.desks
    host = EVERYWHERE.get(settings.ingest.metrics_host, settings.ingest.metrics_host)
    shown = f"[{host}]" if ":" in host else host
    ports = [metrics_port(settings, shard) for shard in range(settings.ingest.shards)]
    return [f"http://{shown}:{port}" for port in ports if port]
