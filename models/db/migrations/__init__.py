"""The steps from one shape of the tables to the next, run by Alembic inside one locked transaction."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from models.db.connection import Connections

_LOCK = 5_346_201
"""Of PostgreSQL's advisory locks, the one that migrations of this program take."""


def upgrade(connections: Connections, revision: str = "head") -> None:
    """Up to a revision; a second process waits for the first and then finds nothing to do."""
    with connections.writing() as connection:
        command.upgrade(_config(connection), revision)


def downgrade(connections: Connections, revision: str) -> None:
    """Down to a revision ("base" = no table is left)."""
    with connections.writing() as connection:
        command.downgrade(_config(connection), revision)


def is_current(connections: Connections) -> bool:
    """Whether the tables are those of the newest revision."""
    with connections.reading() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    return found == ScriptDirectory(str(Path(__file__).parent)).get_current_head()


def _config(connection: Connection) -> Config:
    if connection.dialect.name == "postgresql":  # SQLite's write lock is held already
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
