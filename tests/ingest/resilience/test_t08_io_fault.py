"""T8, every single write and sync of one ingest cycle fails once: nothing acknowledged is lost, nothing is written twice."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.brokers import ROOT

SOURCE = Path(__file__).with_name("faulty_disk.c")


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that makes calls fail."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("no C compiler on Linux: failing writes were not tried")
    library = tmp_path_factory.mktemp("disk") / "faulty_disk.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"], check=True)
    return library


def _run(disk: Path, folder: Path, kind: str, *errors: str) -> dict[str, Any]:
    environ = {"PATH": os.environ["PATH"], "LD_PRELOAD": str(disk)}
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "tests.ingest.resilience.faulty",
        str(folder),
        kind,
        *errors,
    ]
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_whichever_call_fails(
    disk: Path, tmp_path: Path, figures: list[str]
) -> None:
    found = _run(disk, tmp_path, "plain", "EIO", "ENOSPC")

    assert found["wrong"] == []
    assert min(found["calls"].values()) > 30, "the cycle must make calls that can fail"
    tried = ", ".join(f"{name} at each of {calls} calls" for name, calls in found["calls"].items())
    figures.append(f"T8: {tried}: no acknowledged message lost, none written twice, file sound")


def test_the_same_faults_find_an_acknowledgement_without_a_commit(disk: Path, tmp_path: Path) -> None:
    assert any("acknowledged and lost" in text for text in _run(disk, tmp_path, "ack-anyway", "EIO")["wrong"])
