"""How much of a file is read at all, and what a packed one may hide."""

import io
import zipfile

from models.exchange.sheet import FileError

MOST_BYTES = 8_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_UNPACKED = 50_000_000
MOST_RATIO = 100
MOST_ENTRIES = 200
SECONDS = 20
MEMORY = 1_000_000_000
"""Bytes of address space for whoever parses: five times what the largest honest file needs."""

PACKED = (".zip", ".xlsx", ".7z", ".rar", ".gz", ".bz2", ".xz", ".tar", ".jar")


def sized(content: bytes) -> bytes:
    """The content. Raises FileError when it is empty or too large."""
    if not content.strip():
        raise FileError("empty")
    if len(content) > MOST_BYTES:
        raise FileError("too_large", most=MOST_BYTES // 1_000_000)
    return content


def unpackable(content: bytes) -> None:
    """Look at the table of contents of a packed file before anything is unpacked. Raises FileError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise FileError("broken") from error
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
        raise FileError("bomb")
    if unpacked > MOST_RATIO * max(1, sum(entry.compress_size for entry in entries)):
        raise FileError("bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileError("locked")
    if any(entry.filename.lower().endswith(PACKED) for entry in entries):
        raise FileError("nested")


def counted(rows: int, columns: int = 0) -> None:
    """Raises FileError when there are more rows or columns than anybody could look through."""
    if rows > MOST_ROWS:
        raise FileError("too_many_rows", most=MOST_ROWS)
    if columns > MOST_COLUMNS:
        raise FileError("too_many_columns", most=MOST_COLUMNS)
