"""A lock on a spool folder: two ingestors on one spool would each take the other's session."""

import fcntl
from pathlib import Path
from typing import TextIO

from config.settings import ConfigError


def only_one(folder: Path) -> TextIO:
    """The lock, which dies with the process. Raises ConfigError when another process holds it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("w")
    except OSError as error:
        raise ConfigError(f"data folder {folder} cannot be written: {error.strerror}") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise ConfigError(f"another ingestor already works in {folder}") from error
    return lock
