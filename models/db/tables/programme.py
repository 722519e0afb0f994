"""The tables of the programme: what is offered, when, who booked, who came."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Claim, Instant, Row


class ActivityKindRow(Row):
    """One of the centre's own kinds of activity."""

    __tablename__ = "activity_kind"

    centre: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[dict[str, Any]] = mapped_column(JSON)
    public_benefit: Mapped[bool]
    retired: Mapped[bool]


class OrganiserRow(Row):
    """A group, a coach, an organisation. availability, away: JSON, read whole and never searched."""

    __tablename__ = "organiser"
    __table_args__ = (CheckConstraint("people >= 0", name="people_not_negative"),)

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[dict[str, Any]] = mapped_column(JSON)
    people: Mapped[int]
    contact: Mapped[str]
    availability: Mapped[list[Any]] = mapped_column(JSON)
    retired: Mapped[bool]
    away: Mapped[list[Any]] = mapped_column(JSON)


class SeriesRow(Row):
    """A repeated session. The columns behind `version` are read whole and never searched."""

    __tablename__ = "series"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="lasts"),
        CheckConstraint("places >= 0 and expected >= 0", name="people_not_negative"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    space: Mapped[str]
    kind: Mapped[str]
    organiser: Mapped[str]
    coach: Mapped[str]
    title: Mapped[dict[str, Any]] = mapped_column(JSON)
    first: Mapped[date] = mapped_column(Date)
    start: Mapped[str]
    minutes: Mapped[int]
    rule: Mapped[str]
    holiday_policy: Mapped[str]
    places: Mapped[int]
    expected: Mapped[int]
    price_plan: Mapped[str]
    ended: Mapped[date | None] = mapped_column(Date)
    external_id: Mapped[str]
    version: Mapped[int]
    units: Mapped[list[Any]] = mapped_column(JSON)
    extra_dates: Mapped[list[Any]] = mapped_column(JSON)
    left_out: Mapped[list[Any]] = mapped_column(JSON)


class SessionRow(Row):
    """One use of a space at one time.

    claim: the space and units that it takes, as points of an int8multirange ("{[17,17]}"), None = it takes nothing.
    PostgreSQL lets no two claims overlap in time as well as in place: a second net below the cells.
    """

    __tablename__ = "session"
    __table_args__ = (
        CheckConstraint("start_at <= end_at", name="ends_after_start"),
        CheckConstraint("places >= 0 and expected >= 0", name="people_not_negative"),
        Index(None, "centre", "end_at", "start_at"),
        Index("ix_session_feed", "centre", "modified", "id"),
        Index("ix_session_series", "centre", "series", "day"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    series: Mapped[str]
    day: Mapped[date] = mapped_column(Date)
    space: Mapped[str]
    units: Mapped[list[Any]] = mapped_column(JSON)
    kind: Mapped[str]
    organiser: Mapped[str]
    coach: Mapped[str]
    title: Mapped[dict[str, Any]] = mapped_column(JSON)
    start_at: Mapped[datetime] = mapped_column(Instant)
    end_at: Mapped[datetime] = mapped_column(Instant)
    places: Mapped[int]
    expected: Mapped[int]
    price_plan: Mapped[str]
    status: Mapped[str]
    reason: Mapped[str]
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    cancelled_by: Mapped[str]
    checked_in_at: Mapped[datetime | None] = mapped_column(Instant)
    released_at: Mapped[datetime | None] = mapped_column(Instant)
    claim: Mapped[str | None] = mapped_column(Claim)
    detached: Mapped[bool]
    external_id: Mapped[str]
    version: Mapped[int]
    modified: Mapped[int]


class SessionCellRow(Row):
    """A quarter hour of a unit of a space is one session's: the primary key is what forbids double booking."""

    __tablename__ = "session_cell"
    __table_args__ = (Index(None, "centre", "session"), {"sqlite_with_rowid": False})

    centre: Mapped[str] = mapped_column(primary_key=True)
    space: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    start: Mapped[datetime] = mapped_column(Instant, primary_key=True)
    session: Mapped[str]


class PartyRow(Row):
    """Somebody who books: a code for the desk, forgotten after a while."""

    __tablename__ = "party"

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str]
    pays_as: Mapped[str | None]
    delete_after: Mapped[datetime | None] = mapped_column(Instant)


class BookingRow(Row):
    """Seats of one session for one party."""

    __tablename__ = "booking"
    __table_args__ = (
        CheckConstraint("seats > 0", name="takes_seats"),
        Index(None, "centre", "session", "booked_at"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    session: Mapped[str]
    party: Mapped[str]
    seats: Mapped[int]
    status: Mapped[str]
    source: Mapped[str]
    booked_at: Mapped[datetime] = mapped_column(Instant)
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    checked_in_at: Mapped[datetime | None] = mapped_column(Instant)
    seated: Mapped[bool]
    external_id: Mapped[str]
    pays_as: Mapped[str | None]


class AttendanceRow(Row):
    """One source's count of one session."""

    __tablename__ = "attendance"
    __table_args__ = (
        CheckConstraint("people >= 0", name="people_not_negative"),
        CheckConstraint("concession is null or concession between 0 and people", name="concession_of_people"),
    )

    centre: Mapped[str] = mapped_column(primary_key=True)
    session: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    people: Mapped[int]
    concession: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[str]


class ProgrammeClockRow(Row):
    """The number that rises with every change of a centre's programme."""

    __tablename__ = "programme_clock"

    centre: Mapped[str] = mapped_column(primary_key=True)
    modified: Mapped[int]
