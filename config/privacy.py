"""The key under which cards, phones and members become hashes: a setting, or made once and kept in the data folder."""

import contextlib
import os
import secrets
from pathlib import Path

from config.settings import ConfigError, Settings

SHORTEST = 16
FILE = "privacy-key"


def privacy_key(settings: Settings) -> bytes:
    """The secret. With another key the same card becomes another hash. Raises ConfigError, never naming the key itself."""
    told = settings.ingest.privacy_key.get_secret_value()
    key = told or _kept_key(settings)
    if len(key) < SHORTEST:
        where = "setting ingest.privacy_key" if told else f"{settings.data.folder / FILE}"
        raise ConfigError(f"{where} has {len(key)} signs, fewer than {SHORTEST}")
    return key.encode()


def _kept_key(settings: Settings) -> str:
    """The key of the data folder, made at the first start; only its owner may read it."""
    file = settings.data.folder / FILE
    try:
        if not file.exists():
            _make(file)
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} cannot be made or read: {error}") from error


def _make(file: Path) -> None:
    """Whole or not at all, also when two processes make it at once: the first one wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f"{FILE}.{os.getpid()}")
    made = os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(made, "w", encoding="utf-8") as stream:
        stream.write(secrets.token_hex(32))
        stream.flush()
        os.fsync(stream.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(fresh, file)
    fresh.unlink()
