"""A PostgreSQL of one measurement: free port, its own folder, gone afterwards."""

import contextlib
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from ingest.bench.stage import BenchError, free_port

USER, PASSWORD = "linli", "password-of-the-bench"
_DEBIAN = Path("/usr/lib/postgresql")


def postgres_programs() -> Path | None:
    """Where initdb and pg_ctl are: on PATH or in Debian's folders."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    return next((f for f in [*folders, *sorted(_DEBIAN.glob("*/bin"))] if (f / "pg_ctl").exists()), None)


@contextlib.contextmanager
def postgres_running(folder: Path, programs: Path) -> Iterator[str]:
    """The URL of an empty database. Raises BenchError when the server does not start."""
    folder.mkdir()
    (folder / "password").write_text(PASSWORD)
    owner = pwd.getpwnam("postgres").pw_uid if os.geteuid() == 0 else None  # it refuses to run as root
    for path in (folder, folder / "password") if owner is not None else ():
        os.chown(path, owner or 0, -1)
    port, data = free_port(), f"--pgdata={folder / 'data'}"
    password = f"--pwfile={folder / 'password'}"
    _run(owner, programs / "initdb", data, f"-U{USER}", password, "--auth=scram-sha-256")
    options = f"--options=-p {port} -h 127.0.0.1 -k {folder}"
    _run(owner, programs / "pg_ctl", data, f"--log={folder / 'log'}", options, "--wait", "start")
    try:
        yield f"postgresql+psycopg://{USER}@127.0.0.1:{port}/postgres"
    finally:
        _run(owner, programs / "pg_ctl", data, "--mode=immediate", "--wait", "stop")


def _run(owner: int | None, program: Path, *arguments: str) -> None:
    done = subprocess.run(
        [program, *arguments],
        user=owner,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd="/",
        check=False,
    )
    if done.returncode:
        raise BenchError(f"bench: {program.name}: {done.stdout.decode(errors='replace')}")
