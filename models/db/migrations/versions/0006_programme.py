"""The programme: kinds, organisers, series, sessions with the quarter hours they take, bookings, parties, attendance.

What stood in the old table `booking` was a span of a room, which is a session now.
"""

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Claim, Instant

revision = "0006"
down_revision = "0005"

_OLD = ("attendance", "booking", "party", "session_cell", "session", "series", "organiser", "activity_kind")


_MOVE = """
INSERT INTO session (centre, id, series, day, space, units, kind, organiser, coach, title, start_at, end_at, places,
                     expected, price_plan, status, reason, cancelled_by, detached, external_id, version, modified)
SELECT centre, id, '', :local_day, space, '[]', '', '', '', title, start_at, end_at, 0,
       seats, '', CASE status WHEN 'draft' THEN 'planned' WHEN 'checked_in' THEN 'running'
                              WHEN 'completed' THEN 'done' ELSE status END, '', '', false, '', 1, 0
FROM old_booking
"""


# Ranges and multiranges have their own operator classes: no extension is needed, so no right to install one.
# Judged at the end of a transaction: two sessions may change places.
_NO_OVERLAP = """
ALTER TABLE session ADD CONSTRAINT ex_session_claim
EXCLUDE USING gist (claim WITH &&, tstzrange(start_at, end_at) WITH &&) WHERE (claim IS NOT NULL)
DEFERRABLE INITIALLY DEFERRED
"""


def upgrade() -> None:
    op.rename_table("booking", "old_booking")
    _offerings()
    _session()
    op.execute(_MOVE.replace(":local_day", _LOCAL_DAY[op.get_bind().dialect.name]))
    op.drop_table("old_booking")
    _session_cell()
    _booking()
    _attendance()
    op.create_table("programme_clock", *_key("centre"), _whole("modified"), sa.PrimaryKeyConstraint("centre"))


def downgrade() -> None:
    for table in (*_OLD, "programme_clock"):
        op.drop_table(table)
    op.create_table(
        "booking",
        *map(_text, ("centre", "id", "space")),
        *map(_instant, ("start_at", "end_at")),
        _json("title"),
        _whole("seats"),
        _text("status"),
        _law("ends_after_start", "start_at <= end_at"),
        _law("seats_not_negative", "seats >= 0"),
        sa.PrimaryKeyConstraint("centre", "id"),
    )
    op.create_index(None, "booking", ["centre", "end_at", "start_at"])


_LOCAL_DAY = {
    # The old table knew no zone; every centre of that time was in China, eight hours ahead of UTC.
    "sqlite": "date(start_at / 1000000, 'unixepoch', '+8 hours')",
    "postgresql": "(start_at AT TIME ZONE 'Asia/Shanghai')::date",
}


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _day(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, Instant(), nullable=nullable)


def _law(name: str, text: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(text, name=name)


def _key(*names: str) -> list[sa.Column[str]]:
    return [_text(name) for name in names]


def _offerings() -> None:
    op.create_table(
        "activity_kind",
        *_key("centre", "key"),
        _json("name"),
        *map(_flag, ("public_benefit", "retired")),
        sa.PrimaryKeyConstraint("centre", "key"),
    )
    op.create_table(
        "organiser",
        *_key("centre", "id"),
        _text("kind"),
        _json("name"),
        _whole("people"),
        _text("contact"),
        _json("availability"),
        _flag("retired"),
        _law("people_not_negative", "people >= 0"),
        sa.PrimaryKeyConstraint("centre", "id"),
    )
    op.create_table(
        "series",
        *_key("centre", "id"),
        *map(_text, ("space", "kind", "organiser", "coach")),
        _json("title"),
        _day("first"),
        _text("start"),
        _whole("minutes"),
        *map(_text, ("rule", "holiday_policy")),
        *map(_whole, ("places", "expected")),
        _text("price_plan"),
        _day("ended", nullable=True),
        _text("external_id"),
        _whole("version"),
        *map(_json, ("units", "extra_dates", "left_out")),
        _law("lasts", "minutes > 0"),
        _law("people_not_negative", "places >= 0 and expected >= 0"),
        sa.PrimaryKeyConstraint("centre", "id"),
    )


def _session() -> None:
    op.create_table(
        "session",
        *_key("centre", "id"),
        _text("series"),
        _day("day"),
        _text("space"),
        _json("units"),
        *map(_text, ("kind", "organiser", "coach")),
        _json("title"),
        *map(_instant, ("start_at", "end_at")),
        *map(_whole, ("places", "expected")),
        *map(_text, ("price_plan", "status", "reason", "cancelled_by")),
        *(_instant(name, nullable=True) for name in ("cancelled_at", "checked_in_at", "released_at")),
        sa.Column("claim", Claim, nullable=True),
        _flag("detached"),
        _text("external_id"),
        *map(_whole, ("version", "modified")),
        _law("ends_after_start", "start_at <= end_at"),
        _law("people_not_negative", "places >= 0 and expected >= 0"),
        sa.PrimaryKeyConstraint("centre", "id"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_NO_OVERLAP)
    op.create_index(None, "session", ["centre", "end_at", "start_at"])
    op.create_index("ix_session_feed", "session", ["centre", "modified", "id"])
    op.create_index("ix_session_series", "session", ["centre", "series", "day"])


def _session_cell() -> None:
    op.create_table(
        "session_cell",
        *_key("centre", "space", "unit"),
        _instant("start"),
        _text("session"),
        sa.PrimaryKeyConstraint("centre", "space", "unit", "start"),
        sqlite_with_rowid=False,
    )
    op.create_index(None, "session_cell", ["centre", "session"])


def _booking() -> None:
    op.create_table(
        "party",
        *_key("centre", "id"),
        _text("code"),
        _flag("concession"),
        _instant("delete_after", nullable=True),
        sa.PrimaryKeyConstraint("centre", "id"),
    )
    op.create_table(
        "booking",
        *_key("centre", "id"),
        *map(_text, ("session", "party")),
        _whole("seats"),
        *map(_text, ("status", "source")),
        _instant("booked_at"),
        _instant("cancelled_at", nullable=True),
        _instant("checked_in_at", nullable=True),
        _flag("seated"),
        _text("external_id"),
        _law("takes_seats", "seats > 0"),
        sa.PrimaryKeyConstraint("centre", "id"),
    )
    op.create_index(None, "booking", ["centre", "session", "booked_at"])


def _attendance() -> None:
    op.create_table(
        "attendance",
        *_key("centre", "session", "source"),
        _whole("people"),
        sa.Column("concession", sa.Integer(), nullable=True),
        _instant("at"),
        _text("by"),
        _law("people_not_negative", "people >= 0"),
        _law("concession_of_people", "concession is null or concession between 0 and people"),
        sa.PrimaryKeyConstraint("centre", "session", "source"),
    )
