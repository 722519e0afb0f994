"""A sheet read by the columns of its kind: every row on its own, every fault told where it stands."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from types import MappingProxyType

from models.exchange.cell import CellError, plain
from models.exchange.column import Column, House, ImportKind
from models.exchange.sheet import Draft, Fault, FileError, Line, Sheet
from models.message import Message

SHOWN = 60
"""Characters of a faulty value that are shown."""


def drafted(
    kind: ImportKind, sheet: Sheet, house: House, defaults: Mapping[str, str] = MappingProxyType({})
) -> Draft:
    """What the rows of a file mean. defaults: texts for cells that are empty or missing.

    Raises FileError when a needed column is missing or there twice.
    """
    places, ignored = _places(kind, sheet.header, defaults)
    readers = {column.key: column.read(house) for column in kind.columns}
    lines: list[Line] = []
    seen: dict[str, int] = {}
    for row, number in zip(sheet.rows, sheet.numbers, strict=True):
        written = {column.key: row[n] for n, column in places.items() if n < len(row) and row[n].strip()}
        cells = {**defaults, **written}
        line = _line(kind, number, cells, readers)
        if line.values is not None and line.key in seen:
            fault = Fault(
                row=number,
                column=kind.columns[0].key,
                value=line.key[:SHOWN],
                expected=Message("import.twice", {"row": seen[line.key]}),
            )
            line = Line(row=number, cells=cells, key=line.key, faults=(fault,))
        seen.setdefault(line.key, number)
        lines.append(line)
    return Draft(kind=kind.key, lines=kind.check(lines), ignored=ignored)


def _places(
    kind: ImportKind, header: Sequence[str], defaults: Mapping[str, str]
) -> tuple[Mapping[int, Column], Sequence[str]]:
    places: dict[int, Column] = {}
    ignored = []
    for n, name in enumerate(header):
        column = kind.column(_said(name))
        if column is None:
            ignored += [name[:SHOWN]] if name.strip() else []
        elif column in places.values():
            raise FileError("column_twice", name=name[:SHOWN])
        else:
            places[n] = column
    there = {one.key for one in places.values()} | defaults.keys()
    missing = [one for one in kind.columns if one.required and one.key not in there]
    if missing:
        raise FileError("no_column", name=f"{missing[0].names[0]} / {missing[0].names[1]}")
    return places, ignored


def _said(name: str) -> str:
    try:
        return plain(name)
    except CellError:
        return ""


def _line(kind: ImportKind, number: int, cells: Mapping[str, str], readers: Mapping[str, object]) -> Line:
    values: dict[str, object] = {}
    faults = []
    for column in kind.columns:
        try:
            values[column.key] = _value(column, plain(cells.get(column.key, "")), readers[column.key])
        except CellError as error:
            value = cells[column.key][:SHOWN] if column.key in cells else ""
            faults.append(Fault(row=number, column=column.key, value=value, expected=error.message))
    if faults:
        return Line(row=number, cells=cells, faults=tuple(faults))
    return Line(
        row=number, cells=cells, key=str(values.get("key") or natural_key(kind, values)), values=values
    )


def _value(column: Column, text: str, read: object) -> object:
    if text:
        return read(text)  # type: ignore[operator]
    if column.required:
        raise CellError("filled")
    return column.default


def natural_key(kind: ImportKind, values: Mapping[str, object]) -> str:
    """A key made of what tells the rows of this kind apart; the same row gives the same one."""
    told = "\0".join(repr(values[name]) for name in kind.natural)
    return "=" + blake2b(told.encode(), digest_size=12).hexdigest()


def fingerprint(line: Line) -> str:
    """Tells whether a row says the same as it did in another file."""
    told = "\0".join(f"{name}={value!r}" for name, value in sorted((line.values or {}).items()))
    return blake2b(told.encode(), digest_size=16).hexdigest()
