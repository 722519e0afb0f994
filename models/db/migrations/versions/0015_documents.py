"""Vouchers that two persons sign, the rent of a stall, and the list of events that the book does not tell yet."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0015"
down_revision = "0014"

KINDS = "('sale', 'delivery')"
"""The kinds of events that may move money, as of this migration."""


def upgrade() -> None:
    op.add_column("tenancy", sa.Column("rent_fen", sa.BigInteger(), nullable=True))
    _voucher()
    _unposted()
    for statement in (*_SEAL[_dialect()], *_WATCH[_dialect()]):
        op.execute(statement)
    op.execute(  # of a database that is older than its books, everything waits
        "INSERT INTO event_unposted (centre, sensor, kind, id, token) "  # noqa: S608 -- our own names
        f"SELECT centre, sensor, kind, id, 0 FROM event WHERE kind IN {KINDS}"
    )


def downgrade() -> None:
    for statement in _UNWATCH[_dialect()]:
        op.execute(statement)
    for table in ("event_unposted", "voucher"):
        op.drop_table(table)
    op.drop_column("tenancy", "rent_fen")


def _dialect() -> str:
    return op.get_bind().dialect.name


def _voucher() -> None:
    words = ("memo", "entered_by", "reference", "about", "decided_by", "reason")
    op.create_table(
        "voucher",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("centre", "id", "state", *words)),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("entered_at", Instant(), nullable=False),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_voucher"),
        sa.CheckConstraint("state <> 'approved' OR decided_by <> ''", name="approved_by_somebody"),
        sa.CheckConstraint("decided_by <> entered_by", name="two_persons"),
        sa.CheckConstraint("revision > 0", name="counts_from_one"),
    )
    op.create_index("ix_voucher_centre_state_entered_at", "voucher", ["centre", "state", "entered_at"])


def _unposted() -> None:
    key = ("centre", "sensor", "kind", "id")
    op.create_table(
        "event_unposted",
        *(sa.Column(name, sa.String(), nullable=False) for name in key),
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(*key, name="pk_event_unposted"),
    )


_SEAL: Mapping[str, Sequence[str]] = {
    "sqlite": [
        f"CREATE TRIGGER voucher_no_{deed.lower()} BEFORE {deed} ON voucher WHEN OLD.state = 'approved' "
        "BEGIN SELECT RAISE(ABORT, 'an approved voucher is append-only'); END"
        for deed in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        (
            "CREATE FUNCTION voucher_sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "IF OLD.state = 'approved' THEN RAISE EXCEPTION 'an approved voucher is append-only'; END IF; "
            "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
        ),
        (
            "CREATE TRIGGER voucher_sealed BEFORE UPDATE OR DELETE ON voucher "
            "FOR EACH ROW EXECUTE FUNCTION voucher_sealed()"
        ),
    ],
}


def _sqlite_watch(name: str, deed: str, row: str, when: str = "") -> str:
    return (
        f"CREATE TRIGGER event_{name} AFTER {deed} ON event WHEN {row}.kind IN {KINDS}{when} BEGIN "  # noqa: S608 -- our own names
        "INSERT INTO event_unposted (centre, sensor, kind, id, token) "
        f"VALUES ({row}.centre, {row}.sensor, {row}.kind, {row}.id, random()) "
        "ON CONFLICT (centre, sensor, kind, id) DO UPDATE SET token = excluded.token; END"
    )


_WATCH: Mapping[str, Sequence[str]] = {
    "sqlite": [
        _sqlite_watch("came", "INSERT", "NEW"),
        _sqlite_watch(
            "changed", "UPDATE", "NEW", ' AND (NEW.at IS NOT OLD.at OR NEW."values" IS NOT OLD."values")'
        ),
        _sqlite_watch("went", "DELETE", "OLD"),
    ],
    "postgresql": [
        (
            "CREATE FUNCTION event_unposted() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE one event%ROWTYPE; "  # noqa: S608 -- our own names
            "BEGIN IF TG_OP = 'DELETE' THEN one := OLD; ELSE one := NEW; END IF; "
            f"IF one.kind NOT IN {KINDS} THEN RETURN NULL; END IF; "
            'IF TG_OP = \'UPDATE\' THEN IF NEW.at = OLD.at AND NEW."values"::text = OLD."values"::text '
            "THEN RETURN NULL; END IF; END IF; "
            "INSERT INTO event_unposted (centre, sensor, kind, id, token) "
            "VALUES (one.centre, one.sensor, one.kind, one.id, floor(random() * 9e18)::bigint) "
            "ON CONFLICT (centre, sensor, kind, id) DO UPDATE SET token = excluded.token; RETURN NULL; END $$"
        ),
        (
            "CREATE TRIGGER event_unposted AFTER INSERT OR UPDATE OR DELETE ON event "
            "FOR EACH ROW EXECUTE FUNCTION event_unposted()"
        ),
    ],
}
"""Whatever changes an event about money puts it on the list in the same transaction: no clock and no cursor can miss it."""

_UNWATCH: Mapping[str, Sequence[str]] = {
    "sqlite": [f"DROP TRIGGER event_{name}" for name in ("came", "changed", "went")],
    "postgresql": ["DROP FUNCTION event_unposted() CASCADE", "DROP FUNCTION voucher_sealed() CASCADE"],
}
