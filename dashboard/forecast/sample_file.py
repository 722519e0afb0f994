"""A file of samples by its ending: series on the grid, and what is to be said about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from config.settings import ConfigError
from dashboard.forecast.csv_samples import csv_columns
from dashboard.forecast.parquet_samples import parquet_columns
from dashboard.forecast.sample_columns import Columns, samples_of
from models.forecast.series import Series, on_grid

READERS: Mapping[str, Callable[[Path], Columns]] = {
    ".csv": csv_columns,
    ".parquet": parquet_columns,
    ".pq": parquet_columns,
}


@dataclass(frozen=True, slots=True)
class SampleFile:
    """series by the order of the file; doubled: rows that a later one of the same instant replaced."""

    series: list[Series]
    rows: int
    doubled: int


def read(file: Path, minutes: int) -> SampleFile:
    """Raises ConfigError naming file, line, column and value."""
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise ConfigError(f"file {file}: it must end in {' or '.join(READERS)}")
    try:
        columns = reader(file)
    except OSError as error:
        raise ConfigError(f"file {file} cannot be read: {error.strerror}") from error
    found, doubled = samples_of(str(file), columns)
    return SampleFile([on_grid(one, minutes) for one in found], len(columns.at), doubled)
