"""The bytes of a message as people write and read them: hex, base64 or text in, rows of hex and text out."""

import base64
import binascii
import contextlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.message import Message

LONGEST = 64 * 1024
"""Bytes of a message; the ingestor takes no longer one either."""

ROW = 16
"""Bytes in one row of a dump."""

_HEX_APART = str.maketrans("", "", " \t\r\n:-,")


class PayloadError(Exception):
    """What was typed is no payload; `message` says why (keys `payload.*`)."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.message = Message(f"payload.{key}", values)


class Spelling(StrEnum):
    """How somebody wrote a payload down."""

    AUTO = "auto"  # JSON when it looks so, else hex, else base64, else text
    HEX = "hex"
    BASE64 = "base64"
    TEXT = "text"


def _hex(text: str) -> bytes:
    digits = text.translate(_HEX_APART).removeprefix("0x").removeprefix("0X")
    odd = next((sign for sign in digits if sign not in "0123456789abcdefABCDEF"), "")
    if odd:
        raise PayloadError("not_hex", sign=odd)
    if len(digits) % 2:
        raise PayloadError("half_byte", n=len(digits))
    return bytes.fromhex(digits)


def _base64(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise PayloadError("not_base64") from error


def _text(text: str) -> bytes:
    return text.strip().encode("utf-8", "surrogatepass")


def _auto(text: str) -> bytes:
    if text.lstrip().startswith(("{", "[")):
        return _text(text)
    for read in (_hex, _base64):
        try:
            return read(text)
        except PayloadError:
            continue
    return _text(text)


SPELLINGS: Mapping[Spelling, Callable[[str], bytes]] = {
    Spelling.AUTO: _auto,
    Spelling.HEX: _hex,
    Spelling.BASE64: _base64,
    Spelling.TEXT: _text,
}


def payload_of(text: str, spelling: Spelling = Spelling.AUTO) -> bytes:
    """The bytes that a person meant. Raises PayloadError when they are none, empty or more than LONGEST."""
    if not text.strip():
        raise PayloadError("empty")
    payload = SPELLINGS[spelling](text)
    if len(payload) > LONGEST:
        raise PayloadError("too_long", n=len(payload), most=LONGEST)
    return payload


@dataclass(frozen=True, slots=True)
class DumpRow:
    """ROW bytes: where they begin, in hex, and as the signs of ASCII with a dot for all others."""

    offset: int
    hex: str
    text: str


def dump(payload: bytes, most: int = 4096) -> Iterator[DumpRow]:
    """The first `most` bytes, row by row; no sign in it can steer a terminal or a page."""
    for offset in range(0, min(len(payload), most), ROW):
        part = payload[offset : offset + ROW]
        shown = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in part)
        yield DumpRow(offset, part.hex(" "), shown)


def readable(payload: bytes, most: int = 4096) -> str:
    """The payload as text when it is text (JSON set out in lines), else as hex; control characters written out."""
    try:
        text = payload.decode("utf-8")
    except UnicodeDecodeError:
        return payload[: most // 3].hex(" ")
    with contextlib.suppress(ValueError, RecursionError):  # what is no JSON is shown as it is
        text = json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    return visible(text[:most])


def visible(text: str) -> str:
    """Text whose control, format and lone surrogate characters are written out, so that none can hide or turn it round."""
    return "".join(sign if sign.isprintable() or sign == "\n" else ascii(sign)[1:-1] for sign in text)


_BLANKS = str.maketrans(dict.fromkeys("\n\r\t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}", " "))


def legible(text: str) -> bool:
    """Whether no sign of it hides, turns the rest round or cannot be written down; blanks as people type and paste them, the
    wide one of Chinese keyboards among them, are none of these."""
    return text.translate(_BLANKS).isprintable()


def one_line(text: str) -> str:
    """What can be read of a text, its blanks and line ends as single blanks."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
