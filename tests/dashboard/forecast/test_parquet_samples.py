"""Samples from parquet, as other programs write it."""

from pathlib import Path

import duckdb
import numpy as np
import pytest

from config.settings import ConfigError
from dashboard.forecast.csv_samples import csv_columns
from dashboard.forecast.parquet_samples import parquet_columns
from dashboard.forecast.sample_file import read

ROWS = "('hall', TIMESTAMPTZ '2026-06-01 00:00:00+00', 'Asia/Shanghai', {value}, true)"


def parquet(folder: Path, select: str) -> Path:
    file = folder / "samples [1].parquet"
    with duckdb.connect() as writer:
        writer.execute(f"COPY ({select}) TO '{file}' (FORMAT parquet)")
    return file


def rows(value: str, at: str = "ts_utc") -> str:
    return f"SELECT series, {at} AS ts_utc, tz, value, closed FROM (VALUES {ROWS.format(value=value)}) v(series, ts_utc, tz, value, closed)"


@pytest.mark.parametrize("kind", ["FLOAT", "SMALLINT", "DECIMAL(8, 2)"])
def test_a_row_is_the_same_from_parquet_and_from_csv(tmp_path: Path, kind: str) -> None:
    found = parquet_columns(parquet(tmp_path, rows(f"4::{kind}")))
    csv_file = tmp_path / "samples.csv"
    csv_file.write_text("series,ts_utc,tz,value,closed\nhall,2026-06-01T00:00:00Z,Asia/Shanghai,4,true\n")
    same = csv_columns(csv_file)
    assert found.at.tolist() == same.at.tolist()
    assert found.numbers["value"].tolist() == same.numbers["value"].tolist() == [4]
    assert found.numbers["closed"].tolist() == [1]
    assert (found.series[0], found.zone[0]) == ("hall", "Asia/Shanghai")


@pytest.mark.parametrize("kind", ["NULL::DOUBLE", "NULL"])
def test_an_empty_value_is_a_gap(tmp_path: Path, kind: str) -> None:
    assert np.isnan(parquet_columns(parquet(tmp_path, rows(kind))).numbers["value"]).all()


@pytest.mark.parametrize(
    "at",
    [
        "TIMESTAMP '2026-06-01 00:00:00'",
        "TIMESTAMP_NS '2026-06-01 00:00:00'",
        "'2026-06-01T00:00:00'",
        "'2026-06-01T08:00:00+08:00'",
    ],
)
def test_a_time_that_does_not_say_its_zone_is_utc_as_its_column_says(
    tmp_path: Path, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    said = parquet_columns(parquet(tmp_path, rows("4"))).at.tolist()
    assert parquet_columns(parquet(tmp_path, rows("4", at))).at.tolist() == said


@pytest.mark.parametrize(
    ("select", "told"),
    [
        (rows("'many'"), "column value: it holds VARCHAR, not numbers"),
        (rows("4", "ts_utc::DATE"), "column ts_utc: it holds DATE, not TIMESTAMP or VARCHAR"),
        (rows("4", "'at noon'"), "row 1, column ts_utc: 'at noon' is not a time such as"),
        (rows("4", "NULL::TIMESTAMPTZ"), "row 1, column ts_utc: it is empty"),
        (rows("-4"), "line 1, column value: -4 is not a number from 0"),
        ("SELECT 1 AS value", "there is no column series, ts_utc, tz"),
    ],
)
def test_what_cannot_be_meant_is_named(tmp_path: Path, select: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        read(parquet(tmp_path, select), 60)


def test_a_damaged_file_is_refused_in_words(tmp_path: Path) -> None:
    file = tmp_path / "broken.parquet"
    file.write_bytes(b"PAR1" + bytes(200) + b"PAR1")
    with pytest.raises(ConfigError, match=r"broken\.parquet: "):
        read(file, 60)
