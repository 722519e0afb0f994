"""Migrations: from nothing to now and back, twice, at once, and after a kill."""

import multiprocessing
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from models.account import Grant, Role
from models.calendar import Window
from models.db import Database, open_database
from models.db.connection import Connections, open_connections
from models.db.migrations import downgrade, upgrade
from models.db.tables import Row
from models.ports import StoreError, StoreUnavailableError
from tests.models.db.test_slots import DAY, FACT, GYM
from tests.postgres import PASSWORD

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def tables(connections: Connections) -> set[str]:
    with connections.reading() as connection:
        return set(inspect(connection).get_table_names())


def filled(database: Database) -> None:
    database.slots("shijiawan").put([FACT])
    account = database.accounts().create("wang", "h", [Grant(role=Role.MANAGER)], at=AT)
    database.sessions().open(account.id, at=AT, idle=timedelta(1), absolute=timedelta(1))
    assert database.slots("shijiawan").within([GYM], Window(DAY.start, DAY.end)) == [FACT]


def test_up_down_and_up_again_with_rows_in_the_tables(url: str) -> None:
    connections = open_connections(url, PASSWORD)
    database = Database(connections)
    upgrade(connections)
    filled(database)
    downgrade(connections, "base")
    assert tables(connections) == {"alembic_version"}
    upgrade(connections)
    filled(database)
    database.close()


def test_a_wall_screen_ends_when_the_flag_that_confines_it_goes(url: str) -> None:
    connections = open_connections(url, PASSWORD)
    database = Database(connections)
    upgrade(connections)
    account = database.accounts().create("wall", "h", [Grant(role=Role.VIEWER)], at=AT)
    life = timedelta(1)
    wall = database.sessions().open(account.id, at=AT, idle=life, absolute=life, wall=True)
    person = database.sessions().open(account.id, at=AT, idle=life, absolute=life)
    downgrade(connections, "0001")
    upgrade(connections)
    assert database.sessions().resume(wall, at=AT) is None
    resumed = database.sessions().resume(person, at=AT)
    assert resumed is not None
    assert not resumed[0].wall
    database.close()


def test_the_migrations_make_exactly_the_tables_that_the_rows_describe(url: str, database: Database) -> None:
    connections = open_connections(url, PASSWORD)
    with connections.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Row.metadata) == []
        checks = {
            (table, check["name"])
            for table in Row.metadata.tables
            for check in inspect(connection).get_check_constraints(table)
        }
    connections.engine.dispose()
    assert checks == {
        (table.name, str(constraint.name))
        for table in Row.metadata.tables.values()
        for constraint in table.constraints
        if type(constraint).__name__ == "CheckConstraint"
    }


def test_migrating_twice_keeps_what_is_there(database: Database) -> None:
    filled(database)
    database.migrate()
    assert database.slots("shijiawan").within([GYM], DAY) == [FACT]


def migrate_and_put(url: str, start: "multiprocessing.synchronize.Barrier") -> None:
    database = open_database(url, password=PASSWORD)
    start.wait()
    database.migrate()
    database.ping()
    database.close()


def test_three_processes_may_start_at_once(url: str) -> None:
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(3)
    processes = [spawn.Process(target=migrate_and_put, args=(url, start)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    database = open_database(url, password=PASSWORD)
    filled(database)
    database.close()


def break_off(connections: Connections) -> None:
    with connections.writing() as connection:
        Row.metadata.create_all(connection)
        raise ZeroDivisionError


def test_a_migration_that_breaks_off_leaves_nothing(url: str) -> None:
    connections = open_connections(url, PASSWORD)
    with pytest.raises(ZeroDivisionError):
        break_off(connections)
    assert tables(connections) == set()
    connections.engine.dispose()


def test_a_database_that_is_away_is_named_without_its_password() -> None:
    database = open_database("postgresql+psycopg://linli@127.0.0.1:1/linli", password="secret-word")
    with pytest.raises(StoreUnavailableError, match=r"127\.0\.0\.1:1/linli") as caught:
        database.ping()
    assert "secret-word" not in str(caught.value)
    database.close()


def test_a_database_that_never_answers_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        database = open_database(f"postgresql+psycopg://linli@127.0.0.1:{port}/linli")
        with pytest.raises(StoreUnavailableError, match=f":{port}/linli"):
            database.ping()
        database.close()


@pytest.mark.parametrize(
    "url", ["", "nonsense", "mysql://h/d", "sqlite://", "sqlite:///:memory:", "oracle://x"]
)
def test_a_url_that_names_no_database_is_refused(url: str) -> None:
    with pytest.raises(StoreError, match=r"database\.url"):
        open_database(url)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailableError, match="file"):
        open_database(f"sqlite:///{tmp_path / 'file' / 'centre.db'}")


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "centre.db").write_bytes(b"not a database" * 100)
    database = open_database(f"sqlite:///{tmp_path / 'centre.db'}")
    with pytest.raises(StoreUnavailableError, match=r"centre\.db"):
        database.ping()
    database.close()
