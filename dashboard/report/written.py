"""Files of a report in a folder: each whole or not at all."""

import os
from pathlib import Path

from config.settings import ConfigError
from dashboard.report.form import Files


def write(folder: Path, files: Files) -> None:
    """Over what lay there under the same names. Raises ConfigError where the folder cannot be written."""
    try:
        for name, content in files.items():
            _put(folder / name, content)
    except OSError as error:
        raise ConfigError(f"option --out {folder}: it cannot be written: {error.strerror}") from error


def _put(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
