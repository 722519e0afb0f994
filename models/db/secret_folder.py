"""Secrets of robots as files of a folder, each for its owner only: a copy of the database holds none of them (I/O)."""

import json
import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path

from models.document import canonical, filled
from models.ports import StoreError
from models.sending.recipient import RobotSecret

_NAME = re.compile(r"[0-9a-z_-]{1,80}")


class SecretFolder:
    """The secrets of one centre's recipients. The folder is made with the first one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, recipient: str, secret: RobotSecret) -> None:
        file = self._file(recipient)
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            made, draft = tempfile.mkstemp(dir=self._folder, prefix=".")  # for its owner only
            with os.fdopen(made, "wb") as stream:
                stream.write(canonical(secret))
                stream.flush()
                os.fsync(stream.fileno())
            Path(draft).replace(file)
        except OSError as error:
            raise StoreError(f"folder {self._folder} cannot be written: {error.strerror}") from error

    def get(self, recipient: str) -> RobotSecret | None:
        try:
            return filled(RobotSecret, json.loads(self._file(recipient).read_bytes()))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(f"folder {self._folder} cannot be read: {error.strerror}") from error
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise StoreError(f"a file of the folder {self._folder} holds no secret") from error

    def remove(self, recipient: str) -> None:
        try:
            with suppress(FileNotFoundError):
                self._file(recipient).unlink()
        except OSError as error:
            raise StoreError(f"folder {self._folder} cannot be written: {error.strerror}") from error

    def _file(self, recipient: str) -> Path:
        if not _NAME.fullmatch(recipient):
            raise StoreError("a name that no recipient has")
        return self._folder / recipient
