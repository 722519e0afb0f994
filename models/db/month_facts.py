"""The sums of months in the database, over all centres: 120,000 rows for a year of a thousand of them."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

import numpy as np
from sqlalchemy import Table, func, select

from models.db.connection import Connections
from models.db.tables import MonthFactRow
from models.fact_ports import Portfolio

Key = TypeVar("Key", str, date)

_TABLE: Table = MonthFactRow.__table__  # type: ignore[assignment]


class SqlMonthFacts:
    """The sums of months of every centre."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def within(self, first: date, last: date, names: Sequence[str]) -> Portfolio:
        keys = (_TABLE.c.month, _TABLE.c.centre)  # the order of the table's key: nothing has to be sorted
        query = (
            select(*keys, *(func.sum(_TABLE.c[name]) for name in names))
            .where(_TABLE.c.month >= first, _TABLE.c.month <= last)
            .group_by(*keys)
        )
        with self._connections.reading() as connection:
            rows = connection.execute(query).all()
        months, of_month = _places([row[0] for row in rows])
        centres, of_centre = _places([row[1] for row in rows])
        columns = {name: np.zeros((len(centres), len(months))) for name in names}
        for n, name in enumerate(names, start=2):
            columns[name][of_centre, of_month] = [row[n] for row in rows]
        return Portfolio(centres, months, columns)


def _places(keys: Sequence[Key]) -> tuple[list[Key], list[int]]:
    """The different keys in order, and the place of each among them."""
    order = sorted(set(keys))
    place = {key: n for n, key in enumerate(order)}
    return order, [place[key] for key in keys]
