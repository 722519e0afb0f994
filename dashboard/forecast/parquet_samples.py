"""Samples from a parquet file, by DuckDB: a reader that says in words what is wrong with a file."""

from collections.abc import Mapping
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from config.settings import ConfigError
from dashboard.forecast.sample_columns import LEAST, Columns, refuse, require

_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "threads": "1",
}
_TIME = "TIMESTAMP WITH TIME ZONE"
_NUMBERS = (
    *("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"),
    *("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"),
    *("FLOAT", "DOUBLE", "DECIMAL", "BOOLEAN"),
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
            wanted = ", ".join(f"{name}::DOUBLE AS {name}" for name in names)
            found = reader.execute(
                "SELECT series::VARCHAR AS series, tz::VARCHAR AS tz, epoch_ns(ts_utc) AS ts_utc, "  # noqa: S608 -- names from LEAST
                f"{wanted} FROM read_parquet(?)",
                [path],
            ).fetchnumpy()
    except duckdb.Error as error:
        raise ConfigError(f"file {file}: {str(error).splitlines()[0]}") from error
    _refuse_empty(str(file), found)
    return Columns(
        found["series"],
        found["tz"],
        found["ts_utc"].astype(np.int64),
        {name: np.ma.filled(found[name].astype(float), np.nan) for name in names},
        1,
    )


def _wrong_types(types: Mapping[str, str]) -> list[str]:
    faults = [
        f"column {name}: it holds {types[name]}, not numbers"
        for name in LEAST
        if name in types and not types[name].startswith(_NUMBERS)
    ]
    if types["ts_utc"] != _TIME:
        faults.append(
            f"column ts_utc: it holds {types['ts_utc']}, which does not say its zone; it must be {_TIME}"
        )
    return faults


def _refuse_empty(file: str, found: Mapping[str, NDArray[np.object_]]) -> None:
    refuse(
        file,
        [
            f"row {int(row) + 1}, column {name}: it is empty"
            for name in ("series", "tz", "ts_utc")
            for row in np.nonzero(np.ma.getmaskarray(found[name]))[0]
        ],
    )
