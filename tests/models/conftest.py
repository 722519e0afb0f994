"""The PostgreSQL server of this process's tests."""

from collections.abc import Iterator

import pytest

from tests.postgres import Postgres, postgres_programs, running_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    programs = postgres_programs()
    if programs is None:
        pytest.skip("no PostgreSQL programs found: the records were not tried on a real server")
    with running_postgres(programs) as server:
        yield server
