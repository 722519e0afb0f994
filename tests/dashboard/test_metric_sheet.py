"""`./linli metrics` on a real database."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from config.settings import ConfigError
from dashboard.metric_sheet import main
from models.calendar import SLOT
from tests.blank import blank_database
from tests.builders import a_fact
from tests.measured import local

ARGUMENTS = ("--since", "2026-10-09", "--until", "2026-10-10")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two hours of the gym: a Friday and a make-up Saturday."""
    monkeypatch.setenv("LINLI_LANG", "en")
    database = blank_database(tmp_path / "centre.db")
    for day in (9, 10):
        start = local(9, day=date(2026, 10, day))
        database.slots("shijiawan").put([a_fact(start + n * SLOT, 20) for n in range(4)])
    database.close()
    return tmp_path


def printed(folder: Path, capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    assert main([*argv, "--data-dir", str(folder)]) == 0
    return capsys.readouterr().out


def test_the_table_of_a_month_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(folder, capsys, "--month", "2026-10", "--space", "gym", "--against", "previous")
    assert "2026-10-01 to 2026-10-31\n" in told
    assert "Utilisation" in told
    assert "50.0" in told
    assert "2026-09-01 to 2026-09-30  period before" in told


def test_csv_can_be_read_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(folder, capsys, *ARGUMENTS, "--by-day-type", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(told)))
    hours = {(r["section"], r["space"]): r["value"] for r in rows if r["key"] == "person_hours"}
    assert hours["", "gym"] == "40.0"
    assert hours["workday", "gym"] == hours["makeup", "gym"] == "20.0"
    assert hours["", "market"] == ""


def test_json_holds_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(printed(folder, capsys, *ARGUMENTS, "--format", "json", "--space", "gym"))
    assert {row["space"] for row in rows} == {"", "gym"}
    assert next(row for row in rows if row["key"] == "utilisation")["value"] == 0.5


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--space", "attic"], "--space: .*attic"),
        (["--since", "2026-10-01"], "--since and --until together"),
        (["--month", "2026-10", *ARGUMENTS], "--month alone"),
        (["--since", "2026-10-02", "--until", "2026-10-01"], "2026-10-01, before"),
    ],
)
def test_what_cannot_be_asked_is_named(folder: Path, argv: list[str], said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        main([*argv, "--data-dir", str(folder)])


def test_a_month_that_is_none_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--month", "2026-13", "--data-dir", str(folder)])
    assert "2026-13" in capsys.readouterr().err
