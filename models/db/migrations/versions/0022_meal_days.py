"""Meals are added up by day beside the events that they are made of."""

from itertools import groupby

import sqlalchemy as sa
from alembic import op

from models.calendar import CHINA
from models.centre import SensorId
from models.db.meal_days import meal_row
from models.db.tables.row import Instant
from models.event import Event, EventKind
from models.metric.meal_day import meal_days

revision = "0022"
down_revision = "0021"

KINDS = ("sale", "delivery")
"""The kinds of events that tell of meals, as of this migration."""


def upgrade() -> None:
    op.create_table(
        "meal_day",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("sensor", "content")),
        sa.PrimaryKeyConstraint("centre", "day", "sensor", name="pk_meal_day"),
        sqlite_with_rowid=False,
    )
    _add_up()


def _add_up() -> None:
    """What was told before. Centres lie in China; one sensor at a time, for years of slips are many."""
    event = sa.table("event", sa.column("centre"), sa.column("sensor"), sa.column("kind"), sa.column("id"))
    event.append_column(sa.column("at", Instant()))
    event.append_column(sa.column("values", sa.JSON()))
    query = sa.select(event).where(event.c.kind.in_(KINDS)).order_by(event.c.centre, event.c.sensor)
    rows = op.get_bind().execute(query).mappings()
    kept = sa.table("meal_day", *map(sa.column, ("centre", "day", "sensor", "content")))
    for (centre, _), some in groupby(rows, key=lambda row: (row["centre"], row["sensor"])):
        made = meal_days(map(_event, some), CHINA)
        names = tuple(column.name for column in kept.c)
        op.bulk_insert(kept, [dict(zip(names, meal_row(centre, one), strict=True)) for one in made])


def _event(row: sa.RowMapping) -> Event:
    sensor, kind = SensorId(row["sensor"]), EventKind(row["kind"])
    return Event(sensor=sensor, kind=kind, id=row["id"], at=row["at"], values=row["values"])


def downgrade() -> None:
    op.drop_table("meal_day")
