"""Forecasts in the database, as they were made."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
from sqlalchemy import RowMapping, Table, delete, select

from models.centre import SpaceId
from models.db.connection import Connections
from models.db.tables import ForecastRow
from models.db.upsert import upsert
from models.forecast.made import Made, packed, unpacked

_TABLE: Table = ForecastRow.__table__  # type: ignore[assignment]


class SqlForecasts:
    """What was forecast for one centre's spaces."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def put(self, made: Sequence[Made]) -> None:
        with self._connections.writing() as connection:
            upsert(connection, _TABLE, (_row(self._centre, one) for one in made))

    def within(self, spaces: Collection[SpaceId], first: date, last: date) -> list[Made]:
        query = (
            select(_TABLE)
            .where(_TABLE.c.centre == self._centre, _TABLE.c.space.in_(sorted(spaces)))
            .where(_TABLE.c.day.between(first, last))
            .order_by(_TABLE.c.day, _TABLE.c.space)
        )
        with self._connections.reading() as connection:
            return [_made(row) for row in connection.execute(query).mappings()]

    def known(self, first: date, last: date) -> Mapping[tuple[SpaceId, date], tuple[datetime, int]]:
        query = select(_TABLE.c.space, _TABLE.c.day, _TABLE.c.made_at, _TABLE.c.basis).where(
            _TABLE.c.centre == self._centre, _TABLE.c.day.between(first, last)
        )
        with self._connections.reading() as connection:
            return {(row[0], row[1]): (row[2], row[3]) for row in connection.execute(query)}

    def remove(self, days: Collection[date]) -> int:
        gone = delete(_TABLE).where(_TABLE.c.centre == self._centre, _TABLE.c.day.in_(sorted(days)))
        with self._connections.writing() as connection:
            return connection.execute(gone).rowcount


def _row(centre: str, one: Made) -> tuple[Any, ...]:
    busy = None if np.isnan(one.busy) else float(one.busy)
    grids = (packed(grid) for grid in (one.point, one.low, one.high))
    return (
        *(centre, one.space, one.day, one.made_at, one.basis),
        *(float(one.weeks), busy, float(one.show), *grids),
    )


def _made(row: RowMapping) -> Made:
    return Made(
        space=SpaceId(row["space"]),
        day=row["day"],
        point=unpacked(row["point"]),
        low=unpacked(row["low"]),
        high=unpacked(row["high"]),
        busy=np.nan if row["busy"] is None else row["busy"],
        show=row["show"],
        weeks=row["weeks"],
        made_at=row["made_at"],
        basis=row["basis"],
    )
