"""Samples from CSV: what is read, and what is refused in which words."""

from pathlib import Path

import numpy as np
import pytest

from config.settings import ConfigError
from dashboard.forecast.csv_samples import csv_columns
from dashboard.forecast.sample_file import read

HEAD = "series,ts_utc,tz,value"


def written(folder: Path, *rows: str, head: str = HEAD) -> Path:
    file = folder / "samples.csv"
    file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return file


def test_cells_are_read_and_an_empty_one_is_no_number_rather_than_zero(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "hall,2026-06-01T00:00:00Z,Asia/Shanghai,4,1",
        "hall,2026-06-01T09:00:00+08:00,Asia/Shanghai,,false",
        head=f"{HEAD},closed",
    )
    columns = csv_columns(file)
    assert columns.numbers["value"][0] == 4
    assert np.isnan(columns.numbers["value"][1])
    assert columns.numbers["closed"].tolist() == [1, 0]
    assert columns.at[1] - columns.at[0] == 3600 * 10**9


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("hall,9999-06-01T00:00:00Z,Asia/Shanghai,4", "'9999-06-01T00:00:00Z' is not of the years 1678 to"),
        ("hall,yesterday,Asia/Shanghai,4", "line 3, column ts_utc: 'yesterday' is not a time"),
        ("hall,2026-06-01T00:00:00Z,Asia/Shanghai,many", "line 3, column value: 'many' is not a number"),
        ("hall,2026-06-01T00:00:00Z,Asia/Shanghai,-1", "line 3, column value: -1 is not a number from 0"),
        ("hall,2026-06-01T00:00:00Z,Asia/Shanghai,inf", "line 3, column value: inf is not a number from 0"),
        (
            "yard,2026-06-01T00:00:00Z,Asia/Shanghi,4",
            "line 3, column tz: there is no time zone 'Asia/Shanghi'",
        ),
        ("hall,2026-06-01T00:00:00Z,Europe/Zurich,4", "series hall lies in several zones"),
        (",2026-06-01T00:00:00Z,Asia/Shanghai,4", "line 3, column series: it is empty"),
        ("hall,2026-06-01T00:00:00Z,4", "line 3: it has 3 cells, the heading has 4"),
    ],
)
def test_what_cannot_be_meant_is_named_by_line_column_and_value(tmp_path: Path, row: str, told: str) -> None:
    file = written(tmp_path, "hall,2026-06-01T01:00:00Z,Asia/Shanghai,4", row)
    with pytest.raises(ConfigError, match=told):
        read(file, 60)


def test_a_time_that_does_not_say_its_zone_is_utc_as_its_column_says(tmp_path: Path) -> None:
    said = csv_columns(written(tmp_path, "hall,2026-06-01T01:00:00Z,Asia/Shanghai,4")).at.tolist()
    bare = csv_columns(written(tmp_path, "hall,2026-06-01 01:00:00,Asia/Shanghai,4")).at.tolist()
    assert bare == said


@pytest.mark.parametrize("rest", ["", " ", ",,,"])
def test_empty_lines_at_the_end_are_none(tmp_path: Path, rest: str) -> None:
    assert read(written(tmp_path, "hall,2026-06-01T01:00:00Z,Asia/Shanghai,4", rest, ""), 60).rows == 1


def test_a_missing_column_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    file = written(tmp_path, "hall,4", head="series,value")
    with pytest.raises(ConfigError, match="there is no column ts_utc, tz; .* it has series, value"):
        read(file, 60)


def test_a_file_without_rows_or_with_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="it has no rows"):
        read(written(tmp_path), 60)
    with pytest.raises(ConfigError, match=r"must end in \.csv or \.parquet"):
        read(tmp_path / "samples.xlsx", 60)
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        read(tmp_path / "none.csv", 60)


def test_a_hundred_faults_are_told_by_the_first_five(tmp_path: Path) -> None:
    file = written(tmp_path, *["hall,2026-06-01T00:00:00Z,Asia/Shanghai,many"] * 100)
    with pytest.raises(ConfigError, match="and 95 more") as refused:
        read(file, 60)
    assert str(refused.value).count("line ") == 5
