"""How the database is reached: engine, SQLite's settings, short transactions, and what its errors become."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import msgspec
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, NoSuchModuleError
from sqlalchemy.exc import ProgrammingError as StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from models.ports import StoreError, StoreUnavailableError

BUSY_MS = 10_000
CONNECT_S = 3
"""How long a PostgreSQL server may take to answer at all: whoever asks for a page waits for it."""
DIALECTS = ("sqlite", "postgresql")

_BETWEEN_TRIES_S = 0.02

_WRITE = "linli_write"
UNSTORABLE = (IntegrityError, DataError, UnicodeError)
"""The database or its driver will never take a row, because of what stands in it."""

_OUR_FAULT = (IntegrityError, DataError, StatementError)
"""The database is well and refuses what we asked; to try again would change nothing."""


class Connections:
    """An engine and the two kinds of transaction that adapters use. Sessions and connections never leave them."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent look."""
        with self._errors(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it or nothing. On SQLite it takes the write lock at once, so it cannot deadlock."""
        with self._errors(), self.engine.connect() as plain:
            connection = plain.execution_options(**{_WRITE: True})
            with connection.begin():
                yield connection

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except _OUR_FAULT:
            raise
        except DBAPIError as error:
            raise StoreUnavailableError(f"database {self.engine.url!r}: {error.orig}") from error
        except PoolTimeoutError as error:
            raise StoreUnavailableError(f"database {self.engine.url!r}: {error}") from error


def open_connections(url: str, password: str) -> Connections:
    """An engine for sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME. Raises StoreError on any other URL."""
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        return Connections(_sqlite(address))
    known = address.set(password=password or address.password)
    return Connections(
        create_engine(
            known,
            json_deserializer=msgspec.json.decode,
            pool_pre_ping=True,
            connect_args={"connect_timeout": CONNECT_S},
        )
    )


def _address(url: str) -> URL:
    try:
        address = make_url(url)
        address.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise StoreError(f"database.url {url.partition('@')[2] or url!r} is no database URL") from error
    if address.get_backend_name() not in DIALECTS:
        raise StoreError(f"database.url {address!r} is none of {', '.join(DIALECTS)}")
    return address


def _sqlite(address: URL) -> Engine:
    if not address.database or address.database == ":memory:":
        raise StoreError(f"database.url {address!r} names no file")
    folder = Path(address.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailableError(f"database {address!r}: {folder}: {error.strerror}") from error
    engine = create_engine(
        address, json_deserializer=msgspec.json.decode, connect_args={"timeout": BUSY_MS / 1000}
    )
    event.listen(engine, "connect", _on_sqlite_connect)
    event.listen(engine, "begin", _on_sqlite_begin)
    return engine


def _on_sqlite_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves; the driver would say it too late
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _write_ahead(connection: Any) -> None:
    """Have the file keep a write-ahead log. SQLite waits for no other who does the same at the same time, so we do."""
    until = monotonic() + BUSY_MS / 1000
    while connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if monotonic() > until:
                raise
            sleep(_BETWEEN_TRIES_S)


def _on_sqlite_begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(_WRITE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
