"""What is to be worked out again, in the database: asked inside the transaction of whoever changes something."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import Connection, Table, delete, select

from models.calendar import Window, business_days_around
from models.centre import SpaceId
from models.db.tables import RecountRow
from models.db.upsert import upsert
from models.fact_ports import Asked

_TABLE: Table = RecountRow.__table__  # type: ignore[assignment]

PROGRAMME = "programme"
"""The reason of most: sessions came, moved or went, or their seats did."""


def ask(
    connection: Connection,
    centre: str,
    spans: Iterable[tuple[SpaceId, Window]],
    reason: str = PROGRAMME,
    at: datetime | None = None,
) -> None:
    """Have every business day worked out again that these spans of spaces touch; asking twice is the same as once.

    A day too many costs a millisecond and changes nothing, so nobody has to know here in which zone the centre lies.
    """
    days = {(space, day) for space, window in spans for day in business_days_around(window)}
    ask_days(connection, centre, days, reason, at or datetime.now(UTC))


def ask_days(
    connection: Connection, centre: str, days: Collection[tuple[SpaceId, date]], reason: str, at: datetime
) -> None:
    """As ask(), by business day."""
    rows = [(centre, space, day, at, reason, new_token()) for space, day in sorted(days)]
    upsert(connection, _TABLE, rows)


def waiting(connection: Connection, centre: str, spaces: Collection[SpaceId], limit: int) -> Sequence[Asked]:
    """What was asked longest ago."""
    query = (
        select(_TABLE.c.space, _TABLE.c.day, _TABLE.c.reason, _TABLE.c.token)
        .where(_TABLE.c.centre == centre, _TABLE.c.space.in_(sorted(spaces)))
        .order_by(_TABLE.c.asked_at, _TABLE.c.day, _TABLE.c.space)
        .limit(limit)
    )
    return [Asked(**row) for row in connection.execute(query).mappings()]


def strike_out(connection: Connection, centre: str, asked: Iterable[Asked]) -> None:
    """These are done. What was asked anew since it was read has another token and stays.

    In the order of ask(), or two transactions could wait for each other.
    """
    for one in sorted(asked, key=lambda one: (one.space, one.day)):
        place = (_TABLE.c.centre == centre, _TABLE.c.space == one.space, _TABLE.c.day == one.day)
        connection.execute(delete(_TABLE).where(*place, _TABLE.c.token == one.token))


def new_token() -> int:
    """Positive and not to be met again."""
    return secrets.randbits(62) + 1
