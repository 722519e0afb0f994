"""The databases of these tests: every test that asks for `database` runs on SQLite and on a real PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.db import Database, open_database
from tests.blank import blank_url
from tests.postgres import PASSWORD, Postgres


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a new database: with all tables where a test asks for `database`, else empty."""
    migrated = "database" in request.fixturenames
    if request.param == "sqlite":
        file = tmp_path / "folder" / "centre.db"
        yield blank_url(file) if migrated else f"sqlite:///{file}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.blank() if migrated else server.fresh()
    yield url
    server.drop(url)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """A database with all tables and no row."""
    database = open_database(url, password=PASSWORD)
    yield database
    database.close()
