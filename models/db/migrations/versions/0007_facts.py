"""Facts of whole days and months, the people of each day as steps, and what is to be worked out again.

Slots are read by space and time from here on, so their key begins with the space.
"""

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0007"
down_revision = "0006"

_OLD_MINUTES = (
    *("open_min", "measured_min", "person_min", "used_min", "booked_min", "booked_seat_min"),
    *("booked_used_min", "ghost_min", "walkin_min", "overflow_min"),
)
_MINUTES = (*_OLD_MINUTES, "over_limit_min")
_LIMIT = ("limit_within_overflow", "0 <= over_limit_min and over_limit_min <= overflow_min + ")
_SEATS = {"seat_open_min": "open_min", "seat_measured_min": "measured_min", "seat_used_min": "used_min"}
_QUALITIES = {"good_slots": "good", "uncertain_slots": "uncertain"}

_DAY = {
    # The old tables knew no zone; every centre of that time was in China. A business day begins at 04:00 there.
    "sqlite": "date(start / 1000000, 'unixepoch', '+4 hours')",
    "postgresql": "((start AT TIME ZONE 'Asia/Shanghai') - interval '4 hours')::date",
}
_MONTH = {"sqlite": "date(day, 'start of month')", "postgresql": "date_trunc('month', day)::date"}

_SUMS = (
    ("slots", "good_slots", "uncertain_slots"),
    (*_MINUTES, *_SEATS),
    ("entries", "exits"),
)
"""What is summed, as whole numbers, numbers and whole numbers again: the order of the columns."""


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    op.rename_table("slot_fact", "old_slot_fact")
    _slot_fact("centre", "space", "start", key="pk_slot_fact_by_space", minutes=_MINUTES)
    _move_slots()
    op.create_table(
        "day_fact", _text("centre"), _text("space"), _day("day"), *_sums(), _instant("peak_at", nullable=True),
        sa.PrimaryKeyConstraint("centre", "space", "day"), sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table(
        "month_fact", _day("month"), _text("centre"), _text("space"), _whole("days"), *_sums(),
        sa.PrimaryKeyConstraint("month", "centre", "space"), sqlite_with_rowid=False,
    )  # fmt: skip
    op.execute(_days(_DAY[dialect]))
    op.execute(_months(_MONTH[dialect]))
    op.create_table(
        "slot_day", _text("centre"), _text("space"), _day("day"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "space", "day"), sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table(
        "people_day", _text("centre"), _text("space"), _day("day"), _large("stamp"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "space", "day"), sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table(
        "space_terms", _text("centre"), _text("space"), _day("first"),
        sa.Column("prints", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "space"), sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table(
        "recount", _text("centre"), _text("space"), _day("day"), _instant("asked_at"), _text("reason"), _large("token"),
        sa.PrimaryKeyConstraint("centre", "space", "day"), sqlite_with_rowid=False,
    )  # fmt: skip


def downgrade() -> None:
    for table in ("recount", "space_terms", "people_day", "slot_day", "month_fact", "day_fact"):
        op.drop_table(table)
    op.rename_table("slot_fact", "old_slot_fact")
    _slot_fact("centre", "start", "space", key="pk_slot_fact_by_start", minutes=_OLD_MINUTES)
    _move_slots()


def _slot_fact(*primary: str, key: str, minutes: tuple[str, ...]) -> None:
    limit = [_law(_LIMIT[0], _LIMIT[1] + "1e-5")] if "over_limit_min" in minutes else []
    op.create_table(
        "slot_fact", _text("centre"), _text("space"), _instant("start"),
        *(_number(name, since=name not in _OLD_MINUTES) for name in minutes),
        *map(_whole, ("entries", "exits")), _number("peak"), _whole("capacity"),
        _text("quality"), _whole("calc_version"),
        *_laws("1e-5", "open_min <= 15 + 1e-5", "open_within_slot"), *limit,
        _law("capacity_positive", "capacity > 0"),
        _law("quality_known", "quality in ('good', 'uncertain', 'bad')"),
        sa.PrimaryKeyConstraint(*primary, name=key), sqlite_with_rowid=False,
    )  # fmt: skip


def _move_slots() -> None:
    """What an old slot does not know is 0 until it is worked out again: its calc_version says so."""
    names = ", ".join(
        ("centre", "space", "start", *_OLD_MINUTES, "entries", "exits", "peak", "capacity", "quality", "calc_version")
    )  # fmt: skip
    op.execute(f"INSERT INTO slot_fact ({names}) SELECT {names} FROM old_slot_fact")  # noqa: S608 -- our own names
    op.drop_table("old_slot_fact")


def _days(day: str) -> str:
    """The sums of all slots by business day, with the first slot of the highest peak."""
    sums = {
        "slots": "count(*)",
        **{name: f"sum(CASE quality WHEN '{word}' THEN 1 ELSE 0 END)" for name, word in _QUALITIES.items()},
        **{name: f"sum({name})" for name in _MINUTES},
        **{name: f"sum(capacity * {minutes})" for name, minutes in _SEATS.items()},
        "entries": "sum(entries)",
        "exits": "sum(exits)",
        "peak": "max(peak)",
        "peak_entries": "max(entries)",
        "calc_version": "min(calc_version)",
        "peak_at": "CASE WHEN sum(measured_min) > 0 THEN min(CASE highest WHEN 1 THEN start END) END",
    }
    ranked = (
        f"SELECT *, {day} AS day, "  # noqa: S608 -- our own names
        f"row_number() OVER (PARTITION BY centre, space, {day} ORDER BY peak DESC, start) AS highest FROM slot_fact"
    )
    return (
        f"INSERT INTO day_fact (centre, space, day, {', '.join(sums)}) "  # noqa: S608 -- our own names
        f"SELECT centre, space, day, {', '.join(sums.values())} FROM ({ranked}) AS ranked GROUP BY centre, space, day"
    )


def _months(month: str) -> str:
    whole, minutes, counts = _SUMS
    sums = {name: f"sum({name})" for name in (*whole, *minutes, *counts)}
    sums |= {
        "peak": "max(peak)",
        "peak_entries": "max(peak_entries)",
        "calc_version": "min(calc_version)",
        "days": "count(*)",
    }
    return (
        f"INSERT INTO month_fact (month, centre, space, {', '.join(sums)}) "  # noqa: S608 -- our own names
        f"SELECT {month}, centre, space, {', '.join(sums.values())} FROM day_fact GROUP BY {month}, centre, space"
    )


def _sums() -> list[sa.schema.SchemaItem]:
    whole, minutes, counts = _SUMS
    return [
        *map(_whole, whole), *map(_number, minutes), *map(_whole, counts), _number("peak"), *map(_whole, ("peak_entries", "calc_version")),
        *_laws("1e-3", "slots > 0 and open_min <= 15 * slots + 1e-3", "open_within_slots"),
        _law(_LIMIT[0], _LIMIT[1] + "1e-3"),
        _law(
            "qualities_within_slots",
            "good_slots >= 0 and uncertain_slots >= 0 and good_slots + uncertain_slots <= slots",
        ),
        _law("seats_within_seats", "0 <= seat_used_min and seat_used_min <= seat_measured_min * (1 + 1e-6) + 1e-3"),
        _law("seats_within_open", "seat_measured_min <= seat_open_min * (1 + 1e-6) + 1e-3"),
    ]  # fmt: skip


def _laws(epsilon: str, opened: str, name: str) -> list[sa.CheckConstraint]:
    return [
        _law("measured_within_open", f"0 <= measured_min and measured_min <= open_min + {epsilon}"),
        _law(name, opened),
        _law("used_within_measured", f"0 <= used_min and used_min <= measured_min + {epsilon}"),
        _law("parts_within_measured", f"booked_used_min + ghost_min + walkin_min <= measured_min + {epsilon}"),
        _law("parts_not_negative", "booked_used_min >= 0 and ghost_min >= 0 and walkin_min >= 0"),
        _law(
            "counts_not_negative",
            "person_min >= 0 and entries >= 0 and exits >= 0 and peak >= 0 and overflow_min >= 0",
        ),
        _law("booked_not_negative", "booked_min >= 0 and booked_seat_min >= 0"),
    ]  # fmt: skip


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _large(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _number(name: str, *, since: bool = False) -> sa.Column[float]:
    """since: a column that rows from before this version cannot fill."""
    return sa.Column(name, sa.Double(), nullable=False, server_default="0" if since else None)


def _day(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=False)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, Instant(), nullable=nullable)


def _law(name: str, text: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(text, name=name)
