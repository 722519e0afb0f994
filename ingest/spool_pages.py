"""Messages read straight from the pages of a damaged spool and its log, past everything that leads to them (SQLite file format)."""

import shutil
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

PAGE = 4096
FRAME_HEAD, LOG_HEAD = 24, 32
LEAF = 0x0D
"""The first byte of a page that holds rows of a table."""

MESSAGE_COLUMNS = (7, 8)
"""Of `message` and of `parked`; no other table has as many."""

_INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}

Row = tuple[int, int, bytes, bytes, int, int, int]
"""id, received_ns, topic, payload, retain, dup, rank"""


def log_copy(file: Path) -> Path:
    """Where the log is kept while SQLite decides how much of it to believe: it deletes the rest without a word."""
    return file.with_name(file.name + "-log")


def log_bytes(file: Path) -> int:
    """How long the log is now; 0 when there is none."""
    try:
        return _log(file).stat().st_size
    except FileNotFoundError:
        return 0


def keep_log(file: Path) -> None:
    """Keep the log before the file is opened. A second name is enough, and a full disk has room for nothing else.

    Without a log, the one that was kept by a start that did not get to the end stays.
    """
    kept = log_copy(file)
    if log_bytes(file):
        kept.unlink(missing_ok=True)
        try:
            kept.hardlink_to(_log(file))
        except OSError:  # a file system without second names
            shutil.copyfile(_log(file), kept)


def believed_frames(file: Path) -> int:
    """How many frames of the log SQLite takes for whole: `mxFrame` of the index beside it (SQLite WAL format, 2.1)."""
    try:
        with file.with_name(file.name + "-shm").open("rb") as index:
            (frames,) = struct.unpack("=16xI", index.read(20))
    except (FileNotFoundError, struct.error):
        return 0
    return int(frames)


def _log(file: Path) -> Path:
    return file.with_name(file.name + "-wal")


def unread_log(file: Path, believed: int) -> str:
    """Why the kept log holds more than the frames that SQLite believed, "" = it does not."""
    log = log_copy(file)
    if not log.exists():
        return ""
    beyond = [page.last for page in _frames(log, checked=False) if page.place >= believed]
    if any(beyond):
        return f"its log breaks off after {believed} frames, and {len(beyond)} follow"
    if (log.stat().st_size - LOG_HEAD) % (FRAME_HEAD + PAGE):
        return "its log ends within a frame"
    return ""


def messages(file: Path) -> Iterator[Row]:
    """Every message of which all bytes are there, some more than once or settled long ago; those of sound pages first."""
    log = list(_frames(log_copy(file), checked=True)) if log_copy(file).exists() else []
    newest = {page.number: page.raw for page in log if page.sound}
    with file.open("rb") as whole:

        def page_of(number: int) -> bytes:
            if number in newest:
                return newest[number]
            whole.seek((number - 1) * PAGE)
            return whole.read(PAGE)

        sound = chain(
            (page for page in log if page.sound), _pages(file), (page for page in log if not page.sound)
        )
        for page in sound:
            yield from _rows(page.raw, 100 if page.number == 1 else 0, page_of)


@dataclass(frozen=True, slots=True)
class Page:
    """4 KiB of the file, or of a frame of its log. place: which frame; last: whether a transaction ends with it."""

    number: int
    raw: bytes
    place: int = 0
    last: bool = False
    sound: bool = True


def _pages(file: Path) -> Iterator[Page]:
    with file.open("rb") as whole:
        number = 0
        while len(raw := whole.read(PAGE)) == PAGE:
            number += 1
            yield Page(number, raw)


def _frames(log: Path, *, checked: bool) -> Iterator[Page]:
    """Of the newest use of the log. checked: whether to find out which are sound, which takes time."""
    with log.open("rb") as whole:
        head, place = whole.read(LOG_HEAD), 0
        salt, before = head[16:24], head[24:32]
        order = ">" if head[3:4] == b"\x83" else "<"
        while len(frame := whole.read(FRAME_HEAD + PAGE)) == FRAME_HEAD + PAGE:
            if frame[8:16] == salt:
                number, committed = struct.unpack(">II", frame[:8])
                sound = not checked or _checksum(frame, before, order) == frame[16:24]
                yield Page(number, frame[FRAME_HEAD:], place, committed != 0, sound)
            before = frame[16:24]
            place += 1


def _checksum(frame: bytes, before: bytes, order: str) -> bytes:
    """Of a frame, continued from that of the frame before it."""
    first, second = struct.unpack(">II", before)
    words = struct.unpack(f"{order}{(8 + PAGE) // 4}I", frame[:8] + frame[FRAME_HEAD:])
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return struct.pack(">II", first, second)


def _rows(page: bytes, start: int, page_of: Callable[[int], bytes]) -> Iterator[Row]:
    if page[start] != LEAF:
        return
    (cells,) = struct.unpack_from(">H", page, start + 3)
    for place in range(min(cells, PAGE // 4)):
        try:
            (at,) = struct.unpack_from(">H", page, start + 8 + 2 * place)
            row = _row(page, at, page_of)
        except (struct.error, IndexError, KeyError):
            continue
        if row is not None:
            yield row


def _row(page: bytes, at: int, page_of: Callable[[int], bytes]) -> Row | None:
    size, at = _varint(page, at)
    number, at = _varint(page, at)
    record = _record(page, at, size, page_of)
    head, place = _varint(record, 0)
    kinds: list[int] = []
    while place < head:
        kind, place = _varint(record, place)
        kinds.append(kind)
    if len(kinds) not in MESSAGE_COLUMNS or kinds[0] != 0:
        return None
    values: list[int | bytes] = []
    for kind in kinds[1:7]:
        value, place = _value(record, place, kind)
        values.append(value)
    match values:
        case [int(at_ns), bytes(topic), bytes(payload), int(retain), int(dup), int(rank)] if place <= len(
            record
        ):
            return number, at_ns, topic, payload, retain, dup, rank
    return None


def _record(page: bytes, at: int, size: int, page_of: Callable[[int], bytes]) -> bytes:
    """The bytes of a row, with what did not fit into its page."""
    most = PAGE - 35
    if size <= most:
        return page[at : at + size]
    least = (PAGE - 12) * 32 // 255 - 23
    local = least + (size - least) % (PAGE - 4)
    local = local if local <= most else least
    parts, missing = [page[at : at + local]], size - local
    (following,) = struct.unpack_from(">I", page, at + local)
    while missing > 0:
        overflow = page_of(following)
        (following,) = struct.unpack_from(">I", overflow)
        parts.append(overflow[4 : 4 + min(missing, PAGE - 4)])
        missing -= PAGE - 4
    return b"".join(parts)


def _value(record: bytes, at: int, kind: int) -> tuple[int | bytes, int]:
    if kind in (8, 9):
        return kind - 8, at
    if kind in _INTEGER_BYTES:
        end = at + _INTEGER_BYTES[kind]
        return int.from_bytes(record[at:end], "big", signed=True), end
    if kind >= 12 and kind % 2 == 0:
        end = at + (kind - 12) // 2
        if end > len(record):
            raise IndexError(kind)
        return record[at:end], end
    raise KeyError(kind)


def _varint(raw: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(8):
        byte = raw[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    return value << 8 | raw[at + 8], at + 9
