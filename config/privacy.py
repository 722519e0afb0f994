"""The key under which cards, phones and members become hashes: a setting, or made once and kept in the data folder."""

import os
import secrets

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
        file.parent.mkdir(parents=True, exist_ok=True)
        made = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return _read(settings)
    except OSError as error:
        raise ConfigError(f"{file} cannot be written: {error.strerror}") from error
    key = secrets.token_hex(32)
    with os.fdopen(made, "w", encoding="utf-8") as stream:
        stream.write(key)
        stream.flush()
        os.fsync(stream.fileno())
    return key


def _read(settings: Settings) -> str:
    file = settings.data.folder / FILE
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} cannot be read: {error}") from error
