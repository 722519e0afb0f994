"""Advice: proposals with their snapshots, what is measured and came of it, weights and soft rules."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    _table("advice", ("id",), *_words("week", "state", "snapshot"), _version(), _content(), counts=True)
    op.create_index("ix_advice_centre_week", "advice", ["centre", "week"])
    op.create_index("ix_advice_centre_state", "advice", ["centre", "state"])
    _table("advice_snapshot", ("digest",), sa.Column("content", sa.LargeBinary(), nullable=False))
    _table("advice_trial", ("id",), _content())
    _table("advice_result", ("id", "number"), _content())
    changed_at: sa.Column[Any] = sa.Column("changed_at", Instant(), nullable=False)
    _table("advice_rule", ("key",), _version(), changed_at, _content(), counts=True)
    for statement in _SEAL[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for table in ("advice_rule", "advice_result", "advice_trial", "advice_snapshot", "advice"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION advice_trial_sealed")


def _words(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _version() -> sa.Column[Any]:
    return sa.Column("version", sa.Integer(), nullable=False)


def _content() -> sa.Column[Any]:
    return sa.Column("content", sa.JSON(), nullable=False)


def _table(name: str, key: Sequence[str], *columns: sa.Column[Any], counts: bool = False) -> None:
    whole = [sa.Column("number", sa.Integer(), nullable=False) if one == "number" else None for one in key]
    keys = [column if column is not None else _words(one)[0] for one, column in zip(key, whole, strict=True)]
    checks = [sa.CheckConstraint("version > 0", name="counts_from_one")] if counts else []
    primary = sa.PrimaryKeyConstraint("centre", *key, name=f"pk_{name}")
    op.create_table(name, *_words("centre"), *keys, *columns, primary, *checks)


_SEAL: Mapping[str, Sequence[str]] = {
    "sqlite": [
        f"CREATE TRIGGER advice_trial_no_{deed.lower()} BEFORE {deed} ON advice_trial "
        "BEGIN SELECT RAISE(ABORT, 'a trial that began is append-only'); END"
        for deed in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        (
            "CREATE FUNCTION advice_trial_sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'a trial that began is append-only'; END $$"
        ),
        (
            "CREATE TRIGGER advice_trial_no_change BEFORE UPDATE OR DELETE ON advice_trial "
            "FOR EACH ROW EXECUTE FUNCTION advice_trial_sealed()"
        ),
    ],
}
