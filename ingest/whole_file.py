"""Small files of a spool folder, replaced as a whole or not at all (I/O)."""

import logging
from pathlib import Path

log = logging.getLogger(__name__)


def replaced(file: Path, content: bytes) -> bool:
    """Put new content in a file's place; whether that worked. On a full disk the old content stays, and it is told."""
    fresh = file.with_suffix(".new")
    try:
        fresh.write_bytes(content)
        fresh.replace(file)
    except OSError as error:
        log.warning("%s cannot be written: %s", file, error.strerror)
        return False
    return True
