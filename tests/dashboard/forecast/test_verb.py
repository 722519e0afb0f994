"""`./linli forecast backtest FILE` from a file to tables, records and files."""

import csv
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dashboard.cli import main
from tests.forecasting import place
from tests.source import ROOT

BACKTEST = ["forecast", "backtest"]


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LINLI_LANG", "en")
    monkeypatch.setenv("LINLI_FROM", str(tmp_path))


@pytest.fixture
def file(tmp_path: Path) -> str:
    start = datetime(2026, 1, 31, 16, tzinfo=UTC)
    with (tmp_path / "places.csv").open("w", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(["series", "ts_utc", "tz", "value", "capacity"])
        for name, days in (("hall", 120), ("yard", 60), ("new", 10)):
            for hour, value in enumerate(place(len(name), days).values.reshape(-1)):
                at = start + timedelta(hours=hour)
                rows.writerow([name, at.isoformat(), "Asia/Shanghai", int(value), 100])
        rows.writerow(["new", start.isoformat(), "Asia/Shanghai", 3, 100])
    return "places.csv"


def test_a_file_is_judged_told_and_written(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*BACKTEST, file, "--only", "weekly_naive", "--out", "told"]) == 0
    said = capsys.readouterr()
    lines = [line.split("  ")[0] for line in said.out.splitlines()]
    assert {"Mean over series", "As last week", "Ours", "hall", "yard"} <= set(lines)
    assert "Typical week" not in lines
    assert "1 rows told an instant again" in said.err
    assert "new is left out: 10 days" in said.err
    with (tmp_path / "told" / "scores.csv").open(encoding="utf-8-sig", newline="") as opened:
        scores = list(csv.DictReader(opened))
    assert {(row["forecaster"], row["series"], row["reach"]) for row in scores} == {
        (by, series, reach)
        for by in ("weekly_naive", "ours")
        for series in ("hall", "yard")
        for reach in ("D1", "D7")
    }
    with (tmp_path / "told" / "forecasts.csv").open(encoding="utf-8-sig", newline="") as opened:
        forecasts = [row for row in csv.DictReader(opened) if row["scored"] == "1"]
    chosen = [row for row in forecasts if (row["forecaster"], row["series"]) == ("ours", "hall")]
    off = sum(abs(float(row["forecast"]) - float(row["value"])) for row in chosen)
    wape = next(
        float(row["wape"])
        for row in scores
        if row["forecaster"] == "ours" and row["series"] == "hall" and row["reach"] == "D7"
    )
    assert 100 * off / sum(float(row["value"]) for row in chosen) == pytest.approx(wape, abs=0.05)
    assert all(float(row["low"]) <= float(row["forecast"]) <= float(row["high"]) for row in chosen)


def test_json_says_the_same_for_programs(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*BACKTEST, file, "--only", "ours", "--series", "hall", "--json"]) == 0
    (ours,) = json.loads(capsys.readouterr().out)
    assert ours["forecaster"] == "ours"
    assert [one["series"] for one in ours["series"]] == ["hall"]
    assert ours["total"]["D7"]["wape"] == ours["series"][0]["D7"]["wape"]
    assert ours["series"][0]["origins"] == 12


def test_a_series_too_short_for_bands_says_that_it_is_not_yet_calibrated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (tmp_path / "short.csv").open("w") as opened:
        opened.write("series,ts_utc,tz,value\n")
        for hour, value in enumerate(place(1, 45).values.reshape(-1)):
            at = datetime(2026, 2, 1, tzinfo=UTC) + timedelta(hours=hour)
            opened.write(f"hall,{at.isoformat()},UTC,{value}\n")
    assert main([*BACKTEST, "short.csv", "--only", "ours"]) == 0
    assert (
        "Not yet calibrated, so without a band (fewer than six past forecasts): hall"
        in capsys.readouterr().out
    )


def test_a_series_in_which_nothing_can_be_scored_is_said_to_be_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (tmp_path / "empty.csv").open("w") as opened:
        opened.write("series,ts_utc,tz,value\n")
        for hour in range(150 * 24):
            opened.write(f"attic,{datetime(2026, 2, 1, tzinfo=UTC) + timedelta(hours=hour)},UTC,0\n")
    assert main([*BACKTEST, "empty.csv", "--only", "ours"]) == 0
    said = capsys.readouterr().out
    assert "usually nobody comes or too little was measured: attic" in said
    assert "Not yet calibrated" not in said


def test_wrong_use_is_named_and_nothing_is_judged(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*BACKTEST, "none.csv"]) == 2
    assert "none.csv cannot be read" in capsys.readouterr().err
    assert main([*BACKTEST, file, "--series", "attic"]) == 2
    assert (
        "option --series attic: the file has no such series; it has hall, yard, new"
        in capsys.readouterr().err
    )
    assert main([*BACKTEST, file, "--series", "new"]) == 1
    assert "no series of this file is long enough" in capsys.readouterr().err


def test_one_sentence_is_all_that_is_said_of_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text("a,b\n")
    command = [sys.executable, "-m", "dashboard", *BACKTEST, "odd.csv"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    (said,) = done.stderr.splitlines()
    assert said.startswith("linli: file ")


def test_control_c_ends_with_one_sentence(
    file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dashboard.forecast.verb.judged", pressed)
    assert main([*BACKTEST, file]) == 130
    assert capsys.readouterr().err.splitlines()[-1] == "linli: stopped; nothing was written"


def test_a_folder_that_cannot_be_written_is_named(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("")
    assert main([*BACKTEST, file, "--only", "ours", "--series", "yard", "--out", "taken"]) == 2
    assert "taken: it cannot be written" in capsys.readouterr().err
