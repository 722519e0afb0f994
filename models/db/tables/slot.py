"""The table of quarter-hour facts."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row

_EPSILON = "1e-5"  # each column is rounded to a millionth by itself
_LAWS = {
    "measured_within_open": f"0 <= measured_min and measured_min <= open_min + {_EPSILON}",
    "open_within_slot": f"open_min <= 15 + {_EPSILON}",
    "used_within_measured": f"0 <= used_min and used_min <= measured_min + {_EPSILON}",
    "parts_within_measured": f"booked_used_min + ghost_min + walkin_min <= measured_min + {_EPSILON}",
    "parts_not_negative": "booked_used_min >= 0 and ghost_min >= 0 and walkin_min >= 0",
    "counts_not_negative": "person_min >= 0 and entries >= 0 and exits >= 0 and peak >= 0 and overflow_min >= 0",
    "limit_within_overflow": f"0 <= over_limit_min and over_limit_min <= overflow_min + {_EPSILON}",
    "booked_not_negative": "booked_min >= 0 and booked_seat_min >= 0",
    "capacity_positive": "capacity > 0",
    "quality_known": "quality in ('good', 'uncertain', 'bad')",
}


class SlotFactRow(Row):
    """One space in one quarter hour."""

    __tablename__ = "slot_fact"
    __table_args__ = (
        *(CheckConstraint(law, name=name) for name, law in _LAWS.items()),
        {"sqlite_with_rowid": False},  # the key is the order in which facts are read
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    space: Mapped[str] = mapped_column(primary_key=True)
    start: Mapped[datetime] = mapped_column(Instant, primary_key=True)
    open_min: Mapped[float]
    measured_min: Mapped[float]
    person_min: Mapped[float]
    used_min: Mapped[float]
    entries: Mapped[int]
    exits: Mapped[int]
    peak: Mapped[float]
    capacity: Mapped[int]
    booked_min: Mapped[float]
    booked_seat_min: Mapped[float]
    booked_used_min: Mapped[float]
    ghost_min: Mapped[float]
    walkin_min: Mapped[float]
    overflow_min: Mapped[float]
    over_limit_min: Mapped[float]
    quality: Mapped[str]
    calc_version: Mapped[int]
