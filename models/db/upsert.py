"""Insert or replace by primary key, in the words of both databases."""

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def upsert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """All rows in one executemany. The last of two rows with one key wins."""
    if not rows:
        return
    insert = (sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert)(table)
    keys = [column.name for column in table.primary_key]
    update = {
        column.name: insert.excluded[column.name] for column in table.columns if column.name not in keys
    }
    connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=update), rows)
