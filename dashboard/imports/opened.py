"""Files of every known format as sheets of rows, told by what is in them and not by what they are called."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from dashboard.imports.csv_file import read_csv
from dashboard.imports.ics_file import read_ics
from dashboard.imports.limits import sized
from dashboard.imports.xlsx_file import read_xlsx
from models.exchange.sheet import FileError, Sheet
from models.exchange.statement import as_statement
from models.exchange.statement_columns import STATEMENT

Sheets = Sequence[tuple[str, Sheet]]
"""Kind of row ("" = whoever brings the file says it) and its rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A row of FORMATS. read: (bytes, the centre's zone) -> sheets; begins: how its files begin; suffixes: how they are called."""

    read: Callable[[bytes, str], Sheets]
    suffixes: tuple[str, ...]
    begins: tuple[bytes, ...] = ()


def _one(read: Callable[[bytes], Sheet]) -> Callable[[bytes, str], Sheets]:
    def only(content: bytes, _zone: str) -> Sheets:
        sheet = read(content)
        statement = as_statement(sheet)
        return [("", sheet)] if statement is None else [(STATEMENT.key, statement)]

    return only


FORMATS: Mapping[str, Format] = {
    "xlsx": Format(read=_one(read_xlsx), suffixes=(".xlsx",), begins=(b"PK\x03\x04", b"PK\x05\x06")),
    "ics": Format(read=read_ics, suffixes=(".ics", ".ical"), begins=(b"BEGIN:VCALENDAR",)),
    "csv": Format(read=_one(read_csv), suffixes=(".csv", ".txt", ".tsv")),
}
"""What can be read, the one without a beginning of its own at the end."""

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_MARK = b"\xef\xbb\xbf"


def format_of(name: str, content: bytes) -> str:
    """The format of a file. Raises FileError when name and content do not belong together, or nothing fits."""
    suffix = PurePath(name).suffix.lower()
    if content.startswith(OLD_EXCEL):
        raise FileError("old_excel")
    start = content.removeprefix(_MARK).lstrip()[:40].upper()
    found = next(key for key, one in FORMATS.items() if not one.begins or start.startswith(one.begins))
    called = next((key for key, one in FORMATS.items() if suffix in one.suffixes), "")
    if not called:
        raise FileError("unknown_suffix", name=suffix[:20] or name[:20])
    if called != found:
        raise FileError("misnamed", name=suffix, format=found)
    return found


def opened(name: str, content: bytes, zone: str) -> Sheets:
    """The sheets of a file. zone: where the centre is. Raises FileError."""
    content = sized(content)
    return FORMATS[format_of(name, content)].read(content, zone)
