"""Balances of business days in the database."""

import logging
from collections.abc import Collection, Sequence
from datetime import date
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, Table, select

from models.balance import Balance, Crossings
from models.centre import SpaceId
from models.db.connection import Connections
from models.db.tables import SpaceBalanceRow
from models.db.upsert import upsert

log = logging.getLogger(__name__)

_TABLE: Table = SpaceBalanceRow.__table__  # type: ignore[assignment]
_decoder = msgspec.json.Decoder(Balance)
_crossings = msgspec.json.Decoder(Crossings)

_Kept = TypeVar("_Kept", Balance, Crossings)


class SqlBalances:
    """What the doors of one centre's spaces added up to."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def put(self, balances: Sequence[Balance]) -> None:
        with self._connections.writing() as connection:
            keep_balances(connection, self._centre, balances)

    def within(self, spaces: Collection[SpaceId], first: date, last: date) -> list[Balance]:
        return self._read(_decoder, spaces, first, last)

    def crossings(self, spaces: Collection[SpaceId], first: date, last: date) -> list[Crossings]:
        return self._read(_crossings, spaces, first, last)

    def _read(
        self, decoder: msgspec.json.Decoder[_Kept], spaces: Collection[SpaceId], first: date, last: date
    ) -> list[_Kept]:
        query = (
            select(_TABLE.c.space, _TABLE.c.day, _TABLE.c.content)
            .where(_TABLE.c.centre == self._centre, _TABLE.c.space.in_(sorted(spaces)))
            .where(_TABLE.c.day >= first, _TABLE.c.day <= last)
            .order_by(_TABLE.c.day, _TABLE.c.space)
        )
        with self._connections.reading() as connection:
            rows = connection.execute(query).all()
        found = (_decoded(decoder, space, day, content) for space, day, content in rows)
        return [balance for balance in found if balance is not None]


def keep_balances(connection: Connection, centre: str, balances: Sequence[Balance]) -> None:
    """As Balances.put, inside a transaction."""
    rows = ([centre, b.space, b.day, msgspec.json.encode(b).decode()] for b in balances)
    upsert(connection, _TABLE, rows)


def kept_balance(connection: Connection, centre: str, space: SpaceId, day: date) -> Balance | None:
    """Of one business day, inside a transaction."""
    place = (_TABLE.c.centre == centre, _TABLE.c.space == space, _TABLE.c.day == day)
    content = connection.execute(select(_TABLE.c.content).where(*place)).scalar_one_or_none()
    return None if content is None else _decoded(_decoder, space, day, content)


def _decoded(decoder: msgspec.json.Decoder[_Kept], space: str, day: date, content: str) -> _Kept | None:
    """A row of another version teaches nothing; the day's roll-up writes it anew."""
    try:
        return decoder.decode(content)
    except msgspec.MsgspecError as error:
        log.warning("balance of '%s' on %s is not read: %s", space, day, error)
        return None
