"""The table of sensors that people accepted from quarantine."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class AcceptedSensorRow(Row):
    """One accepted sensor. options: what most sensors leave as it is (channels, reads, reversed, ...)."""

    __tablename__ = "accepted_sensor"

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    space: Mapped[str]
    role: Mapped[str]
    topic: Mapped[str]
    device: Mapped[str]
    envelope: Mapped[str]
    profile: Mapped[str]
    interval_s: Mapped[int]
    options: Mapped[dict[str, Any]] = mapped_column(JSON)
    accepted_by: Mapped[str]
    accepted_at: Mapped[datetime] = mapped_column(Instant)
