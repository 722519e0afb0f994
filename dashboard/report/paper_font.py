"""The typefaces of a report on paper: which of those that we would have the machine has, and which signs they can draw."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst

from config.settings import ConfigError

WANTED: Mapping[str, Sequence[str]] = {
    "serif": (
        "FangSong",
        "FangSong_GB2312",
        "STFangsong",
        "SimSun",
        "STSong",
        "Noto Serif CJK SC",
        "Source Han Serif SC",
    ),
    "sans": ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei"),
}
"""In the order in which they are taken: what offices write with first, then what may be installed anywhere."""

PACKAGE = "fonts-noto-cjk"
SUBSTITUTE = "\u3013"
"""The printer's mark for a sign that the case lacks."""


class FontMissingError(ConfigError):
    """The machine has no Chinese typeface; a report would be made of boxes."""


@dataclass(frozen=True, slots=True)
class Typefaces:
    """families: by role, the best first; signs: code points that every role can draw."""

    fonts: typst.Fonts
    families: Mapping[str, Sequence[str]]
    signs: frozenset[int]

    def drawable(self, text: str) -> str:
        """A sign that no typeface has is replaced, one that joins or varies others goes."""
        return "".join(sign if ord(sign) in self.signs else _instead(sign) for sign in text)


def _instead(sign: str) -> str:
    is_silent = sign in "\u200b\u200c\u200d\u2060" or "\ufe00" <= sign <= "\ufe0f"
    return "" if is_silent else SUBSTITUTE


@cache
def typefaces() -> Typefaces:
    """Looked up once in a process. Raises FontMissingError."""
    return chosen(typst.Fonts(include_embedded_fonts=False))


def chosen(fonts: typst.Fonts) -> Typefaces:
    """Raises FontMissingError where a role has no typeface at all."""
    there = set(fonts.families())
    families = {role: tuple(one for one in names if one in there) for role, names in WANTED.items()}
    for role, found in families.items():
        if not found:
            raise FontMissingError(
                f"report as PDF: no Chinese {role} typeface on this machine ({', '.join(WANTED[role])}); "
                f"install the package {PACKAGE}"
            )
    faces = {one.family: (one.path, one.index) for one in fonts.fonts() if one.weight == 400}
    covered = [
        frozenset().union(*(_code_points(*faces[one]) for one in names if one in faces))
        for names in families.values()
    ]
    return Typefaces(fonts, families, frozenset.intersection(*covered) | {ord("\n")})


@cache
def _code_points(path: str | None, index: int) -> frozenset[int]:
    """What a face of an OpenType file or collection maps to glyphs: its cmap of full Unicode (format 12) or of the first plane
    (format 4), https://learn.microsoft.com/typography/opentype/spec/cmap."""
    if path is None:
        return frozenset()
    content = memoryview(Path(path).read_bytes())
    start = _u32(content, 12 + 4 * index) if bytes(content[:4]) == b"ttcf" else 0
    tables = {
        bytes(content[at : at + 4]): _u32(content, at + 8)
        for at in range(start + 12, start + 12 + 16 * _u16(content, start + 4), 16)
    }
    cmap = tables[b"cmap"]
    found: set[int] = set()
    for n in range(_u16(content, cmap + 2)):
        part = cmap + _u32(content, cmap + 4 + 8 * n + 4)
        reader = _READERS.get(_u16(content, part))
        if reader is not None:
            found.update(reader(content, part))
    return frozenset(found)


def _groups(content: memoryview, at: int) -> Iterator[int]:
    for n in range(_u32(content, at + 12)):
        first, last, _ = struct.unpack_from(">III", content, at + 16 + 12 * n)
        yield from range(first, last + 1)


def _segments(content: memoryview, at: int) -> Iterator[int]:
    count = _u16(content, at + 6) // 2
    ends = struct.unpack_from(f">{count}H", content, at + 14)
    starts = struct.unpack_from(f">{count}H", content, at + 16 + 2 * count)
    for first, last in zip(starts, ends, strict=True):
        yield from range(first, last + 1)


_READERS = {4: _segments, 12: _groups}


def _u16(content: memoryview, at: int) -> int:
    value: int = struct.unpack_from(">H", content, at)[0]
    return value


def _u32(content: memoryview, at: int) -> int:
    value: int = struct.unpack_from(">I", content, at)[0]
    return value
