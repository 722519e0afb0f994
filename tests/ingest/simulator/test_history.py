"""`python -m ingest history` on an empty folder, again, and with wrong options."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from config.calendar import official_calendar
from models.calendar import DayType, Window
from models.db import open_database
from models.festival import SPRING_FESTIVALS
from tests.brokers import ROOT
from tests.ingest.simulator.worlds import CENTRES
from tests.waiting import until

UNTIL = "2026-11-18T15:04:00+08:00"


def command(folder: Path, *options: str) -> list[str]:
    verb = [sys.executable, "-m", "ingest", "history", "--data-dir", str(folder)]
    return [*verb, "--centre", str(CENTRES / "shijiawan.toml"), *options]


def history(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    environ = {"PATH": os.environ["PATH"]}
    return subprocess.run(
        command(folder, *options),
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def span(folder: Path) -> Window | None:
    database = open_database(f"sqlite:///{folder}/centre.db")
    try:
        return database.slots("shijiawan").span()
    finally:
        database.close()


def test_an_empty_folder_becomes_a_centre_with_a_past(tmp_path: Path) -> None:
    done = history(tmp_path, "--weeks", "1", "--until", UNTIL)
    assert done.returncode == 0, done.stderr
    assert "20 of 20 space-weeks" in done.stderr
    filled = span(tmp_path)
    assert filled is not None
    assert (filled.end - filled.start).days >= 7
    progress = json.loads((tmp_path / "history-shijiawan.json").read_text(encoding="utf-8"))
    assert progress["done"] == progress["total"] == 20
    assert history(tmp_path, "--weeks", "1", "--until", UNTIL).stderr == ""


@pytest.mark.parametrize(
    ("option", "value"), [("--until", "yesterday"), ("--until", "2026-11-18T15:04:00"), ("--weeks", "x")]
)
def test_a_wrong_option_is_refused(tmp_path: Path, option: str, value: str) -> None:
    done = history(tmp_path, option, value)
    assert done.returncode == 2
    assert option in done.stderr


def test_a_missing_centre_file_is_named(tmp_path: Path) -> None:
    done = history(tmp_path, "--centre", "nowhere.toml")
    assert done.returncode == 1
    assert "nowhere.toml" in done.stderr
    assert "Traceback" not in done.stderr


@contextlib.contextmanager
def _under_way(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """A long history of which the first is filled; nothing is left of it in the end, not even after a failure."""
    process = subprocess.Popen(
        command(folder, "--weeks", "57", "--until", UNTIL),
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert until((folder / "history-shijiawan.json").exists, 120)
        yield process
    finally:
        process.kill()
        process.communicate(timeout=60)


def test_a_signal_to_the_whole_group_ends_it_too(tmp_path: Path) -> None:
    """Workers that such a signal ends in the middle of something must not hold their parent up."""
    with _under_way(tmp_path) as process:
        os.killpg(process.pid, signal.SIGTERM)
        _, said = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "the next run goes on" in said


def test_asked_to_stop_it_keeps_what_is_filled_and_the_next_run_goes_on(tmp_path: Path) -> None:
    progress = tmp_path / "history-shijiawan.json"
    with _under_way(tmp_path) as process:
        process.terminate()
        _, said = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "the next run goes on" in said
    assert "Traceback" not in said
    kept = {(space, week) for space, weeks in _filled(progress).items() for week in weeks}
    assert kept
    history(tmp_path, "--weeks", "1", "--until", UNTIL)
    assert json.loads(progress.read_text(encoding="utf-8"))["total"] <= max(0, 20 - len(kept))
    assert {(space, week) for space, weeks in _filled(progress).items() for week in weeks} >= kept


def _filled(progress: Path) -> dict[str, dict[str, str]]:
    filled: dict[str, dict[str, str]] = json.loads(progress.read_text(encoding="utf-8"))["filled"]
    return filled


def test_56_weeks_hold_a_spring_festival_and_makeup_days() -> None:
    last = date(2026, 11, 22)
    calendar = official_calendar((2025, 2026))
    kinds = {calendar.day_type(last - timedelta(days=n)) for n in range(56 * 7)}
    assert kinds == set(DayType)
    assert any(last - timedelta(weeks=56) < festival <= last for festival in SPRING_FESTIVALS)
