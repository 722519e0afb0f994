"""A secret that a deployment makes for itself at its first start and keeps in its data folder."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from config.settings import ConfigError


def kept_secret(file: Path) -> str:
    """The secret of a file that only its owner may read. Of two processes that make it at once, one wins for both.

    Raises ConfigError naming the folder.
    """
    try:
        with suppress(FileNotFoundError):
            return file.read_text(encoding="utf-8").strip()
        file.parent.mkdir(parents=True, exist_ok=True)
        made, draft = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")  # for its owner only
        with os.fdopen(made, "w", encoding="utf-8") as stream:
            stream.write(secrets.token_urlsafe(24))
        with suppress(FileExistsError):
            os.link(draft, file)
        Path(draft).unlink()
        return file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ConfigError(f"data folder {file.parent} cannot be written: {error.strerror}") from error
