"""CSV as people's programs write it: UTF-8 with or without a mark, GB18030, commas, semicolons or tabs."""

import csv
import io
from collections.abc import Iterable

from dashboard.imports.limits import counted
from models.exchange.sheet import FileError, Sheet

ENCODINGS = ("utf-8-sig", "gb18030")
SIGNS = ",;\t"
"""What may stand between cells."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_csv(content: bytes) -> Sheet:
    """The rows of a CSV file. Raises FileError."""
    text = decoded(content)
    if "\0" in text:
        raise FileError("binary")
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=_sign(text), strict=True)
    return sheet_of((reader.line_num, row) for row in _rows(reader))


def _rows(reader: Iterable[list[str]]) -> Iterable[list[str]]:
    try:
        yield from reader
    except csv.Error as error:
        raise FileError("bad_csv", row=getattr(reader, "line_num", 0)) from error


def decoded(content: bytes) -> str:
    """The text of a file. Raises FileError when it is in none of the encodings."""
    encodings = ("utf-16",) if content.startswith(_UTF16) else ENCODINGS
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileError("encoding")


def _sign(text: str) -> str:
    """Of the signs, the one that the first line holds most often outside of quotes."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = "".join(first.split('"')[::2])
    return max(SIGNS, key=bare.count)


def sheet_of(rows: Iterable[tuple[int, list[str]]]) -> Sheet:
    """Numbered rows as a sheet: the first that holds anything is the header, empty ones are left out. Raises FileError."""
    header: list[str] | None = None
    kept: list[list[str]] = []
    numbers: list[int] = []
    for number, row in rows:
        counted(len(kept), len(row))
        if not any(cell.strip() for cell in row):
            continue
        if header is None:
            header = row
        else:
            kept.append(row)
            numbers.append(number)
    counted(len(kept))
    if header is None or not kept:
        raise FileError("empty")
    return Sheet(header=header, rows=kept, numbers=numbers)
