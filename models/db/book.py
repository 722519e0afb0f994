"""Being alone with a centre's book while it is written to, and how far it goes."""

from sqlalchemy import Connection, func, select, text

from models.db.ledger_rows import ENTRY

_ONE_AFTER_ANOTHER = text("SELECT pg_advisory_xact_lock(hashtext(:centre), hashtext('ledger'))")


def lock(connection: Connection, centre: str) -> None:
    """Be alone with the book of a centre until the transaction ends; SQLite's writers are alone already."""
    if connection.dialect.name == "postgresql":
        connection.execute(_ONE_AFTER_ANOTHER, {"centre": centre})


def head_in(connection: Connection, centre: str) -> int:
    """The newest number of a centre's book; 0 = empty."""
    newest = select(func.max(ENTRY.c.number)).where(ENTRY.c.centre == centre)
    return connection.execute(newest).scalar() or 0
