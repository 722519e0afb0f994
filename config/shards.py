"""Where each of several ingest processes (shards) has its place: names, folders and ports."""

from collections.abc import Sequence
from pathlib import Path

from config.settings import Settings

SUBSCRIBED = "layout-subscribed.json"
"""In a spool folder, for as long as the broker queues messages for that shard."""


def named(name: str, shard: int) -> str:
    """A name (of a client, of a folder) that every shard has for itself; the first has that of a single one."""
    return f"{name}-{shard}" if shard else name


def spool_folder(settings: Settings, shard: int) -> Path:
    """Where a shard keeps what it received."""
    return settings.data.folder / named("spool", shard)


def metrics_port(settings: Settings, shard: int) -> int:
    """The ports of the shards stand in a row; 0 = any free one."""
    port = settings.ingest.metrics_port
    return port and port + shard


def leaving(settings: Settings) -> Sequence[int]:
    """Shards that an older, larger layout had, and for which messages may still wait."""
    kept = (
        folder.parent.name.removeprefix("spool-")
        for folder in settings.data.folder.glob(f"spool-*/{SUBSCRIBED}")
    )
    return sorted(int(index) for index in kept if index.isdecimal() and int(index) >= settings.ingest.shards)
