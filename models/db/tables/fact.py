"""The tables of whole days and months, of the people of each day, and of what is to be worked out again."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row

_EPSILON = "1e-3"  # so many slots, each within a millionth
LAWS = {
    "measured_within_open": f"0 <= measured_min and measured_min <= open_min + {_EPSILON}",
    "open_within_slots": f"slots > 0 and open_min <= 15 * slots + {_EPSILON}",
    "used_within_measured": f"0 <= used_min and used_min <= measured_min + {_EPSILON}",
    "parts_within_measured": f"booked_used_min + ghost_min + walkin_min <= measured_min + {_EPSILON}",
    "parts_not_negative": "booked_used_min >= 0 and ghost_min >= 0 and walkin_min >= 0",
    "counts_not_negative": "person_min >= 0 and entries >= 0 and exits >= 0 and peak >= 0 and overflow_min >= 0",
    "limit_within_overflow": f"0 <= over_limit_min and over_limit_min <= overflow_min + {_EPSILON}",
    "booked_not_negative": "booked_min >= 0 and booked_seat_min >= 0",
    "qualities_within_slots": "good_slots >= 0 and uncertain_slots >= 0 and good_slots + uncertain_slots <= slots",
    "seats_within_seats": f"0 <= seat_used_min and seat_used_min <= seat_measured_min * (1 + 1e-6) + {_EPSILON}",
    "seats_within_open": f"seat_measured_min <= seat_open_min * (1 + 1e-6) + {_EPSILON}",
}
"""What holds for the sum of any slots; each is a check of both tables of sums."""


class _Sums:
    """The sums of some slots of one space."""

    slots: Mapped[int]
    good_slots: Mapped[int]
    uncertain_slots: Mapped[int]
    open_min: Mapped[float]
    measured_min: Mapped[float]
    person_min: Mapped[float]
    used_min: Mapped[float]
    booked_min: Mapped[float]
    booked_seat_min: Mapped[float]
    booked_used_min: Mapped[float]
    ghost_min: Mapped[float]
    walkin_min: Mapped[float]
    overflow_min: Mapped[float]
    over_limit_min: Mapped[float]
    seat_open_min: Mapped[float]
    seat_measured_min: Mapped[float]
    seat_used_min: Mapped[float]
    entries: Mapped[int]
    exits: Mapped[int]
    peak: Mapped[float]
    peak_entries: Mapped[int]
    calc_version: Mapped[int]


class DayFactRow(_Sums, Row):
    """One space on one business day."""

    __tablename__ = "day_fact"
    __table_args__ = (
        *(CheckConstraint(law, name=name) for name, law in LAWS.items()),
        {"sqlite_with_rowid": False},
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    space: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    peak_at: Mapped[datetime | None] = mapped_column(Instant)


class MonthFactRow(_Sums, Row):
    """One space in one month: the sum of its days. The month leads, for this is read over all centres."""

    __tablename__ = "month_fact"
    __table_args__ = (
        *(CheckConstraint(law, name=name) for name, law in LAWS.items()),
        {"sqlite_with_rowid": False},
    )

    month: Mapped[date] = mapped_column(primary_key=True)  # its first day
    centre: Mapped[str] = mapped_column(primary_key=True)
    space: Mapped[str] = mapped_column(primary_key=True)
    days: Mapped[int]


class SlotDayRow(Row):
    """The slots of one space on one business day as columns: a copy of slot_fact for whoever reads months of them."""

    __tablename__ = "slot_day"
    __table_args__ = ({"sqlite_with_rowid": False},)

    centre: Mapped[str] = mapped_column(primary_key=True)
    space: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class PeopleDayRow(Row):
    """The people of one space on one business day: models/people_day.py packs them."""

    __tablename__ = "people_day"
    __table_args__ = ({"sqlite_with_rowid": False},)

    centre: Mapped[str] = mapped_column(primary_key=True)
    space: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    stamp: Mapped[int] = mapped_column(BigInteger)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class TermsRow(Row):
    """By what terms the days of one space were counted: models/terms.py takes the fingerprints."""

    __tablename__ = "space_terms"
    __table_args__ = ({"sqlite_with_rowid": False},)

    centre: Mapped[str] = mapped_column(primary_key=True)
    space: Mapped[str] = mapped_column(primary_key=True)
    first: Mapped[date]
    prints: Mapped[bytes] = mapped_column(LargeBinary)


class RecountRow(Row):
    """A space-day to be worked out again."""

    __tablename__ = "recount"
    __table_args__ = ({"sqlite_with_rowid": False},)

    centre: Mapped[str] = mapped_column(primary_key=True)
    space: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str]
    token: Mapped[int] = mapped_column(BigInteger)
