"""Runs `prepare` in a process of its own, so that the supervisor stays small, and reads what it has to say."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard.processes.preflight import StartError

PATIENCE_S = 300.0
_LOOK_S = 0.1


@dataclass(frozen=True, slots=True)
class Prepared:
    """link: path and query of a one-time sign-in; password: that of the new manager, "" when there was one already."""

    link: str
    manager: str
    password: str


def prepare(
    settings_file: str, *, environ: Mapping[str, str], folder: Path, stopping: Callable[[], bool]
) -> Prepared | None:
    """Bring the databases up to date and get a sign-in link; None when it was stopped. Raises StartError."""
    process = subprocess.Popen(
        (
            sys.executable,
            "-m",
            "dashboard",
            "prepare",
            "--json",
            "--link",
            "--wait",
            "0",  # whoever started us looks on: what is away is said at once
            "--settings",
            settings_file,
        ),
        cwd=folder,
        env=dict(environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    waited = 0.0
    while True:
        try:
            said, complained = process.communicate(timeout=_LOOK_S)
            break
        except subprocess.TimeoutExpired:
            waited += _LOOK_S
            if stopping() or waited > PATIENCE_S:
                process.kill()
                process.communicate()
                return None
    if process.returncode:
        raise StartError("run.fault.prepare", why=_last_line(complained))
    return Prepared(**json.loads(said.splitlines()[-1]))


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1].removeprefix("linli: ") if lines else "-"
