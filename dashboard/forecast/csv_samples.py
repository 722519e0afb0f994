"""Samples from a CSV file, each cell that cannot be meant so named by its line and column."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from config.settings import ConfigError
from dashboard.forecast.sample_columns import LEAST, Columns, instant, refuse, require

_FLAGS: Mapping[str, float] = {"true": 1, "yes": 1, "false": 0, "no": 0}
_EMPTY = frozenset({"", "nan", "null", "none", "na"})


def csv_columns(file: Path) -> Columns:
    """Raises ConfigError with the first faults, OSError when the file cannot be read."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            rows = csv.reader(opened)
            names = [name.strip() for name in next(rows, [])]
            require(str(file), names)
            return _columns(str(file), names, _filled(rows))
    except UnicodeDecodeError as error:
        raise ConfigError(f"file {file}: byte {error.start} is not UTF-8") from error
    except csv.Error as error:
        raise ConfigError(f"file {file}: it is not CSV: {error}") from error


def _filled(rows: Iterable[Sequence[str]]) -> list[Sequence[str]]:
    """All rows but the empty ones behind the last, which editors and spreadsheets leave."""
    found = list(rows)
    while found and not any(cell.strip() for cell in found[-1]):
        found.pop()
    return found


def _columns(file: str, names: Sequence[str], rows: Sequence[Sequence[str]]) -> Columns:
    faults = [
        f"line {line}: it has {len(row)} cells, the heading has {len(names)}"
        for line, row in enumerate(rows, 2)
        if len(row) != len(names) and row
    ]
    refuse(file, faults)
    cells = {name: [row[n].strip() if row else "" for row in rows] for n, name in enumerate(names)}
    at = list(_read(cells["ts_utc"], "ts_utc", instant, faults))
    numbers = {
        name: np.array(list(_read(cells[name], name, _number, faults)), dtype=float)
        for name in LEAST
        if name in cells
    }
    faults += [f"line {n}, column series: it is empty" for n, key in enumerate(cells["series"], 2) if not key]
    refuse(file, faults)
    series, zone = (np.array(cells[name], dtype=object) for name in ("series", "tz"))
    return Columns(series, zone, np.array(at, dtype=np.int64), numbers, 2)


def _read(
    cells: Sequence[str], column: str, reader: Callable[[str], float | int], faults: list[str]
) -> Iterator[float | int]:
    for line, cell in enumerate(cells, 2):
        try:
            yield reader(cell)
        except ValueError as error:
            faults.append(f"line {line}, column {column}: {cell!r} {error}")


def _number(cell: str) -> float:
    low = cell.lower()
    if low in _EMPTY:
        return float("nan")
    if low in _FLAGS:
        return _FLAGS[low]
    try:
        return float(cell)
    except ValueError:
        raise ValueError("is not a number") from None
