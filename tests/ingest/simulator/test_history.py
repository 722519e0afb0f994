"""`python -m ingest history` on an empty folder, again, and with wrong options."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.calendar import Window
from models.db import open_database
from tests.brokers import ROOT
from tests.ingest.simulator.worlds import CENTRES

UNTIL = "2026-11-18T15:04:00+08:00"


def history(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "ingest", "history", "--data-dir", str(folder)]
    command += ["--centre", str(CENTRES / "shijiawan.toml"), *options]
    environ = {"PATH": os.environ["PATH"]}
    return subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=300, check=False
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
