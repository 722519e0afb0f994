"""Insert, or replace by primary key, in words that both databases know."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table

_MARKS = {"sqlite": "?", "postgresql": "%s"}


def upsert(connection: Connection, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """All rows, each in the order of the table's columns, in one executemany. The last of two rows with one key wins.

    Straight to the driver: SQLAlchemy's own way spends two thirds of the time on naming each value of each row.
    """
    _execute(connection, table, rows, _replacing(table))


def insert(connection: Connection, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """The same for rows that must not be there yet. Raises IntegrityError when one is."""
    _execute(connection, table, rows)


def insert_missing(connection: Connection, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """The same, but what is there already stays as it is."""
    _execute(connection, table, rows, "ON CONFLICT DO NOTHING")


def _execute(
    connection: Connection, table: Table, rows: Iterable[Sequence[Any]], otherwise: str = ""
) -> None:
    steps = _steps(table, connection.dialect)
    ready = [_bound(row, steps) for row in rows]
    if ready:
        connection.exec_driver_sql(f"{_statement(table, connection.dialect.name)} {otherwise}", ready)


def _bound(row: Sequence[Any], steps: Sequence[tuple[int, Callable[[Any], Any]]]) -> tuple[Any, ...]:
    values = list(row)
    for place, step in steps:
        values[place] = step(values[place])
    return tuple(values)


def _steps(table: Table, dialect: Dialect) -> list[tuple[int, Callable[[Any], Any]]]:
    """The columns whose type has something to do before the driver may see a value."""
    found = (
        (n, column.type.dialect_impl(dialect).bind_processor(dialect)) for n, column in enumerate(table.c)
    )
    return [(n, step) for n, step in found if step is not None]


@cache
def _statement(table: Table, dialect: str) -> str:
    names = [column.name for column in table.c]
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join([_MARKS[dialect]] * len(names))
    return f"INSERT INTO {table.name} ({columns}) VALUES ({marks})"  # noqa: S608 -- names are our own tables'


@cache
def _replacing(table: Table) -> str:
    keys = [column.name for column in table.primary_key]
    changes = ", ".join(f'"{c.name}" = excluded."{c.name}"' for c in table.c if c.name not in keys)
    return f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changes}"
