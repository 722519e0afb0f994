"""What must hold before anything is started: folder, ports, and that nobody else runs on the same data."""

import errno
import fcntl
import os
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit, urlunsplit

from config.broker import endpoint, is_embedded
from config.settings import ENV_PREFIX, Settings
from dashboard.processes.progress import FILES
from models.message import Message

_WHY: Mapping[int, str] = {
    errno.EADDRINUSE: "run.fault.port_taken",
    errno.EADDRNOTAVAIL: "run.fault.host_not_ours",
    errno.EACCES: "run.fault.port_forbidden",
}


class StartError(Exception):
    """It cannot be started; `message` says why in the language of whoever reads it."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key, values)
        self.message = Message(key, values)


def make_folder(folder: Path) -> None:
    """The data folder stands and can be written, or StartError names it and the reason."""
    if not folder.parent.is_dir():
        raise StartError("run.fault.folder_parent", folder=str(folder), parent=str(folder.parent))
    try:
        folder.mkdir(exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise StartError("run.fault.folder", folder=str(folder), reason=error.strerror or "?") from error


def claim(folder: Path) -> IO[str]:
    """Hold the folder for as long as the returned file is open; StartError names the process that holds it."""
    file = (folder / "run.lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.seek(0)
        holder = file.read().strip() or "?"
        file.close()
        raise StartError("run.fault.folder_in_use", folder=str(folder), process=holder) from error
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def refuse_invented_past(settings: Settings) -> None:
    """StartError when real sensors would be counted on top of a simulated history."""
    folder = settings.data.folder
    if not settings.simulate.enabled and any(folder.glob(FILES)):
        raise StartError("run.fault.simulated_past", folder=str(folder))


def free_port(host: str, port: int, setting: str) -> int:
    """The port, or one of the system's choice for 0. StartError when it cannot be listened on."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:
        raise StartError("run.fault.host_unknown", host=host, setting=setting) from error
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
            probe.listen(1)
        except OSError as error:
            key = _WHY.get(error.errno or 0, "run.fault.port_other")
            reason = error.strerror or str(error)
            raise StartError(key, host=host, port=port, setting=setting, reason=reason) from error
        chosen: int = probe.getsockname()[1]
    return chosen


def chosen_ports(settings: Settings) -> dict[str, str]:
    """Every port that this deployment listens on, as variables for the children; 0 became a free one."""
    dashboard, ingest = settings.dashboard, settings.ingest
    ports = {
        "DASHBOARD__PORT": str(free_port(dashboard.host, dashboard.port, "dashboard.port")),
        "INGEST__METRICS_PORT": str(
            free_port(ingest.metrics_host, ingest.metrics_port, "ingest.metrics_port")
        ),
    }
    for shard in range(1, settings.ingest.shards):
        first = int(ports["INGEST__METRICS_PORT"])
        free_port(ingest.metrics_host, first + shard, "ingest.metrics_port")
    broker = endpoint(settings)  # a URL that is none stops here
    if is_embedded(settings):
        port = free_port(broker.host, broker.port, "broker.url")
        url = urlsplit(settings.broker.url)
        ports["BROKER__URL"] = urlunsplit(url._replace(netloc=f"{_bracketed(broker.host)}:{port}"))
    return {f"{ENV_PREFIX}{name}": value for name, value in ports.items()}


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
