"""Samples from a parquet file, by DuckDB: a reader that says in words what is wrong with a file."""

from collections.abc import Mapping
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from config.settings import ConfigError
from dashboard.forecast.sample_columns import LEAST, Columns, instant, refuse, require
from models.forecast.series import Instants

_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "threads": "1",
}
_TEXT = "VARCHAR"
_TIMES = ("TIMESTAMP", _TEXT)
"""Of an instant that does not say its zone the column's name does: it is UTC."""
_NUMBERS = (
    *("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"),
    *("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"),
    *("FLOAT", "DOUBLE", "DECIMAL", "BOOLEAN"),
    '"NULL"',  # a column that was never filled in
)


def parquet_columns(file: Path) -> Columns:
    """Raises ConfigError with what is wrong, OSError when the file cannot be read."""
    with file.open("rb"):  # DuckDB would take a name with a star for many files
        path = str(file).replace("[", "[[]").replace("*", "[*]").replace("?", "[?]")
    try:
        with duckdb.connect(config=_OFFLINE) as reader:
            told = reader.execute("DESCRIBE SELECT * FROM read_parquet(?)", [path]).fetchall()
            types = {str(row[0]): str(row[1]) for row in told}
            require(str(file), types)
            refuse(str(file), _wrong_types(types))
            names = [name for name in LEAST if name in types]
            at = "ts_utc" if types["ts_utc"] == _TEXT else "epoch_ns(ts_utc)"
            wanted = ", ".join(f"{name}::DOUBLE AS {name}" for name in names)
            found = reader.execute(
                f"SELECT series::VARCHAR AS series, tz::VARCHAR AS tz, {at} AS ts_utc, "  # noqa: S608 -- names from LEAST
                f"{wanted} FROM read_parquet(?)",
                [path],
            ).fetchnumpy()
    except duckdb.Error as error:
        raise ConfigError(f"file {file}: {str(error).splitlines()[0]}") from error
    _refuse_empty(str(file), found)
    return Columns(
        found["series"],
        found["tz"],
        _instants(str(file), found["ts_utc"]),
        {name: np.ma.filled(found[name].astype(float), np.nan) for name in names},
        1,
    )


def _wrong_types(types: Mapping[str, str]) -> list[str]:
    faults = [
        f"column {name}: it holds {types[name]}, not numbers"
        for name in LEAST
        if name in types and not types[name].startswith(_NUMBERS)
    ]
    if not types["ts_utc"].startswith(_TIMES):
        faults.append(f"column ts_utc: it holds {types['ts_utc']}, not {' or '.join(_TIMES)}")
    return faults


def _instants(file: str, at: NDArray[np.object_]) -> Instants:
    """Nanoseconds, also where a program wrote times as text."""
    if at.dtype != object:
        return at.astype(np.int64)
    faults, found = list[str](), np.zeros(len(at), dtype=np.int64)
    for row, cell in enumerate(at):
        try:
            found[row] = instant(cell)
        except ValueError as error:
            faults.append(f"row {row + 1}, column ts_utc: {cell!r} {error}")
    refuse(file, faults)
    return found


def _refuse_empty(file: str, found: Mapping[str, NDArray[np.object_]]) -> None:
    refuse(
        file,
        [
            f"row {int(row) + 1}, column {name}: it is empty"
            for name in ("series", "tz", "ts_utc")
            for row in np.nonzero(np.ma.getmaskarray(found[name]))[0]
        ],
    )
