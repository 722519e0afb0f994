"""Pictures without what they tell beside the picture: where, when and with what they were taken, and thumbnails of it.

JPEG: ITU T.81 markers; PNG: W3C chunks; WebP: RIFF chunks. Only parts that are needed to draw the picture are kept, and nothing
behind its end. Of EXIF the orientation stays: without it a portrait lies on its side.
"""

import struct
from collections.abc import Callable, Iterator, Mapping

_ORIENTATION = 0x0112
_ICC = b"ICC_PROFILE\0"
_EXIF = b"Exif\0\0"


class PictureError(ValueError):
    """No such picture: broken off, or not built as it should be."""


def bare(media: str, content: bytes) -> bytes:
    """The picture alone. media: a key of BARE. Raises PictureError."""
    try:
        return b"".join(BARE[media](content))
    except (struct.error, IndexError) as error:
        raise PictureError(f"{media} breaks off") from error


def _jpeg(content: bytes) -> Iterator[bytes]:
    parts, turned = [], 1
    for mark, body in _segments(content):
        if mark == 0xE1 and body.startswith(_EXIF):
            turned = _orientation(body[len(_EXIF) :])
        if _is_needed(mark, body):
            parts.append((mark, body))
    yield b"\xff\xd8"
    if turned != 1:
        yield _segment(0xE1, _EXIF + _turned(turned))
    for mark, body in parts:
        yield body if mark == 0xDA else _segment(mark, body)
    yield b"\xff\xd9"


def _is_needed(mark: int, body: bytes) -> bool:
    """Application segments but JFIF, Adobe's colours and colour profiles tell something else; so do comments."""
    if mark == 0xE2:
        return body.startswith(_ICC)
    return mark in (0xE0, 0xEE) or not (0xE0 <= mark <= 0xEF or mark == 0xFE)


def _segment(mark: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, mark, len(body) + 2) + body


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Markers with what they hold, up to the end of the picture; a scan (0xDA) whole, its marker and its data included."""
    place = 2
    while True:
        if content[place] != 0xFF:
            raise PictureError("JPEG has no marker where one must be")
        mark = content[place + 1]
        if mark == 0xFF:  # a fill byte
            place += 1
            continue
        if mark == 0xD9:
            return
        (length,) = struct.unpack_from(">H", content, place + 2)
        end = place + 2 + length
        if length < 2 or end > len(content):
            raise PictureError("JPEG breaks off")
        if mark == 0xDA:
            end = _scan_end(content, end)
            yield mark, content[place:end]
        else:
            yield mark, content[place + 4 : end]
        place = end


def _scan_end(content: bytes, place: int) -> int:
    """Where the next marker begins that is neither a stuffed byte nor a restart."""
    while True:
        place = content.index(0xFF, place) if 0xFF in content[place:] else len(content)
        follows = content[place + 1]
        if follows not in (0x00, 0xFF) and not 0xD0 <= follows <= 0xD7:
            return place
        place += 1 if follows == 0xFF else 2


def _orientation(tiff: bytes) -> int:
    """1 to 8; 1 = upright, or not said."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return 1
    (begin,) = struct.unpack_from(f"{order}I", tiff, 4)
    if begin + 2 > len(tiff):
        return 1
    (entries,) = struct.unpack_from(f"{order}H", tiff, begin)
    for n in range(min(entries, (len(tiff) - begin - 2) // 12)):
        tag, _kind, _count, value = struct.unpack_from(f"{order}HHIH", tiff, begin + 2 + 12 * n)
        if tag == _ORIENTATION:
            return value if 1 <= value <= 8 else 1
    return 1


def _turned(orientation: int) -> bytes:
    """A TIFF header whose one entry is the orientation."""
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)


_PNG_SIGN = b"\x89PNG\r\n\x1a\n"
_PNG_PARTS = frozenset(
    {
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"cICP",
        b"sBIT",
        b"pHYs",
        b"bKGD",
    }
)


def _png(content: bytes) -> Iterator[bytes]:
    yield _PNG_SIGN
    place = len(_PNG_SIGN)
    while True:
        (length,) = struct.unpack_from(">I", content, place)
        kind, end = content[place + 4 : place + 8], place + 12 + length
        if end > len(content):
            raise PictureError("PNG breaks off")
        if kind in _PNG_PARTS:
            yield content[place:end]
        if kind == b"IEND":
            return
        place = end


_WEBP_PARTS = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"ANIM", b"ANMF"})
_TELLS = 0x0C
"""The flags of VP8X that say that EXIF and XMP follow."""


def _webp(content: bytes) -> Iterator[bytes]:
    parts, place = [], 12
    (said,) = struct.unpack_from("<I", content, 4)
    last = said + 8
    if last > len(content):
        raise PictureError("WebP breaks off")
    while place < last:
        (length,) = struct.unpack_from("<I", content, place + 4)
        kind, end = content[place : place + 4], place + 8 + length + length % 2
        if end > last:
            raise PictureError("WebP breaks off")
        chunk = content[place:end]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_TELLS]) + chunk[9:]
        if kind in _WEBP_PARTS:
            parts.append(chunk)
        place = end
    inside = b"".join(parts)
    yield b"RIFF" + struct.pack("<I", len(inside) + 4) + b"WEBP" + inside


BARE: Mapping[str, Callable[[bytes], Iterator[bytes]]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
}
