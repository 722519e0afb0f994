"""Small pictures as cameras write them, with a place and a name in them."""

import struct
import zlib

SECRET = b"GPS 30.65N 104.08E Wang"


def tiff(orientation: int = 6, order: str = "<") -> bytes:
    head = b"II*\0" if order == "<" else b"MM\0*"
    entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    return head + struct.pack(f"{order}IH", 8, 1) + entry + struct.pack(f"{order}I", 0) + SECRET


def segment(mark: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, mark, len(body) + 2) + body


SCAN = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"


def a_jpeg(orientation: int = 6, order: str = "<") -> bytes:
    return b"".join(
        [
            b"\xff\xd8",
            segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            segment(0xE1, b"Exif\0\0" + tiff(orientation, order)),
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET),
            segment(0xE2, b"ICC_PROFILE\0colours"),
            segment(0xE2, b"MPF\0" + SECRET),
            segment(0xED, b"Photoshop 3.0\0" + SECRET),
            segment(0xFE, SECRET),
            segment(0xDB, bytes(65)),
            SCAN,
            segment(0xC4, b"another table"),
            SCAN,
            b"\xff\xd9",
            b"\xff\xd8" + SECRET + b"\xff\xd9",
        ]
    )


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def a_png() -> bytes:
    rows = zlib.compress(b"\0\xff\xff\xff")
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    told = chunk(b"eXIf", tiff()) + chunk(b"tEXt", b"Author\0" + SECRET) + chunk(b"tIME", bytes(7))
    return b"\x89PNG\r\n\x1a\n" + header + told + chunk(b"IDAT", rows) + chunk(b"IEND", b"") + SECRET


def a_webp() -> bytes:
    def part(kind: bytes, body: bytes) -> bytes:
        return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)

    inside = (
        b"WEBP"
        + part(b"VP8X", b"\x0c" + bytes(9))
        + part(b"VP8 ", b"picture")
        + part(b"EXIF", tiff())
        + part(b"XMP ", SECRET)
    )
    return b"RIFF" + struct.pack("<I", len(inside)) + inside + SECRET


PICTURES = {"image/jpeg": a_jpeg(), "image/png": a_png(), "image/webp": a_webp()}
