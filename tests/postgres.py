"""A real PostgreSQL for the tests that are marked `postgres`: free port, temporary folder, a database for each asker."""

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psycopg

from models.db import open_database
from tests.ports import free_port

DEBIAN = Path("/usr/lib/postgresql")
USER = "linli"
PASSWORD = "password-of-the-tests"


@dataclass(frozen=True)
class Postgres:
    """A running server."""

    port: int

    def fresh(self, like: str = "template1") -> str:
        """The URL, without its password, of a new database: a copy of another one, empty unless it is named."""
        name = f"t{uuid.uuid4().hex}"
        self._say(f"CREATE DATABASE {name} TEMPLATE {like}")
        return f"postgresql+psycopg://{USER}@127.0.0.1:{self.port}/{name}"

    def drop(self, url: str) -> None:
        """Take a database away, whoever still reads it: hundreds of them are gigabytes."""
        self._say(f"DROP DATABASE {_name(url)} WITH (FORCE)")

    def blank(self) -> str:
        """The URL of a new database with every table and no row."""
        return self.fresh(self._migrated)

    @cached_property
    def _migrated(self) -> str:
        """The name of the database that others are copied from: to migrate each takes a second."""
        url = self.fresh()
        database = open_database(url, password=PASSWORD)
        database.migrate()
        database.close()
        return _name(url)

    def _say(self, statement: str) -> None:
        address = f"host=127.0.0.1 port={self.port} user={USER} password={PASSWORD} dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)


def _name(url: str) -> str:
    return url.rpartition("/")[2]


def postgres_programs() -> Path | None:
    """Where initdb and pg_ctl are: on PATH or in Debian's folders."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    return next((f for f in [*folders, *sorted(DEBIAN.glob("*/bin"))] if (f / "pg_ctl").exists()), None)


@contextmanager
def running_postgres(programs: Path) -> Iterator[Postgres]:
    """A fresh server; stopped at the end."""
    # Not pytest's folder: nobody but its owner may enter that, and PostgreSQL refuses to run as root.
    with tempfile.TemporaryDirectory(prefix="linli-postgres-") as name:
        folder, port = Path(name), free_port()
        (folder / "password").write_text(PASSWORD)
        _give_to_server_user(folder)
        data = f"--pgdata={folder / 'data'}"
        _run(
            programs / "initdb",
            data,
            f"-U{USER}",
            f"--pwfile={folder / 'password'}",
            "--auth=scram-sha-256",
            "--no-sync",
        )
        options = f"--options=-p {port} -h 127.0.0.1 -k {folder} -c fsync=off -c full_page_writes=off -c autovacuum=off"
        _run(programs / "pg_ctl", data, f"--log={folder / 'log'}", options, "--wait", "start")
        try:
            yield Postgres(port)
        finally:
            _run(programs / "pg_ctl", data, "--mode=immediate", "--wait", "stop")


def _run(program: Path, *arguments: str) -> None:
    done = subprocess.run(
        [program, *arguments],
        user=_server_user(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd="/",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{program.name}: {done.stdout.decode(errors='replace')}")


def _server_user() -> int | None:
    return pwd.getpwnam("postgres").pw_uid if os.geteuid() == 0 else None


def _give_to_server_user(folder: Path) -> None:
    user = _server_user()
    if user is not None:
        for path in (folder, *folder.iterdir()):
            os.chown(path, user, -1)
