"""Real readers: LibreOffice for workbooks, poppler for PDF. A test whose program is missing is skipped by its name."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest


def program(name: str) -> str:
    """Where it is; skips the test that asks where it is not."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not on this machine")
    return found


def converted(files: Mapping[str, Path], out: Path) -> Mapping[str, Path]:
    """Each workbook opened by LibreOffice and written again by it, in one run and with a profile of its own."""
    profile = (out / "profile").as_uri()
    subprocess.run(
        [
            *(program("soffice"), f"-env:UserInstallation={profile}", "--headless"),
            *("--convert-to", "xlsx", "--outdir", str(out), *map(str, files.values())),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return {name: out / path.name for name, path in files.items()}


def said_by(name: str, *arguments: str) -> str:
    """What a program of poppler prints of a file."""
    done = subprocess.run([program(name), *arguments], check=True, capture_output=True, timeout=60)
    return done.stdout.decode()
