"""The first tables: facts, bookings, calendar, accounts, sessions and the audit trail that cannot be changed."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0001"
down_revision = None

_TABLES = (
    "web_session",
    "sign_in_link",
    "login_throttle",
    "role_grant",
    "account",
    "audit_log",
    "calendar_day",
    "booking",
    "slot_fact",
)

_SEALED: Mapping[str, Sequence[str]] = {
    "sqlite": (
        (
            "CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log "
            "BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END"
        ),
        (
            "CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log "
            "BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE FUNCTION audit_log_sealed() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'audit_log is append-only'; END $$"
        ),
        (
            "CREATE TRIGGER audit_log_sealed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_log_sealed()"
        ),
    ),
}
_UNSEALED: Mapping[str, Sequence[str]] = {
    "sqlite": (),  # triggers go with their table
    "postgresql": ("DROP FUNCTION audit_log_sealed() CASCADE",),
}


def upgrade() -> None:
    _slot_fact()
    _booking()
    _calendar_day()
    _account()
    _session()
    _audit_log()
    for statement in _SEALED[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for statement in _UNSEALED[op.get_bind().dialect.name]:
        op.execute(statement)
    for table in _TABLES:
        op.drop_table(table)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, Instant(), nullable=nullable)


def _number(name: str) -> sa.Column[float]:
    return sa.Column(name, sa.Double(), nullable=False)


def _owner() -> Sequence[sa.schema.SchemaItem]:
    return (
        _whole("account_id"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], ondelete="CASCADE"),
    )


def _law(name: str, law: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(law, name=name)


def _slot_fact() -> None:
    op.create_table(
        "slot_fact",
        _text("centre"),
        _instant("start"),
        _text("space"),
        *map(_number, ("open_min", "measured_min", "person_min", "used_min")),
        *map(_whole, ("entries", "exits")),
        _number("peak"),
        _whole("capacity"),
        *map(_number, ("booked_min", "booked_seat_min", "booked_used_min")),
        *map(_number, ("ghost_min", "walkin_min", "overflow_min")),
        _text("quality"),
        _whole("calc_version"),
        _law("measured_within_open", "0 <= measured_min and measured_min <= open_min + 1e-5"),
        _law("open_within_slot", "open_min <= 15 + 1e-5"),
        _law("used_within_measured", "0 <= used_min and used_min <= measured_min + 1e-5"),
        _law("parts_within_measured", "booked_used_min + ghost_min + walkin_min <= measured_min + 1e-5"),
        _law("parts_not_negative", "booked_used_min >= 0 and ghost_min >= 0 and walkin_min >= 0"),
        _law(
            "counts_not_negative",
            "person_min >= 0 and entries >= 0 and exits >= 0 and peak >= 0 and overflow_min >= 0",
        ),
        _law("booked_not_negative", "booked_min >= 0 and booked_seat_min >= 0"),
        _law("capacity_positive", "capacity > 0"),
        _law("quality_known", "quality in ('good', 'uncertain', 'bad')"),
        sa.PrimaryKeyConstraint("centre", "start", "space"),
        sqlite_with_rowid=False,
    )


def _booking() -> None:
    op.create_table(
        "booking",
        *map(_text, ("centre", "id", "space")),
        _instant("start_at"),
        _instant("end_at"),
        sa.Column("title", sa.JSON(), nullable=False),
        _whole("seats"),
        _text("status"),
        _law("ends_after_start", "start_at <= end_at"),
        _law("seats_not_negative", "seats >= 0"),
        sa.PrimaryKeyConstraint("centre", "id"),
    )
    op.create_index(None, "booking", ["centre", "end_at", "start_at"])


def _calendar_day() -> None:
    op.create_table(
        "calendar_day",
        sa.Column("day", sa.Date(), nullable=False),
        *map(_text, ("day_type", "name", "school")),
        _flag("provisional"),
        _text("source"),
        _law("day_type_known", "day_type in ('workday', 'rest', 'statutory', 'makeup')"),
        _law("school_known", "school in ('term', 'summer', 'winter', 'exam')"),
        sa.PrimaryKeyConstraint("day"),
    )


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        *map(_text, ("name", "name_key", "password_hash")),
        *map(_flag, ("must_change_password", "disabled")),
        _instant("created_at"),
        _text("locale"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name_key"),
    )
    op.create_table(
        "role_grant",
        *_owner(),
        *map(_text, ("centre", "role")),
        sa.PrimaryKeyConstraint("account_id", "centre", "role"),
    )


def _session() -> None:
    op.create_table(
        "web_session",
        _text("token_hash"),
        *_owner(),
        *map(_instant, ("created_at", "last_seen_at", "expires_at")),
        _whole("idle_s"),
        _text("address"),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index(None, "web_session", ["account_id"])
    op.create_index(None, "web_session", ["expires_at"])
    op.create_table(
        "sign_in_link",
        _text("token_hash"),
        *_owner(),
        _instant("expires_at"),
        _instant("used_at", nullable=True),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_table(
        "login_throttle",
        _text("key_hash"),
        _instant("began_at"),
        _whole("attempts"),
        sa.PrimaryKeyConstraint("key_hash"),
    )


def _audit_log() -> None:
    op.create_table(
        "audit_log",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        _instant("at"),
        *map(_text, ("actor", "action", "subject", "centre", "address")),
        sa.Column("details", sa.JSON(), nullable=False),
        *map(_text, ("prev_hash", "hash")),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("hash"),
    )
    op.create_index(None, "audit_log", ["centre", "at"])
