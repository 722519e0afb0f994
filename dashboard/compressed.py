"""Compressed copies of static files: quickly on the first request, as small as possible from a helper process."""

import gzip
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from threading import Lock

import brotli

Compress = Callable[[bytes], bytes]

QUICK: Mapping[str, Compress] = {
    "br": partial(brotli.compress, quality=5),
    "gzip": partial(gzip.compress, compresslevel=6, mtime=0),
}
SMALL: Mapping[str, Compress] = {
    "br": partial(brotli.compress, quality=11),
    "gzip": partial(gzip.compress, compresslevel=9, mtime=0),
}
ENCODINGS = tuple(QUICK)
"""In our order of preference."""


class Compressed:
    """Copies by content, on disk in a cache folder and in memory; a body is never compressed twice."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._small: dict[str, bytes] = {}
        self._quick: dict[str, bytes] = {}
        self._lock = Lock()

    def get(self, body: bytes, encoding: str) -> bytes:
        """The body in that encoding: the small copy when there is one, else a quick one."""
        name = file_name(body, encoding)
        small = self._small.get(name) or self._read(name)
        if small is not None:
            return small
        with self._lock:
            if name not in self._quick:
                self._quick[name] = QUICK[encoding](body)
            return self._quick[name]

    def _read(self, name: str) -> bytes | None:
        try:
            body = (self._folder / name).read_bytes()
        except OSError:
            return None
        self._quick.pop(name, None)
        return self._small.setdefault(name, body)

    def missing(self, bodies: Iterable[bytes]) -> list[bytes]:
        """Those that have no small copy in every encoding."""
        return [
            body
            for body in bodies
            if not all((self._folder / file_name(body, encoding)).is_file() for encoding in ENCODINGS)
        ]

    def prepare(self, bodies: Iterable[bytes]) -> subprocess.Popen[bytes] | None:
        """Have a helper process make the small copies; None when there is nothing to do."""
        missing = self.missing(bodies)
        if not missing:
            return None
        self._folder.mkdir(parents=True, exist_ok=True)
        for body in missing:
            write(self._folder / file_name(body, "raw"), body)
        command = [sys.executable, "-m", "dashboard.compressed", str(self._folder)]
        return subprocess.Popen(command, cwd=Path(__file__).parent.parent, stdin=subprocess.DEVNULL)


def file_name(body: bytes, encoding: str) -> str:
    """The name of a copy: by content, so that a new version never meets an old copy."""
    return f"{hashlib.sha256(body).hexdigest()[:32]}.{encoding}"


def write(file: Path, body: bytes) -> None:
    """Put a file there in one step: a reader sees all of it or nothing."""
    part = file.with_suffix(f"{file.suffix}.{os.getpid()}.part")
    part.write_bytes(body)
    part.replace(file)


def compress_folder(folder: Path) -> None:
    """Turn every .raw file into its small copies; the largest last, so that a page is helped soon."""
    for raw in sorted(folder.glob("*.raw"), key=lambda file: file.stat().st_size):
        body = raw.read_bytes()
        for encoding, compress in SMALL.items():
            write(folder / file_name(body, encoding), compress(body))
        raw.unlink(missing_ok=True)


if __name__ == "__main__":
    os.nice(10)
    compress_folder(Path(sys.argv[1]))
