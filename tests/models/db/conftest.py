"""The databases of these tests: every test that asks for `database` runs on SQLite and on a real PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.db import Database, open_database
from tests.postgres import PASSWORD, Postgres, postgres_programs, running_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    programs = postgres_programs()
    if programs is None:
        pytest.skip("no PostgreSQL programs found: the records were not tried on a real server")
    with running_postgres(programs) as server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a fresh and empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'folder' / 'centre.db'}"
    server: Postgres = request.getfixturevalue("postgres")
    return server.fresh()


@pytest.fixture
def empty(url: str) -> Iterator[Database]:
    """A database without tables."""
    database = open_database(url, password=PASSWORD)
    yield database
    database.close()


@pytest.fixture
def database(empty: Database) -> Database:
    empty.migrate()
    return empty
