"""Files as rows of texts, and what is said of a row: values, or faults that name row, column, value and expectation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.message import Message


class FileError(Exception):
    """A file that cannot be taken at all; `message` (keys `import.file.*`) says why."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.message = Message(f"import.file.{key}", values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The texts of a file. numbers: the row of the file in which each stands, 1 = its first."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with one cell; column "" = with the row as a whole."""

    row: int
    column: str
    value: str
    expected: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row, read. key: what the file knows it by; values: None where there are faults."""

    row: int
    cells: Mapping[str, str]
    key: str = ""
    values: Mapping[str, object] | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A whole file, read. kind: a key of IMPORTS; ignored: headers that no column is called by."""

    kind: str
    lines: Sequence[Line]
    ignored: Sequence[str] = ()
